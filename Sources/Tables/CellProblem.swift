import Escaping

/// Why the text of a cell is not a number.
public enum CellProblem: Error, Sendable, Hashable {
  /// Not written as a number: `n/a`, `0x10`, `1.2.3`.
  case notANumber
  /// Thousands separators, which were not asked for: `1,234`.
  case thousandsSeparators
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
    case .notANumber, .thousandsSeparators: ", not a number"
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
      text.utf8.count > 40
        ? "numbers are written 1e24 or 70B, dates 2024-07-18"
        : "numbers are written 1e24 or 70B, dates 2024-07-18; if it stands for a missing value, name it:"
          + " \(String.flag("--missing", text))"
    case .thousandsSeparators: "read thousands separators with --thousands"
    case .infinite, .tooLarge, .tooSmall: "correct it, or name it as missing: \(String.flag("--missing", text))"
    case .noSuchDate: "correct the date"
    case .dateAmongNumbers: "write every cell of the column as a date, or every cell as a number"
    }
  }
}
