import Foundation
import ScalingLaws
import TestSupport
import Testing

/// The records of `Tests/References/stat`: statistics with the R, Python and mpmath calls that made them.
enum ReferenceRecords {
  struct Record: Sendable, CustomTestStringConvertible {
    let id: String
    /// The part of the id before the field: data and model.
    let name: String
    let field: String
    let values: [Double]
    let tolerance: Double
    /// Class A or B. Class C is for comparison only: tools disagree, or define it otherwise.
    let isScored: Bool
    /// Whether it is of the digitised Chinchilla points, which the repository does not hold.
    let isOfPoints: Bool
    var testDescription: String { id }
  }

  /// Every record of the file.
  static let all: [Record] = {
    let records = try? References.json("stat/stat_refs.json")["records"] as? [[String: Any]]
    return (records ?? []).compactMap { record in
      guard let name = record["case"] as? String, let id = record["id"] as? String,
        let field = record["field"] as? String, let tolerance = record["tol_rel"] as? Double
      else { return nil }
      let texts = record["value"] as? [String] ?? (record["value"] as? String).map { [$0] } ?? []
      return Record(
        id: id, name: name, field: field, values: texts.compactMap(Double.init), tolerance: tolerance,
        isScored: record["cls"] as? String != "C",
        isOfPoints: (record["data"] as? [String])?.contains("chinchilla.csv") ?? false)
    }
  }()

  static let allScored = all.filter(\.isScored)

  /// Those whose data are here.
  static let comparable = allScored.filter { !$0.isOfPoints || Shared.isAvailable }

  /// The records of a case, in the order of the file: those that are scored, or all.
  static func scored(_ name: String, withUnscored: Bool = false) throws -> [Record] {
    all.filter { $0.name == name && ($0.isScored || withUnscored) }
  }

  static func table(_ name: String) throws -> Table {
    try Table(
      contentsOf: name == "chinchilla.csv"
        ? Shared.path("reference/stat/data/\(name)") : References.path("stat/data/\(name)"))
  }
}

/// Relative error of each value, the largest; infinity where the counts differ.
func largestRelativeError(_ result: [Double], _ truth: [Double]) -> Double {
  guard result.count == truth.count else { return .infinity }
  return zip(result, truth).map { a, b in
    a == b ? 0 : (a - b).magnitude / max(b.magnitude, 1e-300)
  }.max() ?? .infinity
}
