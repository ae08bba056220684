/// Numbers as people write them: `70e9`, `70B`, `1.4T`, `2024-07-18`.
public enum NumberLiteral {
  /// The power of ten that a suffix stands for.
  private static func power(ofSuffix byte: UInt8) -> Int? {
    switch byte {
    case UInt8(ascii: "k"): 3
    case UInt8(ascii: "M"): 6
    case UInt8(ascii: "B"): 9
    case UInt8(ascii: "T"): 12
    default: nil
    }
  }

  /// The value of a whole text, with an optional sign; nil where it is not a number.
  ///
  /// `70B` is 7e10, `1.4T` is 1.4e12, rounded once; a date is a decimal year.
  public static func parse(_ text: String) -> Double? {
    var bytes = Array(text.utf8)
    let negative = bytes.first == UInt8(ascii: "-")
    if negative || bytes.first == UInt8(ascii: "+") { bytes.removeFirst() }
    guard let (value, end) = scan(bytes, from: 0), end == bytes.count, value.isFinite else { return nil }
    return negative ? -value : value
  }

  /// The number or date that starts at `start`, and where it ends; infinite when it is too large for a double, NaN when it is too small.
  static func scan(_ bytes: [UInt8], from start: Int) -> (value: Double, end: Int)? {
    if let date = scanDate(bytes, from: start) { return date }
    var position = start
    let whole = digits(bytes, &position)
    var fraction = 0
    if position < bytes.count, bytes[position] == UInt8(ascii: "."), whole > 0 || isDigit(bytes, position + 1) {
      position += 1
      fraction = digits(bytes, &position)
    }
    guard whole + fraction > 0 else { return nil }
    let mantissa = position
    var exponent = 0
    if let (value, end) = scanExponent(bytes, from: position) { (exponent, position) = (value, end) }
    if position < bytes.count, let power = power(ofSuffix: bytes[position]), !continuesName(bytes, position + 1) {
      exponent += power
      position += 1
    }
    let text = String(decoding: bytes[start..<mantissa], as: UTF8.self)
    guard let value = Double("\(text)e\(exponent)") else { return nil }
    let isUnderflow = value == 0 && bytes[start..<mantissa].contains { (49...57).contains($0) }
    return (isUnderflow ? .nan : value, position)
  }

  private static func scanExponent(_ bytes: [UInt8], from start: Int) -> (value: Int, end: Int)? {
    guard start < bytes.count, bytes[start] | 0x20 == UInt8(ascii: "e") else { return nil }
    var position = start + 1
    var negative = false
    if position < bytes.count, bytes[position] == UInt8(ascii: "+") || bytes[position] == UInt8(ascii: "-") {
      negative = bytes[position] == UInt8(ascii: "-")
      position += 1
    }
    let first = position
    guard digits(bytes, &position) > 0 else { return nil }
    // An exponent of many digits is beyond the range of a double whatever the digits are.
    var value = 0
    for byte in bytes[first..<position] { value = min(value * 10 + Int(byte) - 48, 1_000_000) }
    return (negative ? -value : value, position)
  }

  /// `dddd-dd-dd` that is a day of the calendar and is not followed by a digit.
  private static func scanDate(_ bytes: [UInt8], from start: Int) -> (value: Double, end: Int)? {
    let end = start + 10
    guard end <= bytes.count, !isDigit(bytes, end) else { return nil }
    for (place, byte) in bytes[start..<end].enumerated() {
      let isDash = place == 4 || place == 7
      guard isDash ? byte == UInt8(ascii: "-") : (48...57).contains(byte) else { return nil }
    }
    func number(_ range: Range<Int>) -> Int { range.reduce(0) { $0 * 10 + Int(bytes[start + $1]) - 48 } }
    return decimalYear(year: number(0..<4), month: number(5..<7), day: number(8..<10)).map { ($0, end) }
  }

  /// The year with the share of it that has passed at the start of the day; nil where the calendar has no such day.
  public static func decimalYear(year: Int, month: Int, day: Int) -> Double? {
    let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
    let lengths = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard (1...12).contains(month), (1...lengths[month - 1]).contains(day) else { return nil }
    let passed = lengths[..<(month - 1)].reduce(day - 1, +)
    return Double(year) + Double(passed) / (leap ? 366 : 365)
  }

  private static func isDigit(_ bytes: [UInt8], _ position: Int) -> Bool {
    position < bytes.count && (48...57).contains(bytes[position])
  }

  private static func digits(_ bytes: [UInt8], _ position: inout Int) -> Int {
    let start = position
    while isDigit(bytes, position) { position += 1 }
    return position - start
  }

  /// Whether a name could go on here; any character beyond ASCII counts as one that could.
  private static func continuesName(_ bytes: [UInt8], _ position: Int) -> Bool {
    guard position < bytes.count else { return false }
    let byte = bytes[position]
    return byte >= 0x80 || Names.continuesName(Unicode.Scalar(byte))
  }
}
