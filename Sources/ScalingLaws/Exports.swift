// A user of the library imports one module: a table, a formula and a matrix belong to its vocabulary.
@_exported import Formulas
@_exported import LinearAlgebra
@_exported import Optimization
@_exported import Tables
