import ScalingLaws

/// Fits of one law to many groups, side by side.
public struct GroupedReport {
  private let grouped: GroupedFit

  public init(_ grouped: GroupedFit) { self.grouped = grouped }

  /// The law, then a row for each coefficient and group, then a row for each group.
  public var text: String {
    var blocks = [[title, data, method].compactMap { $0 }]
    blocks += [coefficients, quantities, tests, quality, missing].filter { !$0.isEmpty }
    return blocks.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
  }

  private var fitted: [(value: String, fit: Fit)] { grouped.fitted }

  /// The formula that all groups share, or the law's where they differ in an origin of time.
  private var title: String {
    let formulas = Set(fitted.map { $0.fit.law.formula.description })
    let shared = formulas.count == 1 ? formulas.first : nil
    return (grouped.law.id.map { "\($0): " } ?? "") + (shared ?? grouped.law.formula.description)
  }

  private var data: String {
    let source = fitted.first.map { "\($0.fit.data.source); " } ?? ""
    let failed = grouped.groups.count - fitted.count
    let left = failed > 0 ? ", \(failed) not" : ""
    let ungrouped = grouped.ungroupedLines.isEmpty ? "" : "; \(grouped.ungroupedLines.count) without \(grouped.column)"
    return "\(source)by \(grouped.column): \(counted(fitted.count, "group")) fitted\(left)\(ungrouped)"
  }

  private var method: String? { fitted.first.map { FitReport($0.fit).methodName } }

  private var coefficients: [String] {
    var table = TextTable([
      ("coefficient", .left), (grouped.column, .left), ("estimate", .right), ("std. error", .right),
      ("\(grouped.options.level.percentText) interval", .right), ("p", .right), ("unit", .left),
    ])
    for name in names(fitted.map { $0.fit.coefficients.map(\.name) }) {
      for (value, fit) in fitted {
        guard let index = fit.coefficients.firstIndex(where: { $0.name == name }) else { continue }
        let element = fit.coefficients[index]
        table.add([
          name, value, element.estimate.valueText(decimals: fit.decimals[index]), element.estimate.errorText,
          element.estimate.intervalText, element.pValue.map(\.pValueText) ?? "", element.unit ?? "",
        ])
      }
    }
    return fitted.isEmpty ? [] : table.lines
  }

  private var quantities: [String] {
    var table = TextTable([
      ("quantity", .left), (grouped.column, .left), ("estimate", .right), ("std. error", .right),
      ("\(grouped.options.level.percentText) interval", .right), ("unit", .left), ("formula", .left),
    ])
    let names = names(fitted.map { $0.fit.derived.map(\.quantity.name) })
    for name in names {
      for (value, fit) in fitted {
        guard let element = fit.derived.first(where: { $0.quantity.name == name }) else { continue }
        table.add([
          name, value, element.estimate.valueText, element.estimate.errorText, element.estimate.intervalText,
          element.quantity.unit ?? "", element.quantity.expression.description,
        ])
      }
    }
    return names.isEmpty ? [] : table.lines
  }

  private var tests: [String] {
    grouped.options.hypotheses.isEmpty ? [] : TestTable.lines(fitted.map { ($0.value, $0.fit) }, column: grouped.column)
  }

  private var quality: [String] {
    var table = TextTable([
      (grouped.column, .left), ("rows", .right), ("df", .right), ("R²", .right), ("scale", .right), ("sigma", .right),
      ("AICc", .right), ("optimum", .left),
    ])
    for (value, fit) in fitted {
      let statistics = fit.statistics
      let number = { (value: Double?) in value.map { $0.formatted(significant: 4) } ?? "" }
      table.add([
        value, "\(fit.data.rowsUsed)", "\(statistics.residualDegreesOfFreedom)", number(statistics.rSquared),
        number(statistics.robustScale), number(statistics.sigma),
        statistics.aicc.map { $0.formatted(decimals: 2) } ?? "",
        fit.convergence.isCertified ? "certified" : "not certified",
      ])
    }
    return fitted.isEmpty ? [] : table.lines
  }

  private var missing: [String] {
    var table = TextTable([(grouped.column, .left), ("rows", .right), ("not fitted, because", .left)])
    let failed = grouped.groups.filter { $0.error != nil }
    for group in failed { table.add([group.value, "\(group.rows)", group.error?.description ?? ""]) }
    return failed.isEmpty ? [] : table.lines
  }

  /// Names in the order of their first appearance.
  private func names(_ lists: [[String]]) -> [String] {
    var names: [String] = []
    for name in lists.joined() where !names.contains(name) { names.append(name) }
    return names
  }
}
