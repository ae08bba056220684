/// Turns records into `JSONValue`, which `JSONValue.document` writes.
///
/// Keys are the names of properties in snake case, in the order in which they are encoded; `nil` and what is not finite is `null`.
final class RecordEncoder: Encoder {
  private var value: JSONValue = .null
  fileprivate var members: [JSONValue.Member]?
  fileprivate var elements: [JSONValue]?

  let codingPath: [any CodingKey] = []
  let userInfo: [CodingUserInfoKey: Any] = [:]

  /// The parts of a record encode themselves without failing.
  static func json<Value: Encodable>(_ value: Value) -> JSONValue {
    do { return try encoded(value) } catch { preconditionFailure("\(Value.self) does not encode: \(error)") }
  }

  fileprivate static func encoded<Value: Encodable>(_ value: Value) throws -> JSONValue {
    if let leaf = value as? any JSONLeaf { return leaf.json }
    let encoder = RecordEncoder()
    try value.encode(to: encoder)
    return encoder.members.map(JSONValue.object) ?? encoder.elements.map(JSONValue.array) ?? encoder.value
  }

  func take(_ json: JSONValue) { value = json }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    if members == nil { members = [] }
    return KeyedEncodingContainer(Fields<Key>(encoder: self))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    if elements == nil { elements = [] }
    return Elements(encoder: self)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer { Single(encoder: self) }

  private struct Fields<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let encoder: RecordEncoder
    var codingPath: [any CodingKey] { [] }

    private func add(_ json: JSONValue, _ key: Key) {
      encoder.members?.append(.init(key: key.snakeCase, value: json))
    }

    func encodeNil(forKey key: Key) { add(.null, key) }

    func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
      if value is any FlatPart { return try value.encode(to: encoder) }
      add(try encoded(value), key)
    }

    func encodeIfPresent<Value: Encodable>(_ value: Value?, forKey key: Key) throws {
      if let value { try encode(value, forKey: key) } else { encodeNil(forKey: key) }
    }

    // For these the protocol has functions of their own, which would leave the key out.
    func encodeIfPresent(_ value: Bool?, forKey key: Key) { add(value.json, key) }
    func encodeIfPresent(_ value: String?, forKey key: Key) { add(value.json, key) }
    func encodeIfPresent(_ value: Double?, forKey key: Key) { add(value.json, key) }
    func encodeIfPresent(_ value: Int?, forKey key: Key) { add(value.json, key) }
    func encodeIfPresent(_ value: UInt64?, forKey key: Key) { add(value.json, key) }

    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type, forKey: Key) -> KeyedEncodingContainer<Nested> {
      preconditionFailure("a part of a record is a type of its own")
    }
    func nestedUnkeyedContainer(forKey: Key) -> any UnkeyedEncodingContainer {
      preconditionFailure("a part of a record is a type of its own")
    }
    func superEncoder() -> any Encoder { encoder }
    func superEncoder(forKey: Key) -> any Encoder { encoder }
  }

  private struct Elements: UnkeyedEncodingContainer {
    let encoder: RecordEncoder
    var codingPath: [any CodingKey] { [] }
    var count: Int { encoder.elements?.count ?? 0 }

    func encodeNil() { encoder.elements?.append(.null) }
    func encode<Value: Encodable>(_ value: Value) throws { encoder.elements?.append(try encoded(value)) }

    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
      preconditionFailure("an element of a record is a type of its own")
    }
    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { self }
    func superEncoder() -> any Encoder { encoder }
  }

  private struct Single: SingleValueEncodingContainer {
    let encoder: RecordEncoder
    var codingPath: [any CodingKey] { [] }

    func encodeNil() { encoder.take(.null) }
    func encode<Value: Encodable>(_ value: Value) throws { encoder.take(try encoded(value)) }
  }
}

extension Encoder {
  /// Writes a value of JSON as it is.
  ///
  /// - Throws: `EncodingError` for a coder that is not ours, which could not keep the order of keys.
  func take(_ json: JSONValue) throws {
    guard let encoder = self as? RecordEncoder else {
      throw EncodingError.invalidValue(
        json, .init(codingPath: codingPath, debugDescription: "only RecordEncoder writes it"))
    }
    encoder.take(json)
  }
}

extension KeyedEncodingContainer {
  /// Leaves the key out where there is no value, for the few fields that may be missing.
  mutating func encodeIfThere<Value: Encodable>(_ value: Value?, forKey key: Key) throws {
    if let value { try encode(value, forKey: key) }
  }
}

extension KeyedDecodingContainer {
  /// `nil` where the key is missing; it may not be null.
  func decodeIfThere<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value? {
    contains(key) ? try decode(type, forKey: key) : nil
  }
}
