import ScalingLaws

/// An object in a record: its properties are its fields, in their order, each with a key in snake case.
///
/// What is not known is `null`; no field is left out.
public protocol RecordPart: Codable, Sendable {
  /// What each field holds, by the name of its property; a field that means the same everywhere may be in `Glossary` instead.
  static var descriptions: [String: String] { get }
}

extension RecordPart {
  public static var descriptions: [String: String] { [:] }
}

/// What a verb found, as data.
public protocol Record: RecordPart {
  /// Name and version of the form, such as `scaling.plan/1`. A key that changes its name or meaning makes a new version.
  static var schema: String { get }
  /// A few words.
  static var title: String { get }
  /// One line: what it is and which command writes it.
  static var summary: String { get }
}

extension Record {
  /// The record with its header, as a value of JSON.
  public var json: JSONValue { RecordDocument(self).json }
}

/// A record as it is written: schema and version of the program, what was asked, then the record's own fields.
public struct RecordDocument<Content: Record>: RecordPart {
  let schema: SchemaName<Content>
  /// Of the program that wrote it.
  public let version: String
  /// What was asked, as data; not written where it is `nil`.
  public let request: JSONValue?
  /// The files that were read; not written where it is `nil`.
  public let inputs: [InputPart]?
  public let record: Content

  /// - Parameter request: what was asked, an object.
  public init(_ record: Content, request: JSONValue? = nil, inputs: [InputPart]? = nil) {
    schema = SchemaName()
    version = Version.current
    self.request = request
    self.inputs = inputs
    self.record = record
  }

  /// - Throws: `RecordFault` saying what is missing where.
  public init(_ json: JSONValue) throws { self = try RecordDecoder.read(Self.self, from: json) }

  public var json: JSONValue { RecordEncoder.json(self) }

  private enum CodingKeys: String, CodingKey { case schema, version, request, inputs, record }

  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    schema = try fields.decode(SchemaName<Content>.self, forKey: .schema)
    version = try fields.decode(String.self, forKey: .version)
    request = try fields.decodeIfThere(JSONValue.self, forKey: .request)
    inputs = try fields.decodeIfThere([InputPart].self, forKey: .inputs)
    record = try fields.decode(Flat<Content>.self, forKey: .record).part
  }

  public func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(schema, forKey: .schema)
    try fields.encode(version, forKey: .version)
    try fields.encodeIfThere(request, forKey: .request)
    try fields.encodeIfThere(inputs, forKey: .inputs)
    try fields.encode(Flat(record), forKey: .record)
  }

  public static var descriptions: [String: String] {
    [
      "schema": "form of this record", "version": "version of scaling that wrote the record",
      "request": "what was asked, to be performed again: the verb, and a key for each option that was given",
      "inputs": "the files that were read",
    ]
  }
}

/// A file that was read for a record.
public struct InputPart: RecordPart, Hashable {
  public let name: String
  public let sha256: String

  public init(name: String, sha256: String) { (self.name, self.sha256) = (name, sha256) }

  public static let descriptions = [
    "name": "path, @name of a bundled table, - for standard input", "sha256": "of its bytes",
  ]
}

/// The name that a record has to have.
struct SchemaName<Content: Record>: JSONOwnLeaf, Sendable {
  init() {}
  var json: JSONValue { .string(Content.schema) }
  init?(json: JSONValue) { if json != .string(Content.schema) { return nil } }
  static var schema: JSONValue { ["const": .string(Content.schema)] }
  static var sample: SchemaName { SchemaName() }
  static var noun: String { "\"\(Content.schema)\"" }
}

/// A part whose fields stand among those of the object that holds it.
struct Flat<Part: RecordPart>: FlatPart, Sendable {
  let part: Part
  static var type: any RecordPart.Type { Part.self }
  init(_ part: Part) { self.part = part }
  init(from decoder: any Decoder) throws { part = try Part(from: decoder) }
  func encode(to encoder: any Encoder) throws { try part.encode(to: encoder) }
}

protocol FlatPart: Codable {
  static var type: any RecordPart.Type { get }
}

/// Keys in a document by the names of their properties: a record of a thousand groups has each a thousand times.
private let snakeCases = Memo<String, String>()

extension CodingKey {
  /// The key in a document: `stdError` is `std_error`.
  var snakeCase: String { snakeCases(stringValue) { snakeCased } }

  private var snakeCased: String {
    var name = ""
    for scalar in stringValue.unicodeScalars {
      if "A"..."Z" ~= scalar {
        name += "_"
        name.unicodeScalars.append(Unicode.Scalar(UInt8(scalar.value) + 32))
      } else {
        name.unicodeScalars.append(scalar)
      }
    }
    return name
  }
}
