/// Why there is no notebook of a fit.
public enum NotebookError: Error, Sendable, Hashable, CustomStringConvertible {
  case undetermined([String])
  case formulaTooLong
  case rowsNotAtHand(rows: Int, limit: Int)
  /// A likelihood with a penalty, which the notebook's own check does not have.
  case penalisedLikelihood
  /// A table that pandas does not read as it was read.
  case otherNotation(source: String)

  public var description: String {
    switch self {
    case .undetermined(let names):
      "the data do not determine \(names.joined(separator: ", ")), so there is nothing to check with SciPy"
    case .formulaTooLong: "the formula is too long to write out in Python"
    case .penalisedLikelihood: "a notebook checks the fit with SciPy, and has no check of --norm binomial:firth"
    case .otherNotation(let source):
      "\(source) is not written as pandas expects it, and has more rows than a notebook holds itself"
    case .rowsNotAtHand(let rows, let limit):
      "\(rows) rows came from standard input, and a notebook holds at most \(limit) itself"
    }
  }

  public var hint: String? {
    switch self {
    case .undetermined: "hold a coefficient with --fix, or take a simpler law"
    case .formulaTooLong: nil
    case .penalisedLikelihood: "write -o fit.json or -o fit.html"
    case .otherNotation: "write the table as plain CSV in UTF-8, and fit that"
    case .rowsNotAtHand: "write them to a file, and fit that"
    }
  }
}
