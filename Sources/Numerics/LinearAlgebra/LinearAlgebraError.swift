/// Why a decomposition or a least-squares problem has no result.
///
/// Rows and columns are counted from 0 in the values, and from 1 in the message.
public enum LinearAlgebraError: Error, Sendable, Equatable {
  /// A NaN or an infinity in `what`. `column` is nil for a vector.
  case notFinite(what: String, row: Int, column: Int?)
  /// A weight below zero.
  case negativeWeight(row: Int, value: Double)
  /// Data of a shape that has no answer.
  case shape(what: String, rows: Int, columns: Int, expected: String)
  /// Columns that depend on each other, where a unique solution was asked for.
  case rankDeficient(rank: Int, columns: Int)
  /// A matrix whose leading minor of this order is not positive.
  case notPositiveDefinite(order: Int)
  /// A LAPACK routine that did not succeed: negative, an illegal argument; positive, no convergence.
  case lapack(routine: String, rows: Int, columns: Int, status: Int)
  /// The system does not give the memory that BLAS works in.
  case noMemory(bytes: Int)
}

extension LinearAlgebraError: CustomStringConvertible {
  /// What was found, where, and what was expected.
  public var description: String {
    switch self {
    case .notFinite(let what, let row, let column?):
      "row \(row + 1), column \(column + 1) of the \(what) is not a finite number"
    case .notFinite(let what, let row, nil):
      "row \(row + 1) of the \(what) is not a finite number"
    case .negativeWeight(let row, let value):
      "row \(row + 1) has the weight \(value), expected zero or more"
    case .shape(let what, let rows, let columns, let expected):
      "the \(what) is \(rows) x \(columns), expected \(expected)"
    case .rankDeficient(let rank, let columns):
      "the \(columns) columns span only \(rank) dimensions: the solution is not unique"
    case .notPositiveDefinite(let order):
      "the matrix is not positive definite: its leading minor of order \(order) is not positive"
    case .lapack(let routine, let rows, let columns, let status):
      status < 0
        ? "LAPACK \(routine) on a \(rows) x \(columns) matrix refused argument \(-status)"
        : "LAPACK \(routine) on a \(rows) x \(columns) matrix did not converge (status \(status))"
    case .noMemory(let bytes):
      "the system refuses the \(bytes >> 20) MiB of address space that OpenBLAS works in"
    }
  }

  /// The smallest fix, where one is known.
  public var hint: String? {
    switch self {
    case .notFinite: "remove the row, or mend the value; the logarithm of zero is a usual cause"
    case .negativeWeight: "give each row a weight of zero or more; a weight of zero leaves the row out"
    case .shape: nil
    case .rankDeficient: "remove a column that is a combination of the others"
    case .notPositiveDefinite: "a covariance of dependent quantities is only semidefinite: remove one of them"
    case .lapack: nil
    case .noMemory: "raise the limit: ulimit -v 500000, or ulimit -v unlimited"
    }
  }
}
