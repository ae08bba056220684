/// Why there is no answer about a series in time, or about value and capability.
public enum TrendError: Error, Sendable, Equatable {
  case fit(FitError)
  /// No column was named for this role, and none can be told from the names.
  case noColumn(role: String, flag: String, columns: [String])
  /// Several columns could be meant.
  case ambiguousColumn(role: String, flag: String, candidates: [String])
  case notPositive(source: String, line: Int, what: String, value: Double)
  /// A date before that of the row above it.
  case outOfOrder(source: String, line: Int, date: String, previous: String)
  /// No row has everything that is needed.
  case noUsableRows(source: String, reason: String)
  case oneRow(source: String, line: Int)
  case oneDate(source: String, rows: Int, date: String)
  /// A column that is the same in every row.
  case constantColumn(source: String, column: String, value: Double, flag: String?)
  case margin(Double)
  /// Tests of this size would call anything shown.
  case levelOfClaims(Double)
  case horizon(Double)
  /// A value that a positive quantity never has.
  case target(Double)
  /// A projection to a date that the rows reach already.
  case pastDate(String, last: String)

  public var blame: FitError.Blame {
    switch self {
    case .fit(let error): error.blame
    case .noColumn, .ambiguousColumn, .margin, .levelOfClaims, .horizon, .target, .pastDate: .usage
    case .notPositive, .outOfOrder, .noUsableRows, .oneRow, .oneDate, .constantColumn: .data
    }
  }
}

extension TrendError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .fit(let error): error.description
    case .noColumn(let role, _, let columns): "no column for the \(role); the columns are \(columns.listed)"
    case .ambiguousColumn(let role, _, let candidates): "several columns could hold the \(role): \(candidates.listed)"
    case .notPositive(let source, let line, let what, let value):
      "\(source):\(line): \(what) is \(value.plain); its logarithm needs a number above zero"
    case .outOfOrder(let source, let line, let date, let previous):
      "\(source):\(line): \(date) comes after \(previous): the dates are not in order"
    case .noUsableRows(let source, let reason): "\(source): no row can be used: \(reason)"
    case .oneRow(let source, let line): "\(source):\(line): one row is no trend"
    case .oneDate(let source, let rows, let date):
      "\(source): all \(counted(rows, "row")) are of \(date), and a trend needs two dates"
    case .constantColumn(let source, let column, let value, _):
      "\(source): \(column) is \(value.plain) in every row, so nothing can be said about its effect"
    case .margin(let margin): "a margin of \(margin.plain)x is not above 1x"
    case .levelOfClaims(let level): "a level of \(level.plain) is too low for a verdict"
    case .horizon(let years): "a horizon of \(years.plain) years is not above zero"
    case .target(let value): "\(value.plain) is not above zero, so the quantity never has it"
    case .pastDate(let date, let last): "\(date) is not after the last row, which is of \(last)"
    }
  }

  public var hint: String? {
    switch self {
    case .fit(let error): error.hint
    case .noColumn(_, let flag, _): "name it with \(flag) COLUMN"
    case .ambiguousColumn(_, let flag, _): "say which with \(flag) COLUMN"
    case .notPositive: "leave such rows out with --where, or correct the table"
    case .outOfOrder:
      "correct the table, keep one of several series with --where, or let --sort put rows in order of date"
    case .noUsableRows: "check --where and the column names"
    case .oneRow: "add rows; two give a line, and three an interval"
    case .oneDate: "add rows of other dates, or name another column with --date"
    case .constantColumn(_, _, _, let flag):
      flag.map { "name another column with \($0), or add rows" } ?? "name other columns, or add rows"
    case .margin: "--margin 1.5x is the default"
    case .levelOfClaims: "--level 0.95 is the default; it must be above 0.5"
    case .horizon: "write a number of years, e.g. --horizon 2"
    case .target: "write a number above zero, e.g. --until 1e6"
    case .pastDate: "write a later date, e.g. --on 2030-01-01"
    }
  }
}
