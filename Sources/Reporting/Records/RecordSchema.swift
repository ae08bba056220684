import ScalingLaws

/// The JSON Schema (draft 2020-12) of a record, taken from its type.
///
/// The type is decoded by a decoder that has no document: it notes which keys are asked for, of which type, and gives any value.
public struct RecordSchema: Sendable {
  /// Every record of this room.
  public static let records: [any Record.Type] = [
    FitRecord.self, GroupedRecord.self, TwoStepRecord.self, ComparisonRecord.self, PairedRecord.self,
    CheckRecord.self, CalibrationRecord.self, PredictionRecord.self, PlanRecord.self, DesignRecord.self,
    IsoFLOPRecord.self, CapabilityRecord.self, PriceRecord.self, TrendRecord.self, TrendGroupsRecord.self,
    HorizonRecord.self, ValueRecord.self, IndexRecord.self, ObservationsRecord.self, PageRecord.self,
    SpecificationRecord.self,
    VerificationRecord.self, ProblemRecord.self, ChecklistRecord.self, LawsRecord.self,
  ]

  private let type: any Record.Type

  public init(of type: any Record.Type) { self.type = type }

  /// `scaling.plan/1`.
  public var name: String { type.schema }

  /// `plan` of `scaling.plan/1`.
  public var shortName: String { String(name.drop { $0 != "." }.dropFirst().prefix { $0 != "/" }) }

  /// What it describes, in a line.
  public var summary: String { type.summary }

  private var root: Shape.Object {
    let type: any Record.Type = type
    return Self.object(of: type)
  }

  private static func object<Content: Record>(of type: Content.Type) -> Shape.Object {
    guard case .object(let object) = SchemaRecorder.shape(of: RecordDocument<Content>.self) else {
      preconditionFailure("\(type) is no object")
    }
    return object
  }

  public var json: JSONValue {
    let root = root
    var uses: [String: Int] = [:]
    var shared: [Shape.Object] = []
    root.visit { object in
      uses[object.name, default: 0] += 1
      if uses[object.name] == 2 { shared.append(object) }
    }
    let isShared = { (object: Shape.Object) in uses[object.name, default: 0] > 1 }
    var members: [JSONValue.Member] = [
      .init(key: "$schema", value: "https://json-schema.org/draft/2020-12/schema"),
      .init(key: "$id", value: .string(fileName)), .init(key: "title", value: .string(type.title)),
      .init(key: "description", value: .string(type.summary)),
    ]
    members += root.members(isShared)
    if !shared.isEmpty {
      members.append(
        .init(
          key: "$defs",
          value: .object(
            shared.sorted { $0.name < $1.name }.map { .init(key: $0.name, value: .object($0.members(isShared))) })))
    }
    return .object(members)
  }

  /// `scaling.plan-1.json`.
  public var fileName: String { String(name.map { $0 == "/" ? "-" : $0 }) + ".json" }

  /// Fields without a description, and descriptions without a field.
  var faults: [String] {
    var faults: Set<String> = []
    for object in objects {
      for field in object.fields where field.description == nil {
        faults.insert("\(object.name): \(field.key) has no description")
      }
      for owner in object.owners {
        for name in owner.descriptions.keys where !owner.fields.contains(name) {
          faults.insert("\(owner.name) describes \(name), which is no field")
        }
      }
    }
    return faults.sorted()
  }

  /// The names of all properties.
  var fields: Set<String> { objects.reduce(into: []) { $0.formUnion($1.owners.flatMap(\.fields)) } }

  private var objects: [Shape.Object] {
    let root = root
    var objects = [root]
    root.visit { objects.append($0) }
    return objects
  }
}

/// What a type is in JSON.
indirect enum Shape {
  case leaf(JSONValue)
  case array(Shape)
  case object(Object)
  case nullable(Shape)

  struct Field {
    let key: String
    let shape: Shape
    let description: String?
    /// Whether it may be left out.
    var isOmissible: Bool
  }

  /// A type whose properties are fields of the object.
  struct Owner {
    let name: String
    let descriptions: [String: String]
    var fields: Set<String> = []
  }

  struct Object {
    let name: String
    var fields: [Field] = []
    var owners: [Owner]

    /// Every object inside, as often as it is used.
    func visit(_ body: (Object) -> Void) { for field in fields { field.shape.visit(body) } }

    func members(_ isShared: (Object) -> Bool) -> [JSONValue.Member] {
      let properties = fields.map { field -> JSONValue.Member in
        let description = field.description.map { [JSONValue.Member(key: "description", value: .string($0))] } ?? []
        return .init(key: field.key, value: .object(description + field.shape.schema(isShared).members))
      }
      return [
        .init(key: "type", value: "object"), .init(key: "additionalProperties", value: false),
        .init(key: "required", value: .array(fields.filter { !$0.isOmissible }.map { .string($0.key) })),
        .init(key: "properties", value: .object(properties)),
      ]
    }
  }

  func visit(_ body: (Object) -> Void) {
    switch self {
    case .leaf: break
    case .array(let shape), .nullable(let shape): shape.visit(body)
    case .object(let object):
      body(object)
      object.visit(body)
    }
  }

  func schema(_ isShared: (Object) -> Bool) -> JSONValue {
    switch self {
    case .leaf(let schema): schema
    case .array(let shape): ["type": "array", "items": shape.schema(isShared)]
    case .nullable(let shape): shape.schema(isShared).orNull
    case .object(let object):
      isShared(object) ? ["$ref": .string("#/$defs/\(object.name)")] : .object(object.members(isShared))
    }
  }
}

/// Notes what a type decodes.
private final class SchemaRecorder: Decoder {
  private var object: Shape.Object?
  private var element: Shape?
  private var isNullable = false
  private var owner = 0
  private let type: Any.Type

  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  static func shape<Value: Decodable>(of type: Value.Type) -> Shape { recorded(type).shape }

  private static func recorded<Value: Decodable>(_ type: Value.Type) -> (shape: Shape, value: Value) {
    if let leaf = type as? any JSONLeaf.Type, let sample = leaf.sample as? Value { return (.leaf(leaf.schema), sample) }
    let recorder = SchemaRecorder(type)
    do {
      let value = try Value(from: recorder)
      return (recorder.shape, value)
    } catch {
      preconditionFailure("\(type) does not decode what a recorder gives it: \(error)")
    }
  }

  private init(_ type: Any.Type) { self.type = type }

  private var shape: Shape {
    guard let found = object.map(Shape.object) ?? element else { preconditionFailure("\(type) is nothing in JSON") }
    return isNullable ? .nullable(found) : found
  }

  private static func owner(_ type: Any.Type) -> Shape.Owner {
    Shape.Owner(name: "\(type)", descriptions: (type as? any RecordPart.Type)?.descriptions ?? [:])
  }

  /// `plan` of `Reporting.PlanRecord`, `plan_option` of `Reporting.PlanRecord.Option`.
  private static func name(_ type: Any.Type) -> String {
    let full = String(reflecting: type)
    // Of a document the record in it.
    let inner = full.split(separator: "<").last?.prefix { $0 != ">" } ?? ""
    let parts = inner.split(separator: ".").dropFirst().map { part in
      part.hasSuffix("Record") ? part.dropLast(6) : part.hasSuffix("Part") ? part.dropLast(4) : part
    }
    return parts.map { AnyKey(String($0.prefix(1).lowercased() + $0.dropFirst())).snakeCase }.joined(separator: "_")
  }

  func container<Key: CodingKey>(keyedBy: Key.Type) -> KeyedDecodingContainer<Key> {
    if object == nil { object = Shape.Object(name: Self.name(type), owners: [Self.owner(type)]) }
    return KeyedDecodingContainer(Fields<Key>(recorder: self))
  }

  func unkeyedContainer() -> any UnkeyedDecodingContainer { Elements(recorder: self) }
  func singleValueContainer() -> any SingleValueDecodingContainer { Single(recorder: self) }

  private struct Fields<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let recorder: SchemaRecorder
    var codingPath: [any CodingKey] { [] }
    var allKeys: [Key] { [] }

    private func note(_ key: Key, _ shape: Shape) {
      guard var object = recorder.object else { return }
      let name = key.stringValue
      let description = object.owners[recorder.owner].descriptions[name] ?? Glossary.fields[name]
      object.owners[recorder.owner].fields.insert(name)
      let isOmissible = object.fields.last.map { $0.key == key.snakeCase && $0.isOmissible } ?? false
      if isOmissible { object.fields.removeLast() }
      object.fields.append(
        .init(key: key.snakeCase, shape: shape, description: description, isOmissible: isOmissible))
      recorder.object = object
    }

    /// Who asks whether a field is there does without it.
    func contains(_ key: Key) -> Bool {
      recorder.object?.fields.append(.init(key: key.snakeCase, shape: .leaf([:]), description: nil, isOmissible: true))
      return true
    }

    func decodeNil(forKey key: Key) -> Bool { false }

    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
      if let flat = type as? any FlatPart.Type {
        let owner = recorder.owner
        recorder.object?.owners.append(SchemaRecorder.owner(flat.type))
        recorder.owner = (recorder.object?.owners.count ?? 1) - 1
        defer { recorder.owner = owner }
        return try Value(from: recorder)
      }
      let (shape, value) = SchemaRecorder.recorded(type)
      note(key, shape)
      return value
    }

    func decodeIfPresent<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value? {
      note(key, .nullable(SchemaRecorder.shape(of: type)))
      return nil
    }

    // For these the protocol has functions of their own, which would ask whether the key is there.
    func decodeIfPresent(_ type: Bool.Type, forKey key: Key) -> Bool? { optional(type, key) }
    func decodeIfPresent(_ type: String.Type, forKey key: Key) -> String? { optional(type, key) }
    func decodeIfPresent(_ type: Double.Type, forKey key: Key) -> Double? { optional(type, key) }
    func decodeIfPresent(_ type: Int.Type, forKey key: Key) -> Int? { optional(type, key) }
    func decodeIfPresent(_ type: UInt64.Type, forKey key: Key) -> UInt64? { optional(type, key) }

    private func optional<Leaf: JSONLeaf>(_ type: Leaf.Type, _ key: Key) -> Leaf? {
      note(key, .leaf(Leaf?.schema))
      return nil
    }

    func nestedContainer<Nested: CodingKey>(
      keyedBy type: Nested.Type, forKey: Key
    ) -> KeyedDecodingContainer<Nested> { recorder.container(keyedBy: type) }
    func nestedUnkeyedContainer(forKey: Key) -> any UnkeyedDecodingContainer { recorder.unkeyedContainer() }
    func superDecoder() -> any Decoder { recorder }
    func superDecoder(forKey: Key) -> any Decoder { recorder }
  }

  private struct Elements: UnkeyedDecodingContainer {
    let recorder: SchemaRecorder
    var codingPath: [any CodingKey] { [] }
    var count: Int? { 1 }
    private(set) var currentIndex = 0
    var isAtEnd: Bool { currentIndex > 0 }

    init(recorder: SchemaRecorder) { self.recorder = recorder }

    mutating func decodeNil() -> Bool { false }

    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
      currentIndex += 1
      let (shape, value) = SchemaRecorder.recorded(type)
      recorder.element = .array(shape)
      return value
    }

    mutating func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedDecodingContainer<Nested> {
      recorder.container(keyedBy: type)
    }
    mutating func nestedUnkeyedContainer() -> any UnkeyedDecodingContainer { self }
    mutating func superDecoder() -> any Decoder { recorder }
  }

  private struct Single: SingleValueDecodingContainer {
    let recorder: SchemaRecorder
    var codingPath: [any CodingKey] { [] }

    func decodeNil() -> Bool {
      recorder.isNullable = true
      return false
    }

    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
      let (shape, value) = SchemaRecorder.recorded(type)
      recorder.element = shape
      return value
    }
  }
}

/// A key of any name.
struct AnyKey: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }
  init(_ name: String) { stringValue = name }
  init?(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}
