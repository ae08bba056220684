import Foundation
import ScalingLaws
import TestSupport

/// The records of `../shared/reference/stat`: statistics with the R, Python and mpmath calls that made them.
enum ReferenceRecords {
  struct Record {
    let id: String
    let field: String
    let values: [Double]
    let tolerance: Double
  }

  /// The records of a case, in the order of the file: those that are scored, or all.
  static func scored(_ name: String, withUnscored all: Bool = false) throws -> [Record] {
    let records = try Shared.json("reference/stat/stat_refs.json")["records"] as? [[String: Any]] ?? []
    return records.compactMap { record in
      guard record["case"] as? String == name, let id = record["id"] as? String,
        let field = record["field"] as? String, all || record["cls"] as? String != "C",
        let tolerance = record["tol_rel"] as? Double
      else { return nil }
      let texts = record["value"] as? [String] ?? (record["value"] as? String).map { [$0] } ?? []
      return Record(id: id, field: field, values: texts.compactMap(Double.init), tolerance: tolerance)
    }
  }

  static func table(_ name: String) throws -> Table {
    try Table(contentsOf: Shared.path("reference/stat/data/\(name)"))
  }
}

/// Relative error of each value, the largest; infinity where the counts differ.
func largestRelativeError(_ result: [Double], _ truth: [Double]) -> Double {
  guard result.count == truth.count else { return .infinity }
  return zip(result, truth).map { a, b in
    a == b ? 0 : (a - b).magnitude / max(b.magnitude, 1e-300)
  }.max() ?? .infinity
}
