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
    var parser = JSONParser(bytes: Array(text.utf8))
    self = try parser.document()
  }
}

private struct JSONParser {
  let bytes: [UInt8]
  private var index = 0

  /// Deeper documents are refused, so that no document exhausts the stack.
  private static let deepest = 64

  init(bytes: [UInt8]) { self.bytes = bytes }

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
    while index < bytes.count, [32, 9, 10, 13].contains(bytes[index]) { index += 1 }
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

  private mutating func bare() throws(JSONError) -> JSONValue {
    let start = index
    while index < bytes.count, !" \t\n\r,]}:[{\"".utf8.contains(bytes[index]) { index += 1 }
    let token = String(decoding: bytes[start..<index], as: UTF8.self)
    switch token {
    case "null": return .null
    case "true": return .bool(true)
    case "false": return .bool(false)
    default:
      guard Self.isNumber(token), let number = Double(token), number.isFinite else {
        index = start
        throw fault("expected a value, found \"\(token.prefix(20))\"")
      }
      return Int(token).map(JSONValue.integer) ?? .number(number)
    }
  }

  /// `[-] (0 | 1-9 digits) [. digits] [e [+-] digits]`.
  private static func isNumber(_ token: String) -> Bool {
    token.wholeMatch(of: /-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/) != nil
  }

  private mutating func string() throws(JSONError) -> String {
    index += 1
    var units: [UInt8] = []
    while index < bytes.count {
      let byte = bytes[index]
      switch byte {
      case UInt8(ascii: "\""):
        index += 1
        guard let text = String(validating: units, as: UTF8.self) else { throw fault("a string that is not UTF-8") }
        return text
      case UInt8(ascii: "\\"): try escape(into: &units)
      case 0..<0x20: throw fault("a control character in a string")
      default:
        units.append(byte)
        index += 1
      }
    }
    throw fault("a string that is never closed")
  }

  private mutating func escape(into units: inout [UInt8]) throws(JSONError) {
    guard index + 1 < bytes.count else { throw fault("bad escape in a string") }
    let simple: [UInt8: UInt8] = [
      UInt8(ascii: "\""): 34, UInt8(ascii: "\\"): 92, UInt8(ascii: "/"): 47, UInt8(ascii: "b"): 8,
      UInt8(ascii: "f"): 12, UInt8(ascii: "n"): 10, UInt8(ascii: "r"): 13, UInt8(ascii: "t"): 9,
    ]
    if let unit = simple[bytes[index + 1]] {
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

  /// The number of a `\uXXXX` that begins here.
  private mutating func codeUnit() throws(JSONError) -> UInt32 {
    guard index + 6 <= bytes.count, bytes[index] == UInt8(ascii: "\\"), bytes[index + 1] == UInt8(ascii: "u"),
      let unit = UInt32(String(decoding: bytes[index + 2..<index + 6], as: UTF8.self), radix: 16)
    else { throw fault("bad escape in a string") }
    index += 6
    return unit
  }
}
