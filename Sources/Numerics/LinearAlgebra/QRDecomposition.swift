import CLAPACKE
import COpenBLAS

/// The Householder QR decomposition of a matrix, with column pivoting.
///
///     A P = Q R,   |R₁₁| >= |R₂₂| >= ...
///
/// The pivoting brings the rank to light. Q stays in the form of its reflectors (LAPACK `dgeqp3`).
/// R: `qr(LAPACK = TRUE)`; SciPy: `linalg.qr(pivoting=True)`.
public struct QRDecomposition: Sendable, Equatable {
  /// m, the number of rows of A.
  public let rows: Int
  /// n, the number of columns of A.
  public let columns: Int
  /// Column j of AP is column `permutation[j]` of A.
  public let permutation: [Int]
  let packed: [Double]
  let factors: [Double]

  /// Decomposes a matrix.
  ///
  /// - Shape: m × n, any m and n.
  /// - Throws: `.notFinite`.
  public init(_ matrix: Matrix) throws(LinearAlgebraError) {
    try matrix.requireFinite(as: "matrix")
    rows = matrix.rows
    columns = matrix.columns
    var elements = matrix.elements
    (factors, permutation) = try LAPACK.dgeqp3(rows: rows, columns: columns, &elements)
    packed = elements
  }

  /// R, upper triangular or trapezoidal: min(m, n) × n.
  public var r: Matrix {
    var result = Matrix(rows: factors.count, columns: columns, repeating: 0)
    for column in 0..<columns {
      for row in 0..<min(column + 1, factors.count) { result[row, column] = packed[row + column * rows] }
    }
    return result
  }

  /// The number of diagonal elements of R above `tolerance` times the first, in absolute value.
  public func rank(tolerance: Double) -> Int {
    guard !factors.isEmpty, packed[0] != 0 else { return 0 }
    let limit = tolerance * abs(packed[0])
    return factors.indices.first { abs(packed[$0 * (rows + 1)]) <= limit } ?? factors.count
  }

  /// The first min(m, n) columns of Q.
  public func thinQ() throws(LinearAlgebraError) -> Matrix {
    var elements = Array(packed[..<(rows * factors.count)])
    try LAPACK.dorgqr(rows: rows, factors: factors, &elements)
    return Matrix(rows: rows, columns: factors.count, elements: elements)
  }

  /// Q v, with the whole m × m matrix Q.
  public func multiplyingByQ(_ vector: [Double]) throws(LinearAlgebraError) -> [Double] {
    try applyingReflectors(to: vector, transposed: .none)
  }

  /// Qᵀ v, with the whole m × m matrix Q.
  public func multiplyingByQTransposed(_ vector: [Double]) throws(LinearAlgebraError) -> [Double] {
    try applyingReflectors(to: vector, transposed: .transpose)
  }

  /// The x that minimises ‖A x - b‖, where the columns are independent.
  ///
  /// - Throws: `.rankDeficient` when the rank at `tolerance` is below the number of columns; `.notFinite`.
  public func solve(
    _ rightHandSide: [Double], tolerance: Double = LeastSquares.rankTolerance
  ) throws(LinearAlgebraError) -> [Double] {
    let rank = rank(tolerance: tolerance)
    guard rank == columns else { throw .rankDeficient(rank: rank, columns: columns) }
    guard columns > 0 else { return [] }
    var pivoted = try multiplyingByQTransposed(rightHandSide)
    cblas_dtrsv(
      CblasColMajor, CblasUpper, CblasNoTrans, CblasNonUnit, blasint(columns), packed, blasint(rows), &pivoted, 1)
    var solution = [Double](repeating: 0, count: columns)
    for (position, column) in permutation.enumerated() { solution[column] = pivoted[position] }
    return solution
  }

  private func applyingReflectors(to vector: [Double], transposed: CChar) throws(LinearAlgebraError) -> [Double] {
    precondition(vector.count == rows, "the vector has an element for each row")
    try vector.requireFinite(as: "vector")
    var result = vector
    guard !factors.isEmpty else { return result }
    try LAPACK.withWorkspace("dormqr", rows: rows, columns: 1) { work, size in
      LAPACKE_dormqr_work(
        LAPACK.columnMajor, .left, transposed, LapackInt(rows), 1, LapackInt(factors.count),
        packed, LapackInt(rows), factors, &result, LapackInt(rows), work, size)
    }
    return result
  }
}
