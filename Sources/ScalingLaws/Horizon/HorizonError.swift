/// Why there is no answer about time horizons.
public enum HorizonError: Error, Sendable, Equatable {
  /// Of columns, dates and numbers.
  case series(TrendError)
  case successesAboveRuns(source: String, line: Int, successes: Double, runs: Double)
  /// A count that is negative or no whole number.
  case notACount(source: String, line: Int, column: String, value: Double)
  /// A row of one run that neither succeeded nor failed.
  case notSuccessOrFailure(source: String, line: Int, column: String, value: Double)
  case negativeWeight(source: String, line: Int, column: String, value: Double)
  case oneTask(source: String, tasks: Int)
  /// All tasks take people the same time.
  case oneLength(source: String, minutes: Double)
  case severalDates(source: String, line: Int, model: String, dates: [String])
  /// All models have the same horizon.
  case oneHorizon(source: String, minutes: Double)
  /// A date of release that is none.
  case notADate(source: String, line: Int, value: Double)
  case chance(Double)

  public var blame: FitError.Blame {
    switch self {
    case .series(let error): error.blame
    case .chance: .usage
    default: .data
    }
  }
}

extension HorizonError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .series(let error): error.description
    case .successesAboveRuns(let source, let line, let successes, let runs):
      "\(source):\(line): \(successes.plain) successes of \(runs.plain) runs"
    case .notACount(let source, let line, let column, let value):
      "\(source):\(line): \(column) is \(value.plain), not a number of runs"
    case .notSuccessOrFailure(let source, let line, let column, let value):
      "\(source):\(line): \(column) is \(value.plain), neither 0 nor 1"
    case .negativeWeight(let source, let line, let column, let value):
      "\(source):\(line): \(column) is \(value.plain), and a weight is not below zero"
    case .oneTask(let source, let tasks):
      "\(source): \(counted(tasks, "task")) with runs, and a horizon needs two"
    case .oneLength(let source, let minutes):
      "\(source): every task takes people \(minutes.plain) minutes, so nothing can be said about longer ones"
    case .severalDates(let source, let line, let model, let dates):
      "\(source):\(line): \(model) has several release dates: \(dates.listed)"
    case .oneHorizon(let source, let minutes):
      "\(source): every model has a horizon of \(minutes.plain) minutes, so there is no trend"
    case .notADate(let source, let line, let value): "\(source):\(line): \(value.plain) is no date of release"
    case .chance(let chance): "\(chance.plain) is no chance of success between 0 and 1"
    }
  }

  public var hint: String? {
    switch self {
    case .series(let error): error.hint
    case .successesAboveRuns: "check which column counts the runs: --runs COLUMN, --successes COLUMN"
    case .notACount: "counts are whole numbers; a share of successes needs the number of runs beside it"
    case .notSuccessOrFailure: "write 1 for success and 0 for failure; counts go into --successes and --runs"
    case .negativeWeight: "correct the table, or name another column with --weight"
    case .oneTask: "add tasks, or name the column that tells them apart with --task"
    case .oneLength: "add tasks of other lengths, or name another column with --minutes"
    case .severalDates: "give each model one date, or let the table of --dates say it"
    case .oneHorizon: "check --where, or name another column with --horizon"
    case .notADate: "write dates like 2024-07-18, or years like 2024.5"
    case .chance: "for example --at 0.5 or --at 80%"
    }
  }
}
