import Escaping
import ScalingLaws

/// A JSON document whose keys keep their order, so that the same record gives the same bytes.
public enum JSONValue: Sendable, Hashable {
  case null
  case bool(Bool)
  case integer(Int)
  /// A whole number beyond `Int`, up to 2^64 - 1.
  case unsigned(UInt64)
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([Member])

  public struct Member: Sendable, Hashable {
    public let key: String
    public let value: JSONValue

    public init(key: String, value: JSONValue) { (self.key, self.value) = (key, value) }
  }

  /// A number, or `null` where it is missing, open or undefined. JSON has no infinity and no NaN.
  public init(_ value: Double?) {
    self = value.map { $0.isFinite ? .number($0) : .null } ?? .null
  }

  public init(_ value: String?) {
    self = value.map(JSONValue.string) ?? .null
  }

  /// A seed, with every digit.
  public init(_ value: UInt64) {
    self = Int(exactly: value).map(JSONValue.integer) ?? .unsigned(value)
  }

  public subscript(key: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == key }?.value
  }
}

extension JSONValue {
  /// The text of a string; `nil` for anything else.
  package var string: String? { if case .string(let text) = self { text } else { nil } }

  /// Of an array; empty for anything else.
  package var elements: [JSONValue] { if case .array(let values) = self { values } else { [] } }

  /// Of an object; empty for anything else.
  package var members: [Member] { if case .object(let members) = self { members } else { [] } }
}

extension JSONValue: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral, ExpressibleByStringLiteral,
  ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral
{
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(elements.map { Member(key: $0.0, value: $0.1) })
  }

  public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  public init(stringLiteral value: String) { self = .string(value) }
  public init(integerLiteral value: Int) { self = .integer(value) }
  public init(booleanLiteral value: Bool) { self = .bool(value) }
}

extension JSONValue {
  /// The document as text, indented by two spaces, with a newline at the end.
  ///
  /// Numbers are written with as many digits as it takes to read the same double back.
  public var document: String {
    var text: [UInt8] = []
    write(to: &text, indent: 0)
    text.append(UInt8(ascii: "\n"))
    return String(decoding: text, as: UTF8.self)
  }

  /// In one line, with a space after each comma and colon.
  var line: String { inOneLine(comma: ", ", colon: ": ") }

  /// In one line and without a space.
  var unspaced: String { inOneLine(comma: ",", colon: ":") }

  private func inOneLine(comma: String, colon: String) -> String {
    let inner = { (value: JSONValue) in value.inOneLine(comma: comma, colon: colon) }
    return switch self {
    case .array(let values): "[" + values.map(inner).joined(separator: comma) + "]"
    case .object(let members):
      "{" + members.map { $0.key.quotedForJSON + colon + inner($0.value) }.joined(separator: comma) + "}"
    case .null, .bool, .integer, .unsigned, .number, .string: String(document.dropLast())
    }
  }

  /// The document in one line, fit to stand in the script of a page.
  var inPage: String { unspaced.escapedForScript }

  private func write(to text: inout [UInt8], indent: Int) {
    switch self {
    case .null: text.append("null")
    case .bool(let value): text.append(value ? "true" : "false")
    case .integer(let value): text.append(String(value))
    case .unsigned(let value): text.append(String(value))
    case .number(let value): text.append(value.isFinite ? value.plain : "null")
    case .string(let value): text.append(value.quotedForJSON)
    case .array(let values):
      let isFlat = values.allSatisfy(\.isScalar)
      text.append("[")
      for (index, value) in values.enumerated() {
        Self.separate(index, isFlat: isFlat, to: &text, indent: indent)
        value.write(to: &text, indent: indent + 2)
      }
      if !isFlat { text.appendLine(indent: indent) }
      text.append("]")
    case .object(let members):
      text.append("{")
      for (index, member) in members.enumerated() {
        Self.separate(index, isFlat: false, to: &text, indent: indent)
        text.append(member.key.quotedForJSON)
        text.append(": ")
        member.value.write(to: &text, indent: indent + 2)
      }
      if !members.isEmpty { text.appendLine(indent: indent) }
      text.append("}")
    }
  }

  /// What stands before an item: a comma but for the first, and a space or a new line.
  private static func separate(_ index: Int, isFlat: Bool, to text: inout [UInt8], indent: Int) {
    if index > 0 { text.append(",") }
    if !isFlat { text.appendLine(indent: indent + 2) } else if index > 0 { text.append(" ") }
  }

  private var isScalar: Bool {
    switch self {
    case .array, .object: false
    default: true
    }
  }
}

extension [UInt8] {
  fileprivate mutating func append(_ text: String) { append(contentsOf: text.utf8) }

  fileprivate mutating func appendLine(indent: Int) {
    append(UInt8(ascii: "\n"))
    append(contentsOf: repeatElement(UInt8(ascii: " "), count: indent))
  }
}

extension JSONValue {
  /// The object with another value for a key that it has.
  public func replacing(_ key: String, by value: JSONValue) -> JSONValue {
    guard case .object(let members) = self else { return self }
    return .object(members.map { $0.key == key ? Member(key: key, value: value) : $0 })
  }
}
