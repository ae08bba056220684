import ScalingLaws

/// A check as a sceptical reader wants it: what was looked at, what was found, worst first, what stood.
public struct CheckReport {
  private let check: Check

  public init(_ check: Check) { self.check = check }

  public var text: String {
    let parts = [heading, columns, findings, answers, influence, tests, rest]
    return parts.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
  }

  private var heading: [String] {
    let table = check.table
    let used = table.rows == table.sourceRows ? "" : " of \(table.sourceRows)"
    var lines = [
      "check of \(table.source): \(table.rows)\(used) rows, \(counted(table.columns.count, "numeric column"))"
    ]
    if let fit = check.fit {
      lines.append("\(fit.law.law.id.map { "\($0): " } ?? "")\((fit.effect?.formula ?? fit.law.formula).description)")
      lines.append(FitReport(fit).methodName)
    }
    return lines
  }

  private var columns: [String] {
    var table = TextTable([
      ("column", .left), ("taken for", .left), ("from", .right), ("to", .right), ("decades", .right),
      ("scales", .right),
      ("missing", .right),
    ])
    let used = check.table.columns.filter { $0.isUsed ?? true }
    guard !used.isEmpty else { return [] }
    for column in used {
      let number = { (value: Double) in
        column.role == .date ? value.formatted(significant: 6) : value.formatted(significant: 3)
      }
      table.add([
        column.name, column.role == .other ? "" : column.role.rawValue, number(column.low), number(column.high),
        column.decades.map { $0.formatted(decimals: 1) } ?? "", "\(column.levels)",
        column.missing > 0 ? "\(column.missing)" : "",
      ])
    }
    return table.lines
  }

  private var findings: [String] {
    let found = check.findings
    guard !found.isEmpty else { return ["found: nothing"] }
    let warnings = found.count { $0.severity == .warning }
    let title = "found: \(counted(warnings, "warning")), \(counted(found.count - warnings, "note"))"
    return [title]
      + found.enumerated().flatMap { index, finding in
        "\(index + 1). \(finding.severity.rawValue): \(finding.message) [\(finding.code.rawValue)]".wrapped(
          indent: "  ", hanging: "     ")
          + "remedy: \(finding.hint)".wrapped(indent: "     ", hanging: "     ")
      }
  }

  /// The answers under other choices, those worth a column.
  private var answers: [String] {
    guard let sensitivity = check.sensitivity, !sensitivity.choices.isEmpty else { return [] }
    let shown = sensitivity.headlines
    var table = TextTable(
      [("the answer", .left)] + shown.map { (sensitivity.names[$0], .right) } + [
        ("farthest, in standard errors", .right)
      ])
    let row = { (values: [Double]) in shown.map { values[$0].formatted(significant: 4) } }
    table.add(["as fitted"] + row(sensitivity.values) + [""])
    for choice in sensitivity.choices {
      let far = shown.map { abs(choice.distances[$0]) }.filter(\.isFinite).max()
      table.add([choice.name] + row(choice.values) + [far.map { $0.formatted(decimals: 1) } ?? ""])
    }
    if let set = check.influentialSet {
      let far = shown.map { set.changes[$0].distance }.filter(\.isFinite).max()
      table.add(
        ["without the \(counted(set.rows.count, "row")) that decide\(set.rows.count == 1 ? "s" : "") it"]
          + row(set.changes.map(\.without)) + [far.map { $0.formatted(decimals: 1) } ?? ""])
    }
    return table.lines
  }

  private var influence: [String] {
    guard let fit = check.fit else { return [] }
    return check.influences.flatMap { influence -> [String] in
      let what = if case .cluster(let column) = influence.unit { column } else { "line" }
      var table = TextTable([
        ("left out one at a time", .left), ("estimate", .right), (what, .left), ("without it", .right),
        ("standard errors", .right),
      ])
      for largest in influence.largest {
        table.add([
          largest.name, largest.estimate.formatted(significant: 4), largest.cluster ?? "\(fit.rows.lines[largest.row])",
          largest.without.formatted(significant: 4), largest.distance.formatted(decimals: 2),
        ])
      }
      let note =
        influence.isExact
        ? "\(influence.count) fits" : "one step from the optimum for each of \(influence.count); no fit of its own"
      return table.lines + ["  \(note)"]
    }
  }

  private var tests: [String] {
    guard let patterns = check.patterns else { return [] }
    var table = TextTable([
      ("residuals against", .left), ("test", .left), ("statistic", .right), ("df", .right), ("p", .right), ("", .left),
    ])
    for test in patterns.tests {
      table.add([
        test.variable, test.kind.rawValue, test.statistic.formatted(significant: 4), test.degreesOfFreedom.plain,
        test.pValue.pValueText, test.isRejected ? "rejected (Holm, 1 %)" : "",
      ])
    }
    return table.lines
  }

  private var rest: [String] {
    let passed = check.items.filter { $0.findings.isEmpty && $0.skipped == nil }.map(\.name)
    let skipped = check.items.compactMap { item in item.skipped.map { "\(item.name) (\($0))" } }
    var lines = passed.isEmpty ? [] : "passed: \(passed.joined(separator: ", "))".wrapped(indent: "", hanging: "  ")
    if !skipped.isEmpty {
      lines += "not checked: \(skipped.joined(separator: "; "))".wrapped(indent: "", hanging: "  ")
    }
    return lines
  }
}

extension Sensitivity {
  /// Answers worth a column: no sizes of terms where there are others, six at most.
  fileprivate var headlines: [Int] { Array(names.indices.filter { isHeadline[$0] }.prefix(6)) }
}

extension String {
  /// Lines of at most 110 characters, broken between words.
  fileprivate func wrapped(indent: String, hanging: String) -> [String] {
    var lines: [String] = []
    var line = indent
    var isEmpty = true
    for word in split(separator: " ") {
      if !isEmpty, line.count + 1 + word.count > 110 {
        lines.append(line)
        (line, isEmpty) = (hanging, true)
      }
      line += (isEmpty ? "" : " ") + word
      isEmpty = false
    }
    return lines + [line]
  }
}
