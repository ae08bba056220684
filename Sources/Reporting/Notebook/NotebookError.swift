/// Why there is no notebook of a fit.
public enum NotebookError: Error, Sendable, Hashable, CustomStringConvertible {
  case undetermined([String])
  case formulaTooLong
  case rowsNotAtHand(rows: Int, limit: Int)

  public var description: String {
    switch self {
    case .undetermined(let names):
      "the data do not determine \(names.joined(separator: ", ")), so there is nothing to check with SciPy"
    case .formulaTooLong: "the formula is too long to write out in Python"
    case .rowsNotAtHand(let rows, let limit):
      "\(rows) rows came from standard input, and a notebook holds at most \(limit) itself"
    }
  }

  public var hint: String? {
    switch self {
    case .undetermined: "hold a coefficient with --fix, or take a simpler law"
    case .formulaTooLong: nil
    case .rowsNotAtHand: "write them to a file, and fit that"
    }
  }
}
