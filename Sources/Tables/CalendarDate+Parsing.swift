extension CalendarDate {
  /// A date written as ISO 8601: `2024-07-18`, `2024-07`, or with a time of day; `nil` for anything else.
  ///
  /// - A month stands for its first day.
  /// - A time is `T` or a space, hours and minutes, and optionally seconds and a fraction of a second; then `Z`, an
  ///   offset such as `+02:00`, or nothing, which means UTC.
  /// - A bare year is a number, not a date. 24:00 and leap seconds are refused.
  public init?(_ text: String) {
    var text = text
    let scan = text.withUTF8 { DateScan(Bytes(rebasing: $0[...])) }
    guard case .date(let date, _) = scan else { return nil }
    self = date
  }
}

/// What the bytes of a cell are, as a date.
enum DateScan {
  case date(CalendarDate, DateShape)
  /// Written as a date, but the calendar or the clock has no such thing.
  case noSuchDate
  case notADate

  init(_ bytes: Bytes) {
    self = .notADate
    guard bytes.count >= 7, bytes[4] == UInt8(ascii: "-"),
      let year = Self.digits(bytes, 0, 4), let month = Self.digits(bytes, 5, 2)
    else { return }
    if bytes.count == 7 {
      self = CalendarDate(year: year, month: month, day: 1).map { .date($0, .month) } ?? .noSuchDate
      return
    }
    guard bytes.count >= 10, bytes[7] == UInt8(ascii: "-"), let day = Self.digits(bytes, 8, 2) else { return }
    guard let date = CalendarDate(year: year, month: month, day: day) else {
      self = .noSuchDate
      return
    }
    if bytes.count == 10 {
      self = .date(date, .day)
      return
    }
    guard bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: " ") else { return }
    guard let time = Self.time(bytes) else { return }
    guard let second = time else {
      self = .noSuchDate
      return
    }
    let canonical = bytes.count == 20 && bytes[10] == UInt8(ascii: "T") && bytes[19] == UInt8(ascii: "Z")
    let moment = CalendarDate(year: year, dayOfYear: date.dayOfYear, second: second)
    let isWritable = moment.year >= 0 && moment.year <= 9999
    self = isWritable ? .date(moment, canonical ? .second : .raw) : .noSuchDate
  }

  /// Seconds since midnight UTC of the written day; `.some(nil)` when the clock has no such time, `nil` when it is not
  /// written as a time.
  private static func time(_ bytes: Bytes) -> Double?? {
    guard let hour = digits(bytes, 11, 2), bytes.count >= 16, bytes[13] == colon, let minute = digits(bytes, 14, 2)
    else { return nil }
    var index = 16
    var second = 0.0
    if index < bytes.count, bytes[index] == colon {
      guard let whole = digits(bytes, 17, 2) else { return nil }
      second = Double(whole)
      index = 19
      if index < bytes.count, bytes[index] == UInt8(ascii: ".") {
        let start = index
        index += 1
        while index < bytes.count, isDigit(bytes[index]) { index += 1 }
        guard index > start + 1 else { return nil }
        second += DecimalText.double(Bytes(rebasing: bytes[start..<index])) ?? 0
      }
    }
    guard let offset = offset(bytes, index) else { return nil }
    guard hour < 24, minute < 60, second < 60, let offset else { return .some(nil) }
    return .some(Double(hour * 3600 + minute * 60) + second - offset)
  }

  /// Seconds east of Greenwich, in the same two layers of optional.
  private static func offset(_ bytes: Bytes, _ index: Int) -> Double?? {
    if index == bytes.count { return .some(0) }
    if bytes[index] == UInt8(ascii: "Z"), index + 1 == bytes.count { return .some(0) }
    let sign: Double
    switch bytes[index] {
    case UInt8(ascii: "+"): sign = 1
    case UInt8(ascii: "-"): sign = -1
    default: return nil
    }
    guard index + 6 == bytes.count, let hours = digits(bytes, index + 1, 2), bytes[index + 3] == colon,
      let minutes = digits(bytes, index + 4, 2)
    else { return nil }
    guard hours < 24, minutes < 60 else { return .some(nil) }
    return .some(sign * Double(hours * 3600 + minutes * 60))
  }

  private static let colon = UInt8(ascii: ":")

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- 48 < 10 }

  private static func digits(_ bytes: Bytes, _ start: Int, _ count: Int) -> Int? {
    guard start + count <= bytes.count else { return nil }
    var number = 0
    for index in start..<start + count {
      guard isDigit(bytes[index]) else { return nil }
      number = number * 10 + Int(bytes[index] &- 48)
    }
    return number
  }
}
