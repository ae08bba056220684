import Escaping

/// Why the text of a cell is not a number.
public enum CellProblem: Error, Sendable, Hashable {
  /// Not written as a number: `n/a`, `0x10`, `1.2.3`.
  case notANumber
  /// One number with a thousands separator and another with a decimal comma, and nothing in the source says which: `1,234`.
  case undecidedSeparator
  /// A comma that is no decimal point, in a source of which other numbers have decimal points.
  case otherDecimals
  /// A number in another notation than that of the source.
  case wrongDecimals(DecimalMark)
  /// A unit that is not that of the other cells of the column.
  case otherUnit(String)
  /// No unit, where other cells of the column have one.
  case withoutUnit(String)
  /// Two numbers of which either may be the month, in every cell of the column: `3/4/2023`.
  case undecidedDate
  /// A date in which the day comes first, in a column where the month does elsewhere.
  case dateOrders
  /// `inf` or `Infinity`, with or without a sign.
  case infinite
  /// Beyond the largest double, about 1.8e308.
  case tooLarge
  /// Not zero, and nearer to zero than half of the smallest double, 4.9e-324.
  case tooSmall
  /// Written as a date that the calendar does not have: `2024-02-30`.
  case noSuchDate
  /// A date in a column that also holds numbers.
  case dateAmongNumbers

  /// The end of the sentence `"loss" is "n/a"…`.
  var clause: String {
    switch self {
    case .notANumber: ", not a number"
    case .undecidedSeparator: ": a thousands separator or a decimal comma, and no number of the table says which"
    case .otherDecimals: ", where other numbers of the table have decimal points"
    case .wrongDecimals(let mark): ", no number with \(mark == .comma ? "decimal commas" : "decimal points")"
    case .otherUnit(let unit): ", where other cells of the column are in \(unit)"
    case .withoutUnit(let unit): ", where other cells of the column are in \(unit)"
    case .undecidedDate: ": day or month may come first, and no date of the column says which"
    case .dateOrders: ", a date with the day first in a column where the month comes first elsewhere"
    case .infinite: ": infinite values are refused"
    case .tooLarge: ", too large for a double"
    case .tooSmall: ", too small for a double"
    case .noSuchDate: ", a date that the calendar does not have"
    case .dateAmongNumbers: ", a date in a column that also holds numbers"
    }
  }

  func hint(for text: String) -> String {
    switch self {
    case .notANumber:
      // What holds digits is a value that is written in some way; to call it missing would lose it.
      text.utf8.count > 40 || text.utf8.contains { $0 &- 48 < 10 } && text.utf8.allSatisfy { $0 >= 32 }
        ? "numbers are written 1e24, 70B, $1,234.50 or 86.4%, dates 2024-07-18, 3/14/2024 or Mar 14, 2024"
        : "numbers are written 1e24 or 70B, dates 2024-07-18; if it stands for a missing value, name it:"
          + " \(String.flag("--missing", text))"
    case .undecidedSeparator:
      WrittenNumber(text)?.core.plain(.comma).map {
        "--decimal . reads \(WrittenNumber(text)?.core.plain(.point) ?? "it as a whole number"), --decimal , reads \($0)"
      } ?? "say which with --decimal . or --decimal ,"
    case .otherDecimals: "write all numbers in one way, or say with --decimal how they are written"
    case .wrongDecimals(let mark): "correct it, or say --decimal \(mark == .comma ? "." : ",")"
    case .otherUnit, .withoutUnit: "write the column in one unit, or keep the rows of one unit with --where"
    case .undecidedDate: "--date-format mdy where the month comes first, --date-format dmy where the day does"
    case .dateOrders: "correct the dates that are the other way round"
    case .infinite, .tooLarge, .tooSmall: "correct it, or name it as missing: \(String.flag("--missing", text))"
    case .noSuchDate: "correct the date"
    case .dateAmongNumbers: "write every cell of the column as a date, or every cell as a number"
    }
  }
}
