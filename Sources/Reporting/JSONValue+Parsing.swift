import ScalingLaws

/// What is wrong with a JSON document, and where.
public struct JSONError: Error, Sendable, Hashable, CustomStringConvertible {
  public let problem: String
  /// Line and column, counted from 1; the column counts bytes.
  public let line: Int
  public let column: Int

  public var description: String { "line \(line), column \(column): \(problem)" }
}

extension JSONValue {
  /// Reads a document, strictly as RFC 8259 has it. Numbers without a point or exponent that fit are integers.
  ///
  /// - Throws: `JSONError` with the place.
  public init(parsing text: String) throws(JSONError) {
    var text = text
    let result: Result<JSONValue, JSONError> = text.withUTF8 { bytes in
      var parser = JSONParser(bytes: bytes)
      return Result { () throws(JSONError) in try parser.document() }
    }
    self = try result.get()
  }
}

/// Lives no longer than the buffer that it reads.
private struct JSONParser {
  let bytes: UnsafeBufferPointer<UInt8>
  private var index = 0

  /// Deeper documents are refused, so that no document exhausts the stack.
  private static let deepest = 64

  init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  mutating func document() throws(JSONError) -> JSONValue {
    let value = try value(depth: 0)
    skipSpace()
    if index < bytes.count { throw fault("text after the end") }
    return value
  }

  private func fault(_ problem: String) -> JSONError {
    let before = bytes[..<min(index, bytes.count)]
    let lastBreak = before.lastIndex(of: 10).map { $0 + 1 } ?? 0
    return JSONError(problem: problem, line: 1 + before.count { $0 == 10 }, column: before.count - lastBreak + 1)
  }

  private mutating func skipSpace() {
    while index < bytes.count, Self.isSpace(bytes[index]) { index += 1 }
  }

  private mutating func next(_ what: String) throws(JSONError) -> UInt8 {
    skipSpace()
    guard index < bytes.count else { throw fault("the text ends where \(what) was expected") }
    return bytes[index]
  }

  private mutating func value(depth: Int) throws(JSONError) -> JSONValue {
    guard depth < Self.deepest else { throw fault("nested too deeply") }
    switch try next("a value") {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    default: return try bare()
    }
  }

  private mutating func object(depth: Int) throws(JSONError) -> JSONValue {
    var members: [JSONValue.Member] = []
    var keys: Set<String> = []
    index += 1
    if try next("a key or }") == UInt8(ascii: "}") {
      index += 1
      return .object([])
    }
    while true {
      guard try next("a key") == UInt8(ascii: "\"") else { throw fault("expected a key") }
      let key = try string()
      guard keys.insert(key).inserted else { throw fault("the key \"\(key)\" twice in one object") }
      guard try next("a colon") == UInt8(ascii: ":") else { throw fault("expected a colon") }
      index += 1
      members.append(JSONValue.Member(key: key, value: try value(depth: depth + 1)))
      guard try separator(closing: UInt8(ascii: "}")) else { return .object(members) }
    }
  }

  private mutating func array(depth: Int) throws(JSONError) -> JSONValue {
    var values: [JSONValue] = []
    index += 1
    if try next("a value or ]") == UInt8(ascii: "]") {
      index += 1
      return .array([])
    }
    while true {
      values.append(try value(depth: depth + 1))
      guard try separator(closing: UInt8(ascii: "]")) else { return .array(values) }
    }
  }

  /// Whether another element follows.
  private mutating func separator(closing: UInt8) throws(JSONError) -> Bool {
    let byte = try next("a comma or the closing bracket")
    guard byte == closing || byte == UInt8(ascii: ",") else { throw fault("expected a comma or the closing bracket") }
    index += 1
    return byte != closing
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 || byte == 10 || byte == 13 }

  private mutating func bare() throws(JSONError) -> JSONValue {
    let start = index
    while index < bytes.count, !Self.endsToken(bytes[index]) { index += 1 }
    if let number = number(start..<index) { return number }
    let token = String(decoding: bytes[start..<index], as: UTF8.self)
    switch token {
    case "null": return .null
    case "true": return .bool(true)
    case "false": return .bool(false)
    default:
      index = start
      throw fault("expected a value, found \"\(token.prefix(20))\"")
    }
  }

  private static func endsToken(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: ":"), UInt8(ascii: "["),
      UInt8(ascii: "{"),
      UInt8(ascii: "\""):
      true
    default: isSpace(byte)
    }
  }

  /// `nil` for what is no number of JSON, or none that a double can hold.
  private func number(_ range: Range<Int>) -> JSONValue? {
    guard let isWhole = isWhole(range) else { return nil }
    if isWhole, let whole = whole(range) { return whole }
    return (try? NumberSyntax().number(UnsafeBufferPointer(rebasing: bytes[range]))).map(JSONValue.number)
  }

  /// The number of digits with or without a minus; `nil` beyond 64 bits.
  private func whole(_ range: Range<Int>) -> JSONValue? {
    let isNegative = bytes[range.lowerBound] == UInt8(ascii: "-")
    var magnitude: UInt64 = 0
    for at in (range.lowerBound + (isNegative ? 1 : 0))..<range.upperBound {
      let (tens, isOver) = magnitude.multipliedReportingOverflow(by: 10)
      let (sum, isMore) = tens.addingReportingOverflow(UInt64(bytes[at] &- 48))
      if isOver || isMore { return nil }
      magnitude = sum
    }
    guard isNegative else { return JSONValue(magnitude) }
    return magnitude <= 1 << 63 ? .integer(Int(truncatingIfNeeded: 0 &- magnitude)) : nil
  }

  /// Holds a token against `[-] (0 | 1-9 digits) [. digits] [e [+-] digits]`; `nil` where it is another.
  private func isWhole(_ range: Range<Int>) -> Bool? {
    var at = range.lowerBound
    func digits() -> Int {
      let first = at
      while at < range.upperBound, bytes[at] &- 48 < 10 { at += 1 }
      return at - first
    }
    func takes(_ byte: UInt8) -> Bool {
      guard at < range.upperBound, bytes[at] == byte else { return false }
      at += 1
      return true
    }
    _ = takes(UInt8(ascii: "-"))
    let first = at
    let count = digits()
    guard count == 1 || (count > 1 && bytes[first] != 48) else { return nil }
    if at == range.upperBound { return true }
    if takes(UInt8(ascii: ".")), digits() == 0 { return nil }
    if takes(UInt8(ascii: "e")) || takes(UInt8(ascii: "E")) {
      _ = takes(UInt8(ascii: "+")) || takes(UInt8(ascii: "-"))
      guard digits() > 0 else { return nil }
    }
    return at == range.upperBound ? false : nil
  }

  private mutating func string() throws(JSONError) -> String {
    index += 1
    var start = index
    var units: [UInt8] = []
    while index < bytes.count {
      let byte = bytes[index]
      switch byte {
      case UInt8(ascii: "\""):
        units += bytes[start..<index]
        index += 1
        guard let text = String(validating: units, as: UTF8.self) else { throw fault("a string that is not UTF-8") }
        return text
      case UInt8(ascii: "\\"):
        units += bytes[start..<index]
        try escape(into: &units)
        start = index
      case 0..<0x20: throw fault("a control character in a string")
      default: index += 1
      }
    }
    throw fault("a string that is never closed")
  }

  private mutating func escape(into units: inout [UInt8]) throws(JSONError) {
    guard index + 1 < bytes.count else { throw fault("bad escape in a string") }
    if let unit = Self.short(bytes[index + 1]) {
      units.append(unit)
      index += 2
      return
    }
    var scalar = try codeUnit()
    if 0xD800...0xDBFF ~= scalar {
      let low = try codeUnit()
      guard 0xDC00...0xDFFF ~= low else { throw fault("bad escape in a string") }
      scalar = 0x10000 + (scalar & 0x3FF) << 10 + (low & 0x3FF)
    }
    guard let character = Unicode.Scalar(scalar) else { throw fault("bad escape in a string") }
    units += Array(String(character).utf8)
  }

  private static func short(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): byte
    case UInt8(ascii: "b"): 8
    case UInt8(ascii: "f"): 12
    case UInt8(ascii: "n"): 10
    case UInt8(ascii: "r"): 13
    case UInt8(ascii: "t"): 9
    default: nil
    }
  }

  /// The number of a `\uXXXX` that begins here: four hexadecimal digits and nothing else.
  private mutating func codeUnit() throws(JSONError) -> UInt32 {
    guard index + 6 <= bytes.count, bytes[index] == UInt8(ascii: "\\"), bytes[index + 1] == UInt8(ascii: "u") else {
      throw fault("bad escape in a string")
    }
    var unit: UInt32 = 0
    for byte in bytes[index + 2..<index + 6] {
      guard let digit = Self.hexadecimal(byte) else { throw fault("bad escape in a string") }
      unit = unit << 4 | digit
    }
    index += 6
    return unit
  }

  private static func hexadecimal(_ byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte &- 48)
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte &- 87)
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte &- 55)
    default: nil
    }
  }
}
