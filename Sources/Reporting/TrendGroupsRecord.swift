import ScalingLaws

/// The rates of many series as a file: schema `scaling.trends/1`.
public struct TrendGroupsRecord: Record {
  public static let schema = "scaling.trends/1"
  public static let title = "Series by group"
  public static let summary = "The rate of each of many series, and claims about them, written by scaling trend --by."

  let data: Data
  let by: [String]
  let level, margin: Double
  let rowsWithoutGroup: Int
  let groups: [Group]
  let warnings: [WarningPart]

  public static let descriptions = [
    "by": "columns whose values tell the series apart",
    "margin": "factor within which a rate counts as the claimed one",
    "rowsWithoutGroup": "rows without a value in one of these columns", "groups": "series by series",
  ]

  public init(_ groups: TrendGroups, of table: Table, columns: TimeSeriesColumns) {
    data = Data(
      source: table.source, sha256: table.sha256, rows: table.sourceRowCount, where: table.filters.joined,
      filters: table.filters.map(FilterPart.init), date: columns.date, value: columns.value.description)
    by = groups.columns
    (level, margin, rowsWithoutGroup) = (groups.level, groups.margin, groups.rowsWithoutGroup)
    self.groups = groups.groups.map { group in
      Group(
        group: Named(zip(groups.columns, group.values).map { (name: $0, value: $1) }), rows: group.rows,
        error: group.error?.description, firstDate: group.rate?.firstDate.dateText,
        lastDate: group.rate?.lastDate.dateText,
        growth: group.rate.map { TrendRecord.Growth($0.growth) }, deviations: group.rate?.deviations?.rawValue,
        pNoChange: group.rate?.pValue.finite, pNoChangeAdjusted: group.rate?.adjustedPValue.finite,
        claims: zip(group.rate?.claims ?? [], group.rate?.adjustedClaimPValues ?? []).map { claim, adjusted in
          Group.Claim(
            claim: claim.claim.text, verdict: claim.verdict?.answer, pDifference: claim.verdict?.differencePValue,
            pDifferenceAdjusted: adjusted.finite, pEquivalence: claim.verdict?.equivalencePValue)
        })
    }
    warnings = []
  }

  struct Data: RecordPart {
    let source, sha256: String
    let rows: Int
    let `where`: String?
    let filters: [FilterPart]
    let date, value: String
    var reading: [ReadingPart]?

    static let descriptions = ["date": "column of the dates", "value": "column or formula of what is followed"]
  }

  struct Group: RecordPart {
    let group: Named<String>
    let rows: Int
    let error, firstDate, lastDate: String?
    let growth: TrendRecord.Growth?
    let deviations: String?
    let pNoChange, pNoChangeAdjusted: Double?
    let claims: [Claim]

    struct Claim: RecordPart {
      let claim: String
      let verdict: Verdict.Answer?
      let pDifference, pDifferenceAdjusted, pEquivalence: Double?

      static let descriptions = [
        "claim": "as it was written", "verdict": "of this series alone; null where there is no scatter",
        "pDifference": "that the rate is exactly the claimed one",
        "pDifferenceAdjusted": "the same, by Holm over all series",
        "pEquivalence": "that the rate lies outside the margin",
      ]
    }

    static let descriptions = [
      "group": "column by column", "rows": "how many rows", "error": "why there is no rate; null where there is one",
      "firstDate": "of the series", "lastDate": "of the series", "growth": "its rate",
      "deviations": "what the rows can tell of them", "pNoChange": "that it does not change at all",
      "pNoChangeAdjusted": "the same, by Benjamini and Hochberg over all series", "claims": "claim by claim",
    ]
  }
}

extension Double {
  fileprivate var finite: Double? { isFinite ? self : nil }
}
