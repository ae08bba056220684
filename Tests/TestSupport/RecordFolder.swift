import Foundation

/// A folder that keeps every record that a test makes the command write, so that all can be held against their schemas.
///
/// The environment variable `SCALING_RECORDS` names it; without that nothing is kept.
struct RecordFolder: Sendable {
  static let named = ProcessInfo.processInfo.environment["SCALING_RECORDS"].map {
    RecordFolder(folder: URL(filePath: $0))
  }

  let folder: URL

  /// Keeps standard output, and the .json files that the arguments name, where they are records.
  ///
  /// - Parameter folder: in which the command ran.
  func keep(_ output: Data, arguments: [String], folder place: URL?) throws {
    let files = zip(arguments, arguments.dropFirst()).filter { flag, path in
      ["-o", "--output"].contains(flag) && path.lowercased().hasSuffix(".json")
    }
    let written = files.map { $1.hasPrefix("/") ? URL(filePath: $1) : place?.appending(path: $1) ?? URL(filePath: $1) }
      .compactMap { try? Data(contentsOf: $0) }
    for document in [output] + written where Self.isRecord(document) {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      // Tests run side by side.
      let name = "\(ProcessInfo.processInfo.processIdentifier)-\(UUID().uuidString).json"
      try document.write(to: folder.appending(path: name))
    }
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
