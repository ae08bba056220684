import Reporting
import ScalingLaws

/// Why a command ends without a result: what is said, and the exit status (of BSD's `sysexits.h` where there is one).
struct Failure: Error {
  let message: String
  let hint: String?
  let status: Int32

  static func usage(_ message: String, hint: String? = nil) -> Failure {
    Failure(message: message, hint: hint, status: 64)
  }

  static func cannotWrite(_ message: String, hint: String? = nil) -> Failure {
    Failure(message: message, hint: hint, status: 73)
  }

  init(message: String, hint: String?, status: Int32) {
    self.message = message
    self.hint = hint
    self.status = status
  }

  init(_ error: FitError) {
    self.init(message: error.description, hint: error.hint, status: error.blame.status)
  }

  init(_ error: ComparisonError) {
    self.init(message: error.description, hint: error.hint, status: error.blame.status)
  }

  init(_ error: PriceError) {
    self.init(message: error.description, hint: error.hint, status: error.blame.status)
  }

  init(_ error: FigureError) {
    let status: Int32 = if case .needsRows = error { 66 } else { 64 }
    self.init(message: error.description, hint: error.hint, status: status)
  }

  init(_ error: DesignError) {
    self.init(message: error.description, hint: error.hint, status: error.blame.status)
  }

  init(_ error: FormulaError, in flag: String) {
    self.init(message: "\(flag): \(error.annotated)", hint: error.hint, status: 64)
  }

  init(_ error: TableError) {
    self.init(FitError.table(error))
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
