import ScalingLaws

/// Fits of one law to many groups as a file: schema `scaling.fits/1`, which holds a record `scaling.fit/1` for each.
public struct GroupedRecord: Record {
  public static let schema = "scaling.fits/1"
  public static let title = "Fits by group"
  public static let summary = "A fit of one law to each group of a table, written by scaling fit --by."

  let by: String
  let fits: [Member]
  let ungrouped: Ungrouped
  let warnings: [WarningPart]

  public static let descriptions = [
    "by": "column that names the group", "fits": "group by group", "ungrouped": "rows without a group",
  ]

  /// - Parameter kept: `.few` where the draws of all groups together are.
  public init(_ grouped: GroupedFit, keeping kept: FitRecord.KeptDraws = .none) {
    by = grouped.column
    fits = grouped.groups.map { group in
      Member(
        group: .init(column: grouped.column, value: group.value, rows: group.rows),
        fit: group.fit.map {
          RecordDocument(FitRecord($0, keeping: kept, most: FitRecord.mostNumbers / max(grouped.groups.count, 1)))
        }, error: group.error.map { .init(message: $0.description, hint: $0.hint) })
    }
    ungrouped = Ungrouped(rows: grouped.ungroupedLines.count, lines: grouped.ungroupedLines)
    warnings = grouped.warnings.map(WarningPart.init)
  }

  /// A group with its fit, or with the reason why there is none.
  struct Member: RecordPart {
    let group: Group
    let fit: RecordDocument<FitRecord>?
    let error: Problem?

    struct Group: RecordPart {
      let column, value: String
      let rows: Int

      static let descriptions = ["column": "name of the column", "value": "in the column", "rows": "how many rows"]
    }

    struct Problem: RecordPart {
      let message: String
      let hint: String?

      static let descriptions = ["message": "the cause", "hint": "the remedy"]
    }

    static let descriptions = ["group": "the group", "fit": "null where there is none", "error": "why there is no fit"]
  }

  struct Ungrouped: RecordPart {
    let rows: Int
    let lines: [Int]

    static let descriptions = ["rows": "how many rows", "lines": "of the source"]
  }
}
