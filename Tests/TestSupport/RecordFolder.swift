import Foundation
import Reporting

/// A record that is not the same after it was read and written again.
struct ChangedRecord: Error, CustomStringConvertible {
  let description: String
}

/// Reads every record that a test makes the command write, and writes it again: the bytes have to be the same.
enum RoundTrip {
  static func check(_ document: Data) throws {
    guard document.first == UInt8(ascii: "{") else { return }
    let text = String(decoding: document, as: UTF8.self)
    guard let json = try? JSONValue(parsing: text),
      let type = RecordSchema.records.first(where: { json["schema"] == .string($0.schema) })
    else { return }
    let again = try again(type, json).document
    if again != text {
      let pair = zip(text.split(separator: "\n"), again.split(separator: "\n")).first { $0 != $1 }
      throw ChangedRecord(description: "\(type.schema) reads back as another: \(pair.map { "\($0)" } ?? "lines")")
    }
  }

  private static func again<Content: Record>(_ type: Content.Type, _ json: JSONValue) throws -> JSONValue {
    try RecordDocument<Content>(json).json
  }
}

/// A folder that keeps every record that a test makes the command write, so that all can be held against their schemas.
///
/// The environment variable `SCALING_RECORDS` names it; without that nothing is kept.
struct RecordFolder: Sendable {
  static let named = ProcessInfo.processInfo.environment["SCALING_RECORDS"].map {
    RecordFolder(folder: URL(filePath: $0))
  }

  let folder: URL

  /// Keeps what is a record.
  func keep(_ documents: [Data]) throws {
    for document in documents where Self.isRecord(document) {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      // Tests run side by side.
      let name = "\(ProcessInfo.processInfo.processIdentifier)-\(UUID().uuidString).json"
      try document.write(to: folder.appending(path: name))
    }
  }

  /// Standard output, and the .json files that the arguments name.
  ///
  /// - Parameter place: in which the command ran.
  static func documents(_ output: Data, arguments: [String], folder place: URL?) -> [Data] {
    let files = zip(arguments, arguments.dropFirst()).filter { flag, path in
      ["-o", "--output"].contains(flag) && path.lowercased().hasSuffix(".json")
    }
    let written = files.map { $1.hasPrefix("/") ? URL(filePath: $1) : place?.appending(path: $1) ?? URL(filePath: $1) }
      .compactMap { try? Data(contentsOf: $0) }
    return [output] + written
  }

  /// Whether it is an object that says its schema, or that holds one that does.
  private static func isRecord(_ document: Data) -> Bool {
    // Most output is text, and a record begins with a brace: no need to parse the rest.
    guard document.first == UInt8(ascii: "{"), let object = try? JSONSerialization.jsonObject(with: document) else {
      return false
    }
    return saysSchema(object)
  }

  private static func saysSchema(_ value: Any) -> Bool {
    guard let object = value as? [String: Any] else { return false }
    return object["schema"] is String || object.values.contains(where: saysSchema)
  }
}
