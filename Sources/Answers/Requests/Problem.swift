import Reporting
import ScalingLaws

/// Why a command ends without a result: what is said, and the exit status (of BSD's `sysexits.h` where there is one).
public struct Problem: Error {
  /// What is wrong.
  public let message: String
  /// What may help; `nil` where nothing is known to.
  public let hint: String?
  /// The exit status of the command.
  public let status: Int32

  package static func usage(_ message: String, hint: String? = nil) -> Problem {
    Problem(message: message, hint: hint, status: 64)
  }

  package static func cannotWrite(_ message: String, hint: String? = nil) -> Problem {
    Problem(message: message, hint: hint, status: 73)
  }

  package init(message: String, hint: String?, status: Int32) {
    self.message = message
    self.hint = hint
    self.status = status
  }

  init(_ error: FormulaError, in flag: String) {
    self.init(message: "\(flag): \(error.annotated)", hint: error.hint, status: 64)
  }

  /// As data, in place of a result.
  package var record: ProblemRecord { ProblemRecord(message: message, hint: hint, status: Int(status)) }

  /// Whatever a room below throws; `nil` for an error of none of them.
  package init?(any error: any Error) {
    switch error {
    case let error as Problem: self = error
    case let error as FitError: self.init(error)
    case let error as TableError: self.init(FitError.table(error))
    case let error as ComparisonError: self.init(error.description, error.hint, error.blame)
    case let error as PriceError: self.init(error)
    case let error as TrendError: self.init(error)
    case let error as HorizonError: self.init(error.description, error.hint, error.blame)
    case let error as IndexError: self.init(error.description, error.hint, error.blame)
    case let error as PlanError: self.init(error.description, error.hint, error.blame)
    case let error as DesignError: self.init(error.description, error.hint, error.blame)
    case let error as FormulaError: self.init(message: error.annotated, hint: error.hint, status: 64)
    case let error as FitFileError: self.init(message: error.description, hint: error.hint, status: 65)
    case let error as NotebookError: self.init(message: error.description, hint: error.hint, status: 65)
    case let error as FigureError:
      let status: Int32 = if case .needsRows = error { 66 } else { 64 }
      self.init(message: error.description, hint: error.hint, status: status)
    default: return nil
    }
  }

  package init(_ error: FitError) { self.init(error.description, error.hint, error.blame) }

  init(_ error: TrendError) { self.init(error.description, error.hint, error.blame) }

  init(_ error: PriceError) { self.init(error.description, error.hint, error.blame) }

  private init(_ message: String, _ hint: String?, _ blame: FitError.Blame) {
    self.init(message: message, hint: hint, status: blame.status)
  }
}

extension FitError.Blame {
  var status: Int32 {
    switch self {
    case .usage: 64
    case .data: 65
    case .noInput: 66
    case .system: 71
    }
  }
}
