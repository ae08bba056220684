/// Several expressions compiled to one program over columns, with common subexpressions computed once.
///
///     let program = try Program([loss] + derivatives, variables: ["N", "D"], parameters: ["E", "A", "alpha", "B", "beta"])
///     let bound = program.bind(columns: [n, d])
///     bound.evaluate(parameters, into: buffer, workspace: &workspace)
///
/// What depends on columns only is computed once, by `bind`; what depends on parameters only, once per evaluation; the
/// rest row by row in blocks, through `VectorMath`. The same input gives the same bits on every processor, for every
/// number of rows, and in every order of rows.
///
/// Powers
/// - A whole exponent up to 32 is done by multiplication, with at most half an ulp for each; 0.5 by the square root.
/// - A column to a power without columns, such as `N^-alpha`, is `exp(-alpha * log(N))` with `log(N)` held to 60 bits
///   and the rounding of the product carried along, where the whole column is positive and finite: within 1.5 ulp where
///   `|alpha * log(N)| < 100`, within 5 ulp anywhere.
/// - Anything else is `pow`, within 1 ulp.
/// - `A / N^alpha` runs as `A * N^-alpha`, so that its derivatives share the power.
public struct Program: Sendable {
  /// Columns that `bind` takes, in this order.
  public let variables: [String]
  /// Numbers that `evaluate` takes, in this order.
  public let parameters: [String]
  public let outputCount: Int

  /// Initial values of the scalars: constants; the parameters stand first and are overwritten.
  let scalars: [Double]
  let scalarCode: [ScalarInstruction]
  /// Positions of the variables that are used; they are the first columns.
  let usedVariables: [Int]
  let columnCount: Int
  let columnCode: [Instruction]
  /// The column whose logarithms each `columnPower` uses.
  let logarithmColumns: [Int]
  let registerCount: Int
  let rowCode: [Instruction]
  let outputs: [Location]

  /// Compiles expressions, each to an output.
  ///
  /// The expressions are simplified first, so the last bits may differ from `Expression.value`. A name that is both a
  /// variable and a parameter is the variable.
  ///
  /// The truth of a text comparison is a variable with the comparison's `description` as its name.
  ///
  /// - Throws: `.unknownSymbol` for a symbol that is neither a variable nor a parameter, with the nearest known name.
  public init(_ expressions: [Expression], variables: [String], parameters: [String]) throws(FormulaError) {
    let source = Source(expressions: expressions, variables: variables, parameters: parameters)
    self = try Self.programs(source) { () throws(FormulaError) in try Program(source) }
  }

  private struct Source: Hashable, Sendable {
    let expressions: [Expression]
    let variables: [String]
    let parameters: [String]
  }

  private static let programs = Memo<Source, Program>(capacity: 256)

  private init(_ source: Source) throws(FormulaError) {
    let (expressions, variables, parameters) = (source.expressions, source.variables, source.parameters)
    var compiler = Compiler(variables: variables, parameters: parameters)
    try compiler.compile(expressions)
    self.variables = variables
    self.parameters = parameters
    outputCount = expressions.count
    scalars = compiler.scalars
    scalarCode = compiler.scalarCode
    usedVariables = compiler.usedVariables
    columnCount = compiler.columnCount
    columnCode = compiler.columnCode
    logarithmColumns = compiler.logarithmColumns
    registerCount = compiler.registers.count
    rowCode = compiler.rowCode
    outputs = compiler.outputs
  }
}
