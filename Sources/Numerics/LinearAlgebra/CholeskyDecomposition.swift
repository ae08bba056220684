import CLAPACKE
import Glibc

/// The Cholesky decomposition of a symmetric positive definite matrix.
///
///     A = L Lᵀ
///
/// Only the lower triangle of A is read. R: `chol` (which gives Lᵀ); SciPy: `linalg.cho_factor`.
public struct CholeskyDecomposition: Sendable, Equatable {
  /// L, with zeros above the diagonal.
  public let lower: Matrix

  /// Decomposes a matrix.
  ///
  /// - Shape: n × n.
  /// - Throws: `.notFinite`; `.notPositiveDefinite` with the order of the first minor that is not positive.
  public init(_ matrix: Matrix) throws(LinearAlgebraError) {
    precondition(matrix.rows == matrix.columns, "a Cholesky decomposition takes a square matrix")
    try matrix.requireFinite(as: "matrix")
    let order = matrix.rows
    var factor = matrix
    if order > 0 {
      OpenBLAS.prepare()
      let status = LAPACKE_dpotrf_work(
        LAPACK.columnMajor, .lower, LapackInt(order), &factor.elements, LapackInt(order))
      if status > 0 { throw .notPositiveDefinite(order: Int(status)) }
      try LAPACK.check(status, "dpotrf", rows: order, columns: order)
    }
    for column in 0..<order {
      for row in 0..<column { factor[row, column] = 0 }
    }
    lower = factor
  }

  /// The solution x of A x = b.
  ///
  /// - Throws: `.notFinite` for the right-hand side.
  public func solve(_ rightHandSide: [Double]) throws(LinearAlgebraError) -> [Double] {
    let order = lower.rows
    precondition(rightHandSide.count == order, "the right-hand side has an element for each row")
    try rightHandSide.requireFinite(as: "right-hand side")
    var solution = rightHandSide
    guard order > 0 else { return solution }
    let status = LAPACKE_dpotrs_work(
      LAPACK.columnMajor, .lower, LapackInt(order), 1, lower.elements, LapackInt(order), &solution, LapackInt(order))
    try LAPACK.check(status, "dpotrs", rows: order, columns: 1)
    return solution
  }

  /// The inverse of A, exactly symmetric. R: `chol2inv`.
  public func inverse() throws(LinearAlgebraError) -> Matrix {
    let order = lower.rows
    var result = lower
    guard order > 0 else { return result }
    let status = LAPACKE_dpotri_work(
      LAPACK.columnMajor, .lower, LapackInt(order), &result.elements, LapackInt(order))
    try LAPACK.check(status, "dpotri", rows: order, columns: order)
    result = result.transposed
    result.copyUpperToLower()
    return result
  }

  /// The natural logarithm of the determinant of A. NumPy: `linalg.slogdet`.
  public var logDeterminant: Double {
    2 * lower.diagonal.reduce(0) { $0 + log($1) }
  }
}
