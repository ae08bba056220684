import Foundation
import TestSupport
import Testing

/// The data of `Tests/References/traps`: tables that break naive fitters.
enum Traps {
  /// The data of a trap as CSV text, columns in the order of their names.
  static func csv(_ name: String) throws -> String {
    let columns = try columns(name)
    let names = columns.keys.sorted()
    let count = columns.values.map(\.count).max() ?? 0
    let rows = (0..<count).map { row in names.map { columns[$0]?[row] ?? "" }.joined(separator: ",") }
    return ([names.joined(separator: ",")] + rows).joined(separator: "\n") + "\n"
  }

  /// Runs a verb on the data of a trap, which it finds as `trap.csv`.
  static func run(_ name: String, _ arguments: [String], verb: String = "fit") throws -> Command {
    let file = try temporaryFile("trap.csv", csv(name))
    defer { try? FileManager.default.removeItem(at: file.deletingLastPathComponent()) }
    return try Command.run([verb, "trap.csv"] + arguments, folder: file.deletingLastPathComponent())
  }

  private static func columns(_ name: String) throws -> [String: [String]] {
    let document = try References.json("traps/traps.json")
    let trap = try #require(document[name] as? [String: Any])
    let data = try #require(trap["data"] as? [String: [Any]])
    return data.mapValues { values in
      values.map { value in
        value is NSNull ? "" : (value as? NSNumber).map { "\($0.doubleValue)" } ?? "\(value)"
      }
    }
  }
}

extension Command {
  /// The coefficients of a fit record, by name.
  func coefficients() throws -> [String: [String: Any]] {
    let list = try #require(try json()["coefficients"] as? [[String: Any]])
    return Dictionary(uniqueKeysWithValues: list.map { ($0["name"] as? String ?? "", $0) })
  }

  func estimate(_ name: String) throws -> Double? { try coefficients()[name]?["estimate"] as? Double }

  func standardError(_ name: String) throws -> Double? { try coefficients()[name]?["std_error"] as? Double }

  func glance(_ key: String) throws -> Double? { (try json()["glance"] as? [String: Any])?[key] as? Double }

  func warningCodes() throws -> [String] {
    (try json()["warnings"] as? [[String: Any]] ?? []).compactMap { $0["code"] as? String }
  }

  func warning(_ code: String) throws -> String {
    let all = try json()["warnings"] as? [[String: Any]] ?? []
    return all.first { $0["code"] as? String == code }?["message"] as? String ?? ""
  }
}
