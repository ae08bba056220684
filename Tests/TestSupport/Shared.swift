import Foundation

/// Reference data that live beside the repository, in `../shared`, and are not part of it.
public enum Shared {
  /// The repository's own folder.
  public static let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  public static let folder = repository.deletingLastPathComponent().appending(path: "shared")

  /// Tests that read `../shared` are skipped by name where it is not there; in CI its absence fails a test.
  public static let isAvailable = FileManager.default.fileExists(atPath: folder.appending(path: "reference").path)

  public static let isRequired = ProcessInfo.processInfo.environment["CI"] == "true"

  public static func path(_ relative: String) -> String { folder.appending(path: relative).path }

  /// A JSON document of `../shared`, as dictionaries and arrays.
  public static func json(_ relative: String) throws -> [String: Any] {
    let data = try Data(contentsOf: folder.appending(path: relative))
    return try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
  }
}

/// Reference numbers and small tables of the repository; see `Tests/References/SOURCES.md`.
public enum References {
  public static func path(_ relative: String) -> String {
    Shared.repository.appending(path: "Tests/References").appending(path: relative).path
  }

  /// A JSON document, as dictionaries and arrays.
  public static func json(_ relative: String) throws -> [String: Any] {
    let data = try Data(contentsOf: URL(filePath: path(relative)))
    return try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
  }
}

/// Digits to which a result agrees with a certified value: `-log10` of the largest relative error.
public func agreeingDigits(_ result: [Double], _ certified: [Double]) -> Double {
  guard result.count == certified.count else { return 0 }
  let errors = zip(result, certified).map { value, truth in
    guard value.isFinite else { return Double.infinity }
    return truth == 0 ? abs(value) : abs(value - truth) / abs(truth)
  }
  let worst = errors.max() ?? .infinity
  return worst == 0 ? 17 : min(17, -log10(worst))
}
