import CLAPACKE

/// The eigenvalues and eigenvectors of a symmetric matrix.
///
///     A = V diag(λ) Vᵀ,   λ₁ <= λ₂ <= ... <= λₙ
///
/// By divide and conquer (LAPACK `dsyevd`); only the lower triangle of A is read. R: `eigen(symmetric = TRUE)`; SciPy:
/// `linalg.eigh`.
public struct SymmetricEigenDecomposition: Sendable, Equatable {
  /// λ, in ascending order.
  public let values: [Double]
  /// V: column j belongs to `values[j]`.
  public let vectors: Matrix

  /// - Shape: n × n.
  /// - Throws: `.notFinite`; `.lapack` when the iteration does not converge.
  public init(_ matrix: Matrix) throws(LinearAlgebraError) {
    precondition(matrix.rows == matrix.columns, "an eigenvalue decomposition takes a square matrix")
    try matrix.requireFinite(as: "matrix")
    let order = matrix.rows
    var vectors = matrix
    var values = [Double](repeating: 0, count: order)
    if order > 0 {
      var integers = [LapackInt](repeating: 0, count: 3 + 5 * order)
      let count = LapackInt(integers.count)
      try LAPACK.withWorkspace("dsyevd", rows: order, columns: order) { work, size in
        LAPACKE_dsyevd_work(
          LAPACK.columnMajor, .vectors, .lower, LapackInt(order), &vectors.elements, LapackInt(order), &values, work,
          size, &integers, size == -1 ? -1 : count)
      }
    }
    self.values = values
    self.vectors = vectors
  }

  /// `V diag(f(λ)) Vᵀ`, exactly symmetric: a function of the matrix.
  public func matrix(_ function: (Double) -> Double) -> Matrix {
    let order = values.count
    var result = Matrix(rows: order, columns: order, repeating: 0)
    for (index, value) in values.enumerated() {
      let weight = function(value)
      guard weight != 0 else { continue }
      let vector = vectors.column(index)
      for column in 0..<order {
        for row in 0...column { result[row, column] += weight * vector[row] * vector[column] }
      }
    }
    result.copyUpperToLower()
    return result
  }
}
