import CLAPACKE

/// The singular value decomposition of a matrix.
///
///     A = U diag(σ) Vᵀ,   σ₁ >= σ₂ >= ... >= 0
///
/// By divide and conquer (LAPACK `dgesdd`). R: `svd`; SciPy: `linalg.svd(full_matrices=False)`.
public struct SingularValueDecomposition: Sendable, Equatable {
  /// σ, in descending order.
  public let singularValues: [Double]
  /// U: m × min(m, n).
  public let leftVectors: Matrix
  /// Vᵀ: min(m, n) × n.
  public let rightVectorsTransposed: Matrix

  /// Decomposes a matrix.
  ///
  /// - Shape: m × n, any m and n.
  /// - Throws: `.notFinite`; `.lapack` when the iteration does not converge.
  public init(_ matrix: Matrix) throws(LinearAlgebraError) {
    let (rows, columns, small) = (matrix.rows, matrix.columns, min(matrix.rows, matrix.columns))
    var left = Matrix(rows: rows, columns: small, repeating: 0)
    var right = Matrix(rows: small, columns: columns, repeating: 0)
    singularValues = try Self.run(matrix, job: .thin, left: &left.elements, right: &right.elements)
    leftVectors = left
    rightVectorsTransposed = right
  }

  /// The singular values alone, in descending order.
  ///
  /// - Throws: as `init`.
  public static func singularValues(of matrix: Matrix) throws(LinearAlgebraError) -> [Double] {
    var unused = [0.0]
    var alsoUnused = [0.0]
    return try run(matrix, job: .none, left: &unused, right: &alsoUnused)
  }

  /// The ratio of the largest to the smallest singular value; infinite when the smallest is zero. R: `kappa(exact = TRUE)`.
  public var conditionNumber: Double {
    guard let largest = singularValues.first, let smallest = singularValues.last else { return 1 }
    return smallest > 0 ? largest / smallest : .infinity
  }

  /// The number of singular values above `tolerance` times the largest.
  public func rank(tolerance: Double) -> Int {
    guard let largest = singularValues.first else { return 0 }
    return singularValues.count { $0 > tolerance * largest }
  }

  private static func run(
    _ matrix: Matrix, job: CChar, left: inout [Double], right: inout [Double]
  ) throws(LinearAlgebraError) -> [Double] {
    try matrix.requireFinite(as: "matrix")
    let (rows, columns, small) = (matrix.rows, matrix.columns, min(matrix.rows, matrix.columns))
    guard small > 0 else { return [] }
    var elements = matrix.elements
    var values = [Double](repeating: 0, count: small)
    var integers = [LapackInt](repeating: 0, count: 8 * small)
    try LAPACK.withWorkspace("dgesdd", rows: rows, columns: columns) { work, size in
      LAPACKE_dgesdd_work(
        LAPACK.columnMajor, job, LapackInt(rows), LapackInt(columns), &elements, LapackInt(rows), &values,
        &left, LapackInt(rows), &right, LapackInt(small), work, size, &integers)
    }
    return values
  }
}
