import ScalingLaws

#if canImport(Glibc)
  import Glibc
#endif

extension Double? {
  /// Four significant digits.
  var digits: String { self?.formatted(significant: 4) ?? "undefined" }
}

extension Interval? {
  /// Four significant digits at each end.
  var digits: String { self?.digits ?? "undefined" }

  /// See `Interval.text(_:)`.
  func text(_ number: (Double) -> String) -> String { self?.text(number) ?? "undefined" }
}

extension Interval {
  /// `[low, high]` with numbers as they are to be written; an open end is a word.
  func text(_ number: (Double) -> String) -> String {
    low == nil && high == nil ? "not determined" : "[\(low.map(number) ?? "open"), \(high.map(number) ?? "open")]"
  }

  var digits: String { text { $0.formatted(significant: 4) } }

  /// Decimal years as dates. A date that no calendar holds is open.
  var dateText: String { text { CalendarDate(decimalYear: $0)?.description ?? "open" } }

  /// A quarter of the width, which numbers beside it are rounded to as to a standard error; `nil` where an end is open.
  var quarter: Double? {
    guard let low, let high, high > low else { return nil }
    return high / 4 - low / 4
  }
}

extension Double {
  /// A factor with four digits: `1.415x`.
  var factorDigits: String { "\(formatted(significant: 4))x" }

  /// Years as years, or as months below a year and a half.
  var yearsText: String {
    self < Self.monthsBelow ? "\((self * 12).formatted(significant: 4)) months" : "\(formatted(significant: 4)) years"
  }

  static let monthsBelow = 1.5
}

extension Estimate {
  /// The estimate and its interval, with the digits that the interval supports; four significant ones where it has none.
  var digits: [String] {
    guard let error = interval?.quarter else { return [value.digits, interval.digits] }
    let number = { (value: Double) in value.rounded(toErrorOf: error) }
    return [value.map(number) ?? "undefined", interval.text(number)]
  }

  /// A time in years; see `Double.yearsText`.
  var timeText: String { value?.yearsText ?? "undefined" }

  /// In the unit of `timeText`.
  var timeIntervalText: String {
    guard let value, let interval else { return "undefined" }
    let unit = value < Double.monthsBelow ? 12.0 : 1
    return Interval(low: interval.low.map { $0 * unit }, high: interval.high.map { $0 * unit }, level: interval.level)
      .digits
  }
}
