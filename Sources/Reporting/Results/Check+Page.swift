import ScalingLaws

/// A check as a sceptical reader wants it: what was looked at, what was found, worst first, what stood.
extension Check {
  public var page: Page {
    let used = table.rows == table.sourceRows ? "" : " of \(table.sourceRows)"
    let about = fit.map { [.lines([$0.headline, $0.methodName])] as [Page.Block] } ?? []
    return Page(
      title:
        "Check of \(table.source): \(table.rows)\(used) rows, \(counted(table.columns.count, "numeric column"))",
      answer: answer,
      blocks: found + columnTable.blocks(under: "Columns") + answers + influences.flatMap(blocks)
        + tests,
      about: about + rest)
  }

  /// What was found, and how far the answers move under other choices.
  private var answer: [String] {
    let warnings = findings.filter { $0.severity == .warning }
    let notes = findings.count - warnings.count
    let passed = items.count { $0.findings.isEmpty && $0.skipped == nil }
    let also = notes > 0 ? "; \(counted(notes, "note"))" : ""
    let first =
      warnings.byConsequence.first.map { worst in
        "\(counted(warnings.count, "warning"))\(also), and \(counted(passed, "check")) passed; the most serious: \(worst.code.rawValue.replacing("-", with: " "))."
      } ?? "No warning: \(counted(passed, "check")) passed\(also)."
    return [first, robustness].compactMap { $0 }
  }

  private var robustness: String? {
    guard let sensitivity else { return nil }
    let shown = sensitivity.names.indices.filter { sensitivity.isHeadline[$0] }
    let moves = sensitivity.choices.flatMap { choice in
      shown.filter { choice.distances.indices.contains($0) && choice.distances[$0].isFinite }.map {
        index in
        (choice: choice, index: index, far: abs(choice.distances[index]))
      }
    }
    guard let most = moves.max(by: { $0.far < $1.far }) else { return nil }
    let (from, to) = (sensitivity.values[most.index], most.choice.values[most.index])
    return
      "Of the other choices, \"\(most.choice.name)\" moves an answer most: \(sensitivity.names[most.index]) from"
      + " \(from.formatted(significant: 3)) to \(to.formatted(significant: 3)), \(most.far.formatted(decimals: 1)) standard errors."
  }

  private var columnTable: PageTable {
    PageTable(
      [
        .text("column"), .text("taken for"), .text("unit").ranked(4), "from", "to",
        .number("decades").ranked(3),
        .number("distinct values").ranked(2), .number("missing").ranked(1),
      ],
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
    let counts = [(warnings, "warning"), (findings.count - warnings, "note")].filter { $0.0 > 0 }
    return findings.isEmpty
      ? []
      : [
        .heading(level: 3, "Found: \(counts.map { counted($0.0, $0.1) }.joined(separator: ", "))"),
        .doubts(findings.byConsequence),
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
        "without the \(counted(set.rows.count, "most influential row"))",
        set.changes.map(\.without), set.changes.map(\.distance))
    }
    return PageTable(
      [.text("choice")] + shown.enumerated().map { .number(sensitivity.names[$1]).ranked($0) }
        + ["most moved, in std. errors"],
      rows: [row("as fitted", sensitivity.values, [])]
        + sensitivity.choices.map { row($0.name, $0.values, $0.distances) }
        + [without].compactMap { $0 }
    ).blocks(under: "The answers under other choices")
  }

  private func blocks(_ influence: LeaveOneOut) -> [Page.Block] {
    guard let fit else { return [] }
    let what = if case .cluster(let column) = influence.unit { column } else { "line" }
    return PageTable(
      [
        .text("answer"), .estimate("estimate"), .text("left out: \(what)"), "without it",
        .number("moves by, in std. errors").ranked(1),
      ], of: influence.largest
    ) { largest in
      [
        largest.name, largest.estimate.formatted(significant: 4), largest.cluster ?? "\(fit.rows.lines[largest.row])",
        largest.without.formatted(significant: 4), largest.distance.formatted(decimals: 2),
      ]
    }.blocks(
      under: "Left out one at a time",
      notes: [
        influence.isExact
          ? "\(influence.count) refits"
          : "by one Newton step from the optimum for each of \(influence.count), without refits"
      ])
  }

  private var tests: [Page.Block] {
    PageTable(
      [
        .text("residuals against"), .text("test"), .number("statistic").ranked(1),
        .number("df").ranked(2),
        .estimate("p"), .verdict("verdict"),
      ], of: (patterns?.tests ?? [])
    ) { test in
      [
        test.variable, test.kind.rawValue, test.statistic.formatted(significant: 4), test.degreesOfFreedom.plain,
        test.pValue.pValueText, test.isRejected ? "rejected (Holm, 1 %)" : "",
      ]
    }.blocks(under: "Patterns in the residuals")
  }

  private var rest: [Page.Block] {
    let passed = items.filter { $0.findings.isEmpty && $0.skipped == nil }.map(\.name)
    let skipped = items.compactMap { item in item.skipped.map { "\(item.name) (\($0))" } }
    let lines = [("Passed", passed, ", "), ("Not checked", skipped, "; ")].filter { !$0.1.isEmpty }
      .map {
        "\($0.0): \($0.1.joined(separator: $0.2))"
      }
    return lines.isEmpty ? [] : [.lines(lines)]
  }
}
