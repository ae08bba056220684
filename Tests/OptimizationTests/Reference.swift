import Foundation

/// Reference data beside the project: DESIGN.md, section 10. Absent files skip a test by name.
enum Reference {
  static let folder: URL = {
    if let path = ProcessInfo.processInfo.environment["SCALING_REFERENCE"] { return URL(filePath: path) }
    var folder = URL(filePath: #filePath)
    while folder.path.count > 1 {
      folder = folder.deletingLastPathComponent()
      let shared = folder.appending(path: "shared/reference")
      if FileManager.default.fileExists(atPath: shared.path) { return folder.appending(path: "shared") }
    }
    return URL(filePath: "/nonexistent")
  }()

  static var isPresent: Bool { FileManager.default.fileExists(atPath: folder.path) }

  static func json(_ path: String) throws -> [String: Any] {
    let data = try Data(contentsOf: folder.appending(path: path))
    return try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
  }

  /// The rows of a CSV file of numbers; what is no number is NaN.
  static func table(_ path: String) throws -> (header: [String], rows: [[Double]]) {
    let text = try String(contentsOf: folder.appending(path: path), encoding: .utf8)
    let lines = text.split(whereSeparator: \.isNewline).map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map { $0.trimmingCharacters(in: ["\"", " "]) }
    }
    return (lines.first ?? [], lines.dropFirst().map { $0.map { Double($0) ?? .nan } })
  }
}

/// The decimal digits that agree, at most 17.
func digits(_ value: Double, _ truth: Double) -> Double {
  if value == truth { return 17 }
  return min(17, -log10(abs(value - truth) / abs(truth)))
}
