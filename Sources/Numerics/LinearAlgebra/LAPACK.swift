import CLAPACKE

/// Calls of LAPACK by its own names, with workspace and status taken care of.
///
/// The `_work` entry points are used: the plain ones return -i for a NaN in argument i as well as for an
/// illegal argument. What goes in has been checked with `requireFinite`.
enum LAPACK {
  /// The order in which LAPACKE is told that matrices are stored.
  static let columnMajor = LAPACK_COL_MAJOR

  /// Runs a routine twice: asking for the best size of its workspace, then with it.
  static func withWorkspace(
    _ routine: String, rows: Int, columns: Int,
    _ call: (_ work: UnsafeMutablePointer<Double>, _ size: LapackInt) -> LapackInt
  ) throws(LinearAlgebraError) {
    try OpenBLAS.requireMemory()
    OpenBLAS.prepare()
    var best = 0.0
    try check(call(&best, -1), routine, rows: rows, columns: columns)
    var work = [Double](repeating: 0, count: max(1, Int(best)))
    let size = LapackInt(work.count)
    try check(call(&work, size), routine, rows: rows, columns: columns)
  }

  /// Throws unless the status is that of success.
  static func check(_ status: LapackInt, _ routine: String, rows: Int, columns: Int) throws(LinearAlgebraError) {
    guard status == 0 else {
      throw .lapack(routine: routine, rows: rows, columns: columns, status: Int(status))
    }
  }

  /// Householder QR with column pivoting, in place.
  ///
  /// - Returns: the factors of the reflectors, and the permutation counted from 0.
  static func dgeqp3(
    rows: Int, columns: Int, _ elements: inout [Double]
  ) throws(LinearAlgebraError) -> (factors: [Double], permutation: [Int]) {
    var factors = [Double](repeating: 0, count: min(rows, columns))
    // Zero: the column is free to move.
    var pivots = [LapackInt](repeating: 0, count: columns)
    guard rows > 0, columns > 0 else { return (factors, Array(0..<columns)) }
    try withWorkspace("dgeqp3", rows: rows, columns: columns) { work, size in
      LAPACKE_dgeqp3_work(
        columnMajor, LapackInt(rows), LapackInt(columns), &elements, LapackInt(rows), &pivots, &factors, work, size)
    }
    return (factors, pivots.map { Int($0) - 1 })
  }

  /// Householder QR without pivoting, in place.
  static func dgeqrf(rows: Int, columns: Int, _ elements: inout [Double]) throws(LinearAlgebraError) {
    var factors = [Double](repeating: 0, count: min(rows, columns))
    try withWorkspace("dgeqrf", rows: rows, columns: columns) { work, size in
      LAPACKE_dgeqrf_work(
        columnMajor, LapackInt(rows), LapackInt(columns), &elements, LapackInt(rows), &factors, work, size)
    }
  }

  /// The first `factors.count` columns of Q, in place of the reflectors that `dgeqp3` left.
  static func dorgqr(rows: Int, factors: [Double], _ elements: inout [Double]) throws(LinearAlgebraError) {
    let columns = factors.count
    guard columns > 0 else { return }
    try withWorkspace("dorgqr", rows: rows, columns: columns) { work, size in
      LAPACKE_dorgqr_work(
        columnMajor, LapackInt(rows), LapackInt(columns), LapackInt(columns), &elements, LapackInt(rows), factors,
        work, size)
    }
  }

  /// The inverse of an upper triangular matrix, in place.
  static func dtrtri(order: Int, _ elements: inout [Double]) throws(LinearAlgebraError) {
    guard order > 0 else { return }
    try OpenBLAS.requireMemory()
    OpenBLAS.prepare()
    let status = LAPACKE_dtrtri_work(columnMajor, .upper, .none, LapackInt(order), &elements, LapackInt(order))
    try check(status, "dtrtri", rows: order, columns: order)
  }
}

extension Matrix {
  /// Throws at the first element that is NaN or infinite.
  func requireFinite(as what: String) throws(LinearAlgebraError) {
    if let index = elements.firstIndex(where: { !$0.isFinite }) {
      throw .notFinite(what: what, row: index % rows, column: index / rows)
    }
  }
}

extension [Double] {
  /// Throws at the first value that is NaN or infinite.
  func requireFinite(as what: String, column: Int? = nil) throws(LinearAlgebraError) {
    if let row = firstIndex(where: { !$0.isFinite }) {
      throw .notFinite(what: what, row: row, column: column)
    }
  }
}

extension CChar {
  // The letters by which LAPACK takes its options.
  static let upper = CChar(UInt8(ascii: "U"))
  static let lower = CChar(UInt8(ascii: "L"))
  static let none = CChar(UInt8(ascii: "N"))
  static let vectors = CChar(UInt8(ascii: "V"))
  static let transpose = CChar(UInt8(ascii: "T"))
  static let left = CChar(UInt8(ascii: "L"))
  static let thin = CChar(UInt8(ascii: "S"))
}
