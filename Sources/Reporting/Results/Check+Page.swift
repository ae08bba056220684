import ScalingLaws

/// A check as a sceptical reader wants it: what was looked at, what was found, worst first, what stood.
extension Check {
  public var page: Page {
    let used = table.rows == table.sourceRows ? "" : " of \(table.sourceRows)"
    let about = fit.map { [.lines([$0.headline, $0.methodName])] as [Page.Block] } ?? []
    return Page(
      title: "check of \(table.source): \(table.rows)\(used) rows, \(counted(table.columns.count, "numeric column"))",
      blocks: about + columnTable.blocks() + found + answers + influences.flatMap(blocks) + tests + rest)
  }

  private var columnTable: PageTable {
    PageTable(
      [.text("column"), .text("taken for"), .text("unit"), "from", "to", "decades", "scales", "missing"],
      rows: table.columns.filter { $0.isUsed ?? true }.map { column in
        let number = { (value: Double) in value.formatted(significant: column.role == .date ? 6 : 3) }
        return [
          column.name, column.role == .other ? "" : column.role.rawValue, column.unit?.name ?? "", number(column.low),
          number(column.high),
          column.decades?.formatted(decimals: 1) ?? "", "\(column.levels)",
          column.missing > 0 ? "\(column.missing)" : "",
        ]
      })
  }

  private var found: [Page.Block] {
    let warnings = findings.count { $0.severity == .warning }
    return findings.isEmpty
      ? [.lines(["found: nothing"])]
      : [
        .heading(
          level: 3, "found: \(counted(warnings, "warning")), \(counted(findings.count - warnings, "note"))"),
        .doubts(findings),
      ]
  }

  /// The answers under other choices, those worth a column: no sizes of terms where there are others, six at most.
  private var answers: [Page.Block] {
    guard let sensitivity, !sensitivity.choices.isEmpty else { return [] }
    let shown = Array(sensitivity.names.indices.filter { sensitivity.isHeadline[$0] }.prefix(6))
    let row = { (name: String, values: [Double], distances: [Double]) in
      let far = shown.compactMap { distances.isEmpty ? nil : abs(distances[$0]) }.filter(\.isFinite).max()
      return [name] + shown.map { values[$0].formatted(significant: 4) } + [far?.formatted(decimals: 1) ?? ""]
    }
    let without = influentialSet.map { set in
      row(
        "without the \(counted(set.rows.count, "row")) that decide\(set.rows.count == 1 ? "s" : "") it",
        set.changes.map(\.without), set.changes.map(\.distance))
    }
    return PageTable(
      [.text("the answer")] + shown.map { .number(sensitivity.names[$0]) } + ["farthest, in standard errors"],
      rows: [row("as fitted", sensitivity.values, [])]
        + sensitivity.choices.map { row($0.name, $0.values, $0.distances) }
        + [without].compactMap { $0 }
    ).blocks()
  }

  private func blocks(_ influence: LeaveOneOut) -> [Page.Block] {
    guard let fit else { return [] }
    let what = if case .cluster(let column) = influence.unit { column } else { "line" }
    return PageTable(
      [.text("left out one at a time"), "estimate", .text(what), "without it", "standard errors"], of: influence.largest
    ) { largest in
      [
        largest.name, largest.estimate.formatted(significant: 4), largest.cluster ?? "\(fit.rows.lines[largest.row])",
        largest.without.formatted(significant: 4), largest.distance.formatted(decimals: 2),
      ]
    }.blocks(notes: [
      influence.isExact
        ? "\(influence.count) fits" : "one step from the optimum for each of \(influence.count); no fit of its own"
    ])
  }

  private var tests: [Page.Block] {
    PageTable(
      [.text("residuals against"), .text("test"), "statistic", "df", "p", .text("")], of: (patterns?.tests ?? [])
    ) { test in
      [
        test.variable, test.kind.rawValue, test.statistic.formatted(significant: 4), test.degreesOfFreedom.plain,
        test.pValue.pValueText, test.isRejected ? "rejected (Holm, 1 %)" : "",
      ]
    }.blocks()
  }

  private var rest: [Page.Block] {
    let passed = items.filter { $0.findings.isEmpty && $0.skipped == nil }.map(\.name)
    let skipped = items.compactMap { item in item.skipped.map { "\(item.name) (\($0))" } }
    let lines = [("passed", passed, ", "), ("not checked", skipped, "; ")].filter { !$0.1.isEmpty }.map {
      "\($0.0): \($0.1.joined(separator: $0.2))".wrapped(at: 110, after: "  ", first: "").joined(separator: "\n")
    }
    return lines.isEmpty ? [] : [.lines(lines)]
  }
}
