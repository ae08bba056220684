/// The order in which the numbers of a date such as `3/4/2023` stand.
public enum DateOrder: String, Sendable, Hashable, CaseIterable {
  /// `3/14/2023`.
  case monthFirst = "mdy"
  /// `14/3/2023`.
  case dayFirst = "dmy"
}

/// A date as people write it: `3/14/2023`, `14.03.2023`, `Mar 14, 2023`, `14 March 2023`, `2022-Q1`, with a time of day or without.
struct WrittenDate {
  enum Form: Sendable, Hashable {
    /// Year, month and day are told apart by their form.
    case plain
    /// Two numbers and a year, of which either number may be the month.
    case slashes
    /// A quarter, which stands for its first day.
    case quarter
    /// A month, which stands for its first day.
    case month
    /// A year of two digits, in which order ever.
    case shortYear
  }

  let form: Form
  private let year: Int
  private let first: Int
  private let second: Int
  private let secondOfDay: Double
  let hasTime: Bool

  /// - Returns: `nil` where the text is no date in any of the forms.
  init?(_ text: String) {
    var words = Self.words(text)
    guard let (time, hasTime) = Self.takeTime(&words) else { return nil }
    (secondOfDay, self.hasTime) = (time, hasTime)
    if let (year, quarter) = Self.quarter(words), !hasTime {
      (form, self.year, first, second) = (.quarter, year, quarter * 3 - 2, 1)
    } else if let (year, month, day) = Self.named(words) {
      (form, self.year, first, second) = (day == nil ? .month : .plain, year, month, day ?? 1)
    } else if words.count == 1, let found = Self.numeric(words[0]) {
      (form, year, first, second) = found
    } else {
      return nil
    }
    // Of two numbers in unknown order one order at least has to be a date.
    guard
      form == .plain || form == .month || form == .quarter
        ? date(.monthFirst) != nil
        : date(.monthFirst) != nil || date(.dayFirst) != nil
    else { return nil }
  }

  /// Whether the order matters: it does where two numbers are told apart by nothing else.
  var needsOrder: Bool { form == .slashes || form == .shortYear }

  /// The date, if two numbers stand in this order; `nil` where the calendar has no such day.
  func date(_ order: DateOrder) -> CalendarDate? {
    let (month, day) = needsOrder && order == .dayFirst ? (second, first) : (first, second)
    guard let start = CalendarDate(year: year, month: month, day: day) else { return nil }
    return secondOfDay == 0 ? start : CalendarDate(year: year, dayOfYear: start.dayOfYear, second: secondOfDay)
  }

  private static func words(_ text: String) -> [Substring] {
    text.split { $0 == " " || $0 == "\t" || $0 == "," || $0 == "\u{A0}" }
  }

  /// A time of day at the end, `12:30`, `12:30:05`, `2:30 PM`, in seconds; zero where there is none, `nil` where the clock has no such time.
  private static func takeTime(_ words: inout [Substring]) -> (seconds: Double, isThere: Bool)? {
    var offset: Int?
    if let last = words.last?.uppercased(), last == "AM" || last == "PM" {
      offset = last == "PM" ? 12 : 0
      words.removeLast()
    }
    guard let last = words.last, last.contains(":") else { return offset == nil ? (0, false) : nil }
    let parts = last.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
    guard (2...3).contains(parts.count), let hour = parts[0], let minute = parts[1], minute < 60, minute >= 0 else {
      return nil
    }
    let second = parts.count == 3 ? parts[2] : 0
    guard let second, (0..<60).contains(second), (0..<24).contains(hour), offset == nil || (1...12).contains(hour)
    else {
      return nil
    }
    words.removeLast()
    let clock = offset.map { hour % 12 + $0 } ?? hour
    return (Double(clock * 3600 + minute * 60 + second), true)
  }

  /// `2022-Q1`, `2022Q1`, `2022 Q1`, `Q1 2022`, `Q1-2022`.
  private static func quarter(_ words: [Substring]) -> (year: Int, quarter: Int)? {
    let parts = words.flatMap { $0.split { $0 == "-" || $0 == "/" } }.map { String($0).uppercased() }
    let joined =
      parts.count == 1 ? parts[0].split(separator: "Q", omittingEmptySubsequences: false).map(String.init) : []
    let pair: (String, String)
    if joined.count == 2 {
      pair = (joined[0], joined[1])
    } else if parts.count == 2, let index = parts.firstIndex(where: { $0.hasPrefix("Q") }) {
      pair = (parts[1 - index], String(parts[index].dropFirst()))
    } else {
      return nil
    }
    guard pair.0.count == 4, let year = Int(pair.0), let quarter = Int(pair.1), (1...4).contains(quarter) else {
      return nil
    }
    return (year, quarter)
  }

  /// With the month by name: `Mar 14 2023`, `14 March 2023`, `14-Mar-2023`, `March 2023`.
  private static func named(_ words: [Substring]) -> (year: Int, month: Int, day: Int?)? {
    let parts = words.flatMap { $0.split { $0 == "-" || $0 == "/" || $0 == "." } }
    guard (2...3).contains(parts.count), let place = parts.firstIndex(where: { month($0) != nil }),
      let month = month(parts[place])
    else { return nil }
    let numbers = parts.indices.filter { $0 != place }.map { number(ordinal(parts[$0])) }
    guard let last = numbers.last, let year = last else { return nil }
    if parts.count == 2 { return parts[1 - place].count == 4 ? (year, month, nil) : nil }
    guard let day = numbers[0] else { return nil }
    // 2023-Mar-14 as well as 14-Mar-2023.
    if parts[0].count == 4, place == 1 { return (day, month, year) }
    return parts[2].count == 4 && place < 2 ? (year, month, day) : nil
  }

  private static func ordinal(_ text: Substring) -> Substring {
    ["st", "nd", "rd", "th"].contains { text.lowercased().hasSuffix($0) } ? text.dropLast(2) : text
  }

  private static func number(_ text: Substring) -> Int? {
    text.count <= 4 && text.allSatisfy { $0.isASCII && $0.isNumber } ? Int(text) : nil
  }

  private static func month(_ text: Substring) -> Int? {
    let lower = text.lowercased()
    guard lower.count >= 3,
      let index = months.firstIndex(where: { $0.hasPrefix(lower) || lower == "sept" && $0 == "september" })
    else { return nil }
    return months[index].count == lower.count || lower.count <= 4 ? index + 1 : nil
  }

  private static let months = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
  ]

  /// Three numbers: `3/14/2023`, `14.03.2023`, `2023/03/14`, `3/14/23`; two with a year: `3/2023`, `2023/03`.
  private static func numeric(_ text: Substring) -> (Form, year: Int, first: Int, second: Int)? {
    guard let mark = text.first(where: { $0 == "/" || $0 == "." || $0 == "-" }) else { return nil }
    let parts = text.split(separator: mark, omittingEmptySubsequences: false)
    let numbers = parts.compactMap(number)
    guard numbers.count == parts.count, parts.allSatisfy({ !$0.isEmpty }) else { return nil }
    if parts.count == 2, mark == "/" {
      if parts[0].count == 4, parts[1].count <= 2 { return (.month, numbers[0], numbers[1], 1) }
      return parts[1].count == 4 && parts[0].count <= 2 ? (.month, numbers[1], numbers[0], 1) : nil
    }
    guard parts.count == 3 else { return nil }
    if parts[0].count == 4, parts[1].count <= 2, parts[2].count <= 2 {
      return (.plain, numbers[0], numbers[1], numbers[2])
    }
    guard parts[0].count <= 2, parts[1].count <= 2 else { return nil }
    if parts[2].count == 4 {
      // A point is a German, Swiss or Slavic habit, where the day comes first.
      return mark == "." ? (.plain, numbers[2], numbers[1], numbers[0]) : (.slashes, numbers[2], numbers[0], numbers[1])
    }
    guard parts[2].count == 2, mark == "/" else { return nil }
    return (.shortYear, numbers[2] + (numbers[2] < 70 ? 2000 : 1900), numbers[0], numbers[1])
  }
}
