/// Why a document is not the record that it should be.
public struct RecordFault: Error, Sendable, Hashable, CustomStringConvertible {
  /// Keys, one inside the other, and places in arrays from 0: `plans[0].budget`; empty for the document.
  public let path: String
  /// `nil` where nothing is there.
  let noun: String?

  public var description: String {
    let place = path.isEmpty ? "the document" : path
    return noun.map { "\(place) is no \($0)" } ?? "it has no \(path)"
  }
}

/// Reads records out of a `JSONValue`.
///
/// A key that is not there is `null`; keys that are not known are passed over.
struct RecordDecoder: Decoder {
  private let value: JSONValue
  private let path: String

  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  /// - Throws: `RecordFault`.
  static func read<Value: Decodable>(_ type: Value.Type, from json: JSONValue) throws -> Value {
    try RecordDecoder(value: json, path: "").decode(type)
  }

  fileprivate func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    guard let leaf = type as? any JSONLeaf.Type else { return try Value(from: self) }
    guard let found = leaf.init(json: value) as? Value else { throw RecordFault(path: path, noun: leaf.noun) }
    return found
  }

  fileprivate var json: JSONValue { value }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    guard case .object(let members) = value else { throw RecordFault(path: path, noun: "object") }
    return KeyedDecodingContainer(Fields<Key>(decoder: self, members: members))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    guard case .array(let values) = value else { throw RecordFault(path: path, noun: "array") }
    return Elements(decoder: self, values: values)
  }

  func singleValueContainer() -> any SingleValueDecodingContainer { Single(decoder: self) }

  private struct Fields<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let decoder: RecordDecoder
    let members: [JSONValue.Member]
    var codingPath: [any CodingKey] { [] }
    var allKeys: [Key] { members.compactMap { Key(stringValue: $0.key) } }

    private func child(_ key: Key) -> RecordDecoder? {
      let name = key.snakeCase
      guard let member = members.first(where: { $0.key == name }) else { return nil }
      return RecordDecoder(value: member.value, path: path(name))
    }

    private func path(_ name: String) -> String { decoder.path.isEmpty ? name : decoder.path + "." + name }

    func contains(_ key: Key) -> Bool { child(key) != nil }

    func decodeNil(forKey key: Key) -> Bool { child(key).map { $0.value == .null } ?? true }

    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
      if type is any FlatPart.Type { return try Value(from: decoder) }
      guard let child = child(key) else { throw RecordFault(path: path(key.snakeCase), noun: nil) }
      return try child.decode(type)
    }

    func decodeIfPresent<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value? {
      guard let child = child(key), child.value != .null else { return nil }
      return try child.decode(type)
    }

    func nestedContainer<Nested: CodingKey>(
      keyedBy type: Nested.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> { throw RecordFault(path: path(key.snakeCase), noun: "type of its own") }
    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
      throw RecordFault(path: path(key.snakeCase), noun: "type of its own")
    }
    func superDecoder() -> any Decoder { decoder }
    func superDecoder(forKey: Key) -> any Decoder { decoder }
  }

  private struct Elements: UnkeyedDecodingContainer {
    let decoder: RecordDecoder
    let values: [JSONValue]
    var codingPath: [any CodingKey] { [] }
    var count: Int? { values.count }
    private(set) var currentIndex = 0
    var isAtEnd: Bool { currentIndex == values.count }

    init(decoder: RecordDecoder, values: [JSONValue]) {
      self.decoder = decoder
      self.values = values
    }

    private mutating func next() throws -> RecordDecoder {
      let path = "\(decoder.path)[\(currentIndex)]"
      guard !isAtEnd else { throw RecordFault(path: path, noun: nil) }
      defer { currentIndex += 1 }
      return RecordDecoder(value: values[currentIndex], path: path)
    }

    mutating func decodeNil() -> Bool {
      guard !isAtEnd, values[currentIndex] == .null else { return false }
      currentIndex += 1
      return true
    }

    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try next().decode(type) }

    mutating func nestedContainer<Nested: CodingKey>(
      keyedBy type: Nested.Type
    ) throws -> KeyedDecodingContainer<Nested> { try next().container(keyedBy: type) }
    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer { try next().unkeyedContainer() }
    mutating func superDecoder() throws -> any Decoder { try next() }
  }

  private struct Single: SingleValueDecodingContainer {
    let decoder: RecordDecoder
    var codingPath: [any CodingKey] { [] }
    func decodeNil() -> Bool { decoder.value == .null }
    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try decoder.decode(type) }
  }
}

extension Decoder {
  /// The value of JSON that is to be decoded.
  ///
  /// - Throws: `DecodingError` for a coder that is not ours, which does not keep the order of keys.
  func json() throws -> JSONValue {
    guard let decoder = self as? RecordDecoder else {
      throw DecodingError.dataCorrupted(.init(codingPath: codingPath, debugDescription: "only RecordDecoder reads it"))
    }
    return decoder.json
  }

  /// The leaf that is to be decoded.
  func leaf<Leaf: JSONLeaf>() throws -> Leaf { try singleValueContainer().decode(Leaf.self) }
}
