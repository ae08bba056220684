import ScalingLaws

/// A check as a file: schema `scaling.check/1`.
public struct CheckRecord: Record {
  public static let schema = "scaling.check/1"
  public static let title = "Check of a table or a fit"
  public static let summary = "Reasons not to trust them, written by scaling check."

  let data: Data
  let law: LawReference?
  let findings: [Finding]
  let checks: [Item]
  let influence: [Influence]
  let influentialSet: InfluentialRows?
  let alternatives: [Alternative]?
  let residualTests: [ResidualTest]
  let sloppyDirection: Sloppy?
  let targets: [Target]
  let fit: RecordDocument<FitRecord>?

  public static let descriptions = [
    "law": "the law that was fitted; null for a table", "findings": "what was found", "checks": "what was looked at",
    "influence": "leave one out", "influentialSet": "rows that together decide the answer",
    "alternatives": "the same question under other choices", "residualTests": "tests of the residuals",
    "sloppyDirection": "what the data hardly determine", "targets": "points that were asked about",
    "fit": "the fit that was checked; null for a table",
  ]

  public init(_ check: Check) {
    let line = { (row: Int) in check.fit?.rows.lines[row] }
    data = Data(
      source: check.table.source, sha256: check.table.sha256, rows: check.table.sourceRows,
      rowsUsed: check.table.rows,
      columns: check.table.columns.map {
        Data.Column(
          name: $0.name, role: $0.role, unit: $0.unit?.name, used: $0.isUsed, low: $0.low, high: $0.high,
          decades: $0.decades,
          levels: $0.levels, missing: $0.missing)
      })
    law = check.fit.map { LawReference(id: $0.law.law.id, formula: $0.law.formula.description) }
    findings = check.findings.map { warning in
      Finding(
        warning: Flat(WarningPart(warning)), lines: warning.lines,
        numbers: Named(warning.numbers.map { (name: $0.name, value: $0.value) }))
    }
    checks = check.items.map { item in
      Item(
        name: item.name, outcome: item.skipped != nil ? .skipped : item.findings.isEmpty ? .passed : .found,
        reason: item.skipped, findings: item.findings.map { WarningCode(name: $0.code.rawValue) })
    }
    influence = check.influences.map { Influence($0, line) }
    influentialSet = check.influentialSet.map { set in
      InfluentialRows(
        lines: set.rows.map(line), outlierLines: set.outliers.map(line),
        changes: set.changes.map {
          InfluentialRows.Change(
            name: $0.name, estimate: $0.with, without: $0.without, stdErrorWithout: $0.errorWithout,
            onLogScale: $0.isLogarithmic, standardErrors: $0.distance)
        })
    }
    alternatives = check.sensitivity.map { sensitivity in
      sensitivity.choices.map { choice in
        Alternative(
          name: choice.name, pValue: choice.pValue,
          answers: sensitivity.names.indices.map {
            Alternative.Answer(
              name: sensitivity.names[$0], estimate: choice.values[$0], standardErrors: choice.distances[$0])
          })
      }
    }
    residualTests = (check.patterns?.tests ?? []).map {
      ResidualTest(
        test: $0.kind, variable: $0.variable, statistic: $0.statistic, df: $0.degreesOfFreedom, pValue: $0.pValue,
        rejected: $0.isRejected)
    }
    sloppyDirection = check.sloppyDirection.map {
      Sloppy(ratio: $0.ratio, shares: Named($0.changes.map { (name: $0.name, value: $0.share) }))
    }
    targets = check.targets.map {
      Target(
        point: Named(sorted: $0.point), decadesOutside: Named($0.decades.map { (name: $0.name, value: $0.decades) }))
    }
    fit = check.fit.map { RecordDocument(FitRecord($0)) }
  }

  struct Data: RecordPart {
    let source, sha256: String
    let rows, rowsUsed: Int
    let columns: [Column]
    var reading: [ReadingPart]?

    struct Column: RecordPart {
      let name: String
      let role: CheckedColumn.Role
      let unit: String?
      let used: Bool?
      let low, high, decades: Double?
      let levels, missing: Int

      static let descriptions = [
        "role": "what it seems to hold",
        "unit": "in which its values are counted, where header, cells or caller say it",
        "used": "by the fit; null without one", "low": "least value",
        "high": "greatest value", "decades": "factors of ten that it spans", "levels": "different values",
        "missing": "rows without a value",
      ]
    }

    static let descriptions = ["rowsUsed": "that were checked"]
  }

  /// A warning with its lines and numbers.
  struct Finding: RecordPart {
    let warning: Flat<WarningPart>
    let lines: [Int]
    let numbers: Named<Double?>

    static let descriptions = [
      "lines": "lines of the source that it is about", "numbers": "numbers behind the message, by name",
    ]
  }

  struct Item: RecordPart {
    let name: String
    let outcome: Outcome
    let reason: String?
    let findings: [WarningCode]

    enum Outcome: String, JSONWord { case passed, found, skipped }

    static let descriptions = [
      "outcome": "what came of it", "reason": "why it was skipped", "findings": "warnings that it gave, by code",
    ]
  }

  struct Influence: RecordPart {
    let leftOut: Unit
    let cluster: String?
    let exact: Bool
    let count: Int
    let largest: [Change]

    enum Unit: String, JSONWord { case row, cluster }

    struct Change: RecordPart {
      let name: String
      let line: Int?
      let cluster: String?
      let estimate, without, standardErrors: Double?

      static let descriptions = [
        "name": "of the coefficient or quantity", "line": "of the row", "cluster": "value in the column",
        "estimate": "with it", "without": "the estimate without it", "standardErrors": "by which it moves",
      ]
    }

    init(_ influence: LeaveOneOut, _ line: (Int) -> Int?) {
      let column: String? = if case .cluster(let column) = influence.unit { column } else { nil }
      leftOut = column == nil ? .row : .cluster
      cluster = column
      exact = influence.isExact
      count = influence.count
      largest = influence.largest.map {
        Change(
          name: $0.name, line: column == nil ? line($0.row) : nil, cluster: $0.cluster, estimate: $0.estimate,
          without: $0.without, standardErrors: $0.distance)
      }
    }

    static let descriptions = [
      "leftOut": "what is left out at a time", "cluster": "column of the clusters",
      "exact": "by refits; otherwise to first order", "count": "of rows or clusters",
      "largest": "what moves the fit most",
    ]
  }

  struct InfluentialRows: RecordPart {
    let lines, outlierLines: [Int?]
    let changes: [Change]

    struct Change: RecordPart {
      let name: String
      let estimate, without, stdErrorWithout: Double?
      let onLogScale: Bool
      let standardErrors: Double?

      static let descriptions = [
        "estimate": "the fit's own", "without": "the estimate without these rows",
        "stdErrorWithout": "its standard error without these rows", "onLogScale": "the distance is of logs",
        "standardErrors": "by which it moves",
      ]
    }

    static let descriptions = [
      "lines": "of the source", "outlierLines": "lines of rows far from the fit",
      "changes": "coefficient by coefficient, without these rows",
    ]
  }

  struct Alternative: RecordPart {
    let name: String
    let pValue: Double?
    let answers: [Answer]

    struct Answer: RecordPart {
      let name: String
      let estimate, standardErrors: Double?

      static let descriptions = [
        "estimate": "under the other choice", "standardErrors": "from the fit's own answer, with its sign",
      ]
    }

    static let descriptions = [
      "name": "of the choice", "pValue": "Hausman's test, times how many there are; null where there is none",
      "answers": "answer by answer",
    ]
  }

  struct ResidualTest: RecordPart {
    let test: ResidualPatterns.Test.Kind
    let variable: String
    let statistic, df, pValue: Double?
    let rejected: Bool

    static let descriptions = [
      "test": "name of the test", "variable": "against which", "statistic": "of the test", "df": "degrees of freedom",
      "pValue": "of the statistic", "rejected": "counted with the number of tests",
    ]
  }

  struct Sloppy: RecordPart {
    let ratio: Double
    let shares: Named<Double?>

    static let descriptions = [
      "ratio": "how much more uncertain than the best determined direction",
      "shares": "change of each coefficient, as a share of itself, for one standard error along it",
    ]
  }

  struct Target: RecordPart {
    let point: Named<Double>
    let decadesOutside: Named<Double?>

    static let descriptions = [
      "point": "value of each variable", "decadesOutside": "factors of ten outside the rows, by variable",
    ]
  }
}

extension CheckedColumn.Role: JSONWord {}
extension ResidualPatterns.Test.Kind: JSONWord {}
