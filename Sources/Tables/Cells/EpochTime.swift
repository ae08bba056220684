/// Dates that stand as whole numbers: seconds or milliseconds since 1970, or the eight digits of `20230314`.
enum EpochTime: String, Sendable {
  case seconds, milliseconds, digits

  /// What all numbers of a column that is named as a date are; `nil` where they are none of these, such as years.
  ///
  /// Seconds and milliseconds count from 1990 to 2100 only, so that a duration is not taken for a date.
  init?(_ values: [Double]) {
    let known = values.filter { !$0.isNaN }
    guard !known.isEmpty else { return nil }
    if known.allSatisfy({ (631_152_000...4_102_444_800).contains($0) }) {
      self = .seconds
    } else if known.allSatisfy({ (631_152_000_000...4_102_444_800_000).contains($0) }) {
      self = .milliseconds
    } else if known.allSatisfy({ Self.day($0) != nil }) {
      self = .digits
    } else {
      return nil
    }
  }

  /// The decimal year, for a number that fits.
  func decimalYear(_ value: Double) -> Double {
    if value.isNaN { return .nan }
    switch self {
    case .seconds: return CalendarDate(year: 1970, dayOfYear: 0, second: value).decimalYear
    case .milliseconds: return CalendarDate(year: 1970, dayOfYear: 0, second: value / 1000).decimalYear
    case .digits: return Self.day(value)?.decimalYear ?? .nan
    }
  }

  private static func day(_ value: Double) -> CalendarDate? {
    guard value == value.rounded(), (19_000_101...21_001_231).contains(value) else { return nil }
    let digits = Int(value)
    return CalendarDate(year: digits / 10_000, month: digits / 100 % 100, day: digits % 100)
  }

  /// Whether a column of this name holds points in time.
  static func isNamed(_ name: String) -> Bool {
    let words = name.lowercased().split { !$0.isLetter }.map(String.init)
    return words.contains { ["date", "datetime", "timestamp", "released", "published", "created", "ts"].contains($0) }
      || words == ["wall", "time"] || words == ["time"]
  }
}
