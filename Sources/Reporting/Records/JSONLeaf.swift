import ScalingLaws

/// What stands in a record as a value without named fields of its own: a number, a text, an array of numbers.
///
/// The coder takes such a value whole, so that a column of draws is one array and costs no container for each of its numbers.
protocol JSONLeaf: Codable {
  var json: JSONValue { get }
  /// `nil` for a value of another kind.
  init?(json: JSONValue)
  /// As JSON Schema has it.
  static var schema: JSONValue { get }
  /// Any value, for `SchemaRecorder`.
  static var sample: Self { get }
  /// What it is, after "is no".
  static var noun: String { get }
}

extension JSONValue: JSONLeaf {
  var json: JSONValue { self }
  init?(json: JSONValue) { self = json }
  static var schema: JSONValue { .object([]) }
  static var sample: JSONValue { .null }
  static var noun: String { "value" }

  public init(from decoder: any Decoder) throws { self = try decoder.json() }

  public func encode(to encoder: any Encoder) throws { try encoder.take(self) }
}

extension Double: JSONLeaf {
  var json: JSONValue { JSONValue(self) }

  init?(json: JSONValue) {
    switch json {
    case .number(let value): self = value
    case .integer(let value): self = Double(value)
    case .unsigned(let value): self = Double(value)
    default: return nil
    }
  }

  static var schema: JSONValue { ["type": "number"] }
  static var sample: Double { 0 }
  static var noun: String { "number" }
}

extension Int: JSONLeaf {
  var json: JSONValue { .integer(self) }

  init?(json: JSONValue) {
    switch json {
    case .integer(let value): self = value
    case .number(let value): self.init(exactly: value)
    default: return nil
    }
  }

  static var schema: JSONValue { ["type": "integer"] }
  static var sample: Int { 0 }
  static var noun: String { "whole number" }
}

extension UInt64: JSONLeaf {
  var json: JSONValue { JSONValue(self) }

  init?(json: JSONValue) {
    switch json {
    case .integer(let value): self.init(exactly: value)
    case .unsigned(let value): self = value
    default: return nil
    }
  }

  static var schema: JSONValue { ["type": "integer", "minimum": 0] }
  static var sample: UInt64 { 0 }
  static var noun: String { "whole number" }
}

extension Bool: JSONLeaf {
  var json: JSONValue { .bool(self) }
  init?(json: JSONValue) { if case .bool(let value) = json { self = value } else { return nil } }
  static var schema: JSONValue { ["type": "boolean"] }
  static var sample: Bool { false }
  static var noun: String { "truth value" }
}

extension String: JSONLeaf {
  var json: JSONValue { .string(self) }
  init?(json: JSONValue) { if case .string(let text) = json { self = text } else { return nil } }
  static var schema: JSONValue { ["type": "string"] }
  static var sample: String { "" }
  static var noun: String { "text" }
}

extension Optional: JSONLeaf where Wrapped: JSONLeaf {
  var json: JSONValue { self?.json ?? .null }

  init?(json: JSONValue) {
    if json == .null {
      self = .none
    } else if let value = Wrapped(json: json) {
      self = value
    } else {
      return nil
    }
  }

  static var schema: JSONValue { Wrapped.schema.orNull }
  static var sample: Wrapped? { nil }
  static var noun: String { Wrapped.noun }
}

extension Array: JSONLeaf where Element: JSONLeaf {
  var json: JSONValue { .array(map(\.json)) }

  init?(json: JSONValue) {
    guard case .array(let values) = json else { return nil }
    self = []
    reserveCapacity(values.count)
    for value in values {
      guard let element = Element(json: value) else { return nil }
      append(element)
    }
  }

  static var schema: JSONValue { ["type": "array", "items": Element.schema] }
  static var sample: [Element] { [] }
  static var noun: String { "array of \(Element.noun)s" }
}

/// Values by names that are not ours, such as those of coefficients; they keep their order.
struct Named<Value: JSONLeaf>: JSONLeaf {
  let members: [(name: String, value: Value)]

  init(_ members: [(name: String, value: Value)]) { self.members = members }

  /// In the order of the names.
  init(sorted values: [String: Value]) {
    members = values.sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value) }
  }

  subscript(name: String) -> Value? { members.first { $0.name == name }?.value }

  var dictionary: [String: Value] { Dictionary(members.map { ($0.name, $0.value) }) { first, _ in first } }

  var json: JSONValue { .object(members.map { .init(key: $0.name, value: $0.value.json) }) }

  init?(json: JSONValue) {
    guard case .object(let found) = json else { return nil }
    var members: [(name: String, value: Value)] = []
    for member in found {
      guard let value = Value(json: member.value) else { return nil }
      members.append((name: member.key, value: value))
    }
    self.members = members
  }

  static var schema: JSONValue { ["type": "object", "additionalProperties": Value.schema] }
  static var sample: Named { Named([]) }
  static var noun: String { "object of \(Value.noun)s" }
}

extension Named: Sendable where Value: Sendable {}

/// A text out of a few.
protocol JSONWord: JSONLeaf, CaseIterable, RawRepresentable where RawValue == String {}

extension JSONWord {
  var json: JSONValue { .string(rawValue) }
  init?(json: JSONValue) { if case .string(let text) = json { self.init(rawValue: text) } else { return nil } }
  static var schema: JSONValue { ["enum": .array(allCases.map { .string($0.rawValue) })] }

  static var sample: Self {
    guard let first = allCases.first else { preconditionFailure("\(Self.self) has no case") }
    return first
  }

  static var noun: String { "word out of \(allCases.map(\.rawValue).joined(separator: ", "))" }
}

/// A leaf that the standard library has no coding for.
protocol JSONOwnLeaf: JSONLeaf {}

extension JSONOwnLeaf {
  init(from decoder: any Decoder) throws { self = try decoder.leaf() }
  func encode(to encoder: any Encoder) throws { try encoder.take(json) }
}

extension Named: JSONOwnLeaf {}

extension JSONValue {
  /// This schema, or null.
  var orNull: JSONValue {
    guard case .object(let members) = self else { return self }
    if let values = self["enum"] {
      return .object(
        members.map { .init(key: $0.key, value: $0.value == values ? .array(values.elements + [.null]) : $0.value) })
    }
    guard let type = self["type"] else { return members.isEmpty ? self : ["anyOf": [self, ["type": "null"]]] }
    let types = type.elements.isEmpty ? [type] : type.elements
    return .object(
      members.map { .init(key: $0.key, value: $0.key == "type" ? .array(types + ["null"]) : $0.value) })
  }
}
