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
}

extension Interval {
  var digits: String {
    "[\(low?.formatted(significant: 4) ?? "open"), \(high?.formatted(significant: 4) ?? "open")]"
  }

  /// Decimal years as dates. A date that no calendar holds is open.
  var dateText: String {
    let text = { (year: Double?) in year.flatMap { CalendarDate(decimalYear: $0)?.description } ?? "open" }
    return "[\(text(low)), \(text(high))]"
  }
}

extension Double {
  /// A factor with four digits: `1.415x`.
  var factorDigits: String { "\(formatted(significant: 4))x" }

  /// Years as years, or as months below a year and a half.
  var yearsText: String {
    self < Self.monthsBelow ? "\((self * 12).formatted(significant: 4)) months" : "\(formatted(significant: 4)) years"
  }

  fileprivate static let monthsBelow = 1.5
}

extension Estimate {
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
