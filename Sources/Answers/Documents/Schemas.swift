import Reporting

/// The schemas of all records.
package enum Schemas {
  package static let all = (RecordSchema.records + [DatasetsRecord.self]).map { RecordSchema(of: $0) }

  /// By its name, `scaling.plan/1`, or for short, `plan`.
  package static func named(_ name: String) -> RecordSchema? {
    all.first { name == $0.name || name == $0.shortName }
  }
}
