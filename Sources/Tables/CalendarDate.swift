/// A day of the proleptic Gregorian calendar, with a time of day in UTC.
public struct CalendarDate: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// How finely a date was written.
  public enum Resolution: Sendable, Hashable {
    /// `2024-07-18`, or `2024-07`, which stands for its first day.
    case day
    /// With a time of day.
    case second
  }

  /// The year; 0 is 1 BC.
  public let year: Int
  /// The month, 1 to 12.
  public let month: Int
  /// The day of the month, from 1.
  public let day: Int
  /// Seconds since midnight UTC, 0 up to but not including 86,400. Leap seconds are not counted.
  public let secondOfDay: Double

  /// Seconds of a day without leap seconds.
  static let secondsPerDay = 86_400.0

  /// The start of a day, or `nil` where the calendar has no such day.
  public init?(year: Int, month: Int, day: Int) {
    guard Self.exists(year: year, month: month, day: day) else { return nil }
    self.init(unchecked: year, month, day, secondOfDay: 0)
  }

  private init(unchecked year: Int, _ month: Int, _ day: Int, secondOfDay: Double) {
    self.year = year
    self.month = month
    self.day = day
    self.secondOfDay = secondOfDay
  }

  /// The date some seconds after the start of a day, which may be negative or longer than a day.
  init(year: Int, dayOfYear: Int, second: Double) {
    let extraDays = (second / Self.secondsPerDay).rounded(.down)
    var year = year
    var dayOfYear = dayOfYear + Int(extraDays)
    while dayOfYear < 0 {
      year -= 1
      dayOfYear += Self.daysInYear(year)
    }
    while dayOfYear >= Self.daysInYear(year) {
      dayOfYear -= Self.daysInYear(year)
      year += 1
    }
    var month = 12
    while Self.daysBefore(month: month, year: year) > dayOfYear { month -= 1 }
    self.init(
      unchecked: year, month, dayOfYear - Self.daysBefore(month: month, year: year) + 1,
      secondOfDay: second - extraDays * Self.secondsPerDay)
  }

  /// The date nearest to a decimal year, to a day or to a second; `nil` outside the years 0 to 9999.
  ///
  /// The inverse of `decimalYear`. A double near 2024 resolves 7 microseconds.
  public init?(decimalYear: Double, to resolution: Resolution = .day) {
    guard decimalYear >= 0, decimalYear < 10_000 else { return nil }
    let year = Int(decimalYear.rounded(.down))
    let days = Double(Self.daysInYear(year))
    let seconds = (decimalYear - Double(year)) * days * Self.secondsPerDay
    let unit = resolution == .day ? Self.secondsPerDay : 1
    self.init(year: year, dayOfYear: 0, second: (seconds / unit).rounded() * unit)
  }

  /// The year and the part of it that has passed.
  ///
  ///     year + (seconds since 1 January) / (seconds in the year)
  ///
  /// 2024-07-02 is 2024.5, for the year has 366 days. R: `lubridate::decimal_date`.
  public var decimalYear: Double {
    let days = Double(dayOfYear) + secondOfDay / Self.secondsPerDay
    return Double(year) + days / Double(Self.daysInYear(year))
  }

  /// Days since 1 January of the year 1.
  package var days: Double {
    let past = year - 1
    return Double(365 * past + past / 4 - past / 100 + past / 400 + dayOfYear) + secondOfDay / Self.secondsPerDay
  }

  /// Days since 1 January of the year, from 0.
  public var dayOfYear: Int { Self.daysBefore(month: month, year: year) + day - 1 }

  /// `2024-07-18`, or `2024-07-18T12:30:00Z` where there is a time of day.
  public var description: String { text(to: secondOfDay == 0 ? .day : .second) }

  /// ISO 8601 text of the day, or of the nearest second in UTC.
  public func text(to resolution: Resolution) -> String {
    let date = "\(Self.padded(year, 4))-\(Self.padded(month, 2))-\(Self.padded(day, 2))"
    if resolution == .day { return date }
    let second = Int(secondOfDay.rounded())
    if second == 86_400 { return Self(year: year, dayOfYear: dayOfYear + 1, second: 0).text(to: .second) }
    let clock = [second / 3600, second / 60 % 60, second % 60].map { Self.padded($0, 2) }
    return date + "T" + clock.joined(separator: ":") + "Z"
  }

  public static func < (a: CalendarDate, b: CalendarDate) -> Bool {
    (a.year, a.dayOfYear, a.secondOfDay) < (b.year, b.dayOfYear, b.secondOfDay)
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }
}

extension CalendarDate {
  /// Whether a year has 366 days.
  static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

  static func daysInYear(_ year: Int) -> Int { isLeap(year) ? 366 : 365 }

  static func exists(year: Int, month: Int, day: Int) -> Bool {
    guard month >= 1, month <= 12, day >= 1 else { return false }
    let next = month == 12 ? daysInYear(year) : daysBefore(month: month + 1, year: year)
    return day <= next - daysBefore(month: month, year: year)
  }

  /// Days from 1 January to the first of a month.
  ///
  /// From March on, the month lengths repeat 31, 30, 31, 30, 31 over five months (153 days).
  static func daysBefore(month: Int, year: Int) -> Int {
    if month <= 2 { return (month - 1) * 31 }
    return 59 + (isLeap(year) ? 1 : 0) + (153 * (month - 3) + 2) / 5
  }
}
