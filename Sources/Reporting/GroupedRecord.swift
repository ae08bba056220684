import ScalingLaws

/// Fits of one law to many groups as a file: schema `scaling.fits/1`, which holds a record `scaling.fit/1` for each.
public struct GroupedRecord {
  public static let schema = "scaling.fits/1"
  private let grouped: GroupedFit

  private let kept: FitRecord.KeptDraws

  /// - Parameter kept: `.few` where the draws of all groups together are.
  public init(_ grouped: GroupedFit, keeping kept: FitRecord.KeptDraws = .none) {
    self.grouped = grouped
    self.kept = kept
  }

  public var json: JSONValue {
    [
      "schema": .string(Self.schema), "version": .string(Version.current), "by": .string(grouped.column),
      "fits": .array(grouped.groups.map(record)),
      "ungrouped": [
        "rows": .integer(grouped.ungroupedLines.count),
        "lines": .array(grouped.ungroupedLines.map { .integer($0) }),
      ],
      "warnings": .array(grouped.warnings.map(\.json)),
    ]
  }

  /// A group with its fit, or with the reason why there is none.
  private func record(_ group: GroupedFit.Group) -> JSONValue {
    [
      "group": [
        "column": .string(grouped.column), "value": .string(group.value), "rows": .integer(group.rows),
      ],
      "fit": group.fit.map {
        FitRecord($0, keeping: kept, most: FitRecord.mostNumbers / max(grouped.groups.count, 1)).json
      } ?? .null,
      "error": group.error.map { error in
        ["message": .string(error.description), "hint": JSONValue(error.hint)]
      } ?? .null,
    ]
  }
}
