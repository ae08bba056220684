import ScalingLaws

/// Fits of one law to many groups as a page: a row for each coefficient and group, then a row for each group.
extension GroupedFit {
  public var page: Page {
    let level = options.level
    let coefficients = byName { value, fit in fit.coefficientRows(group: value) }
    let quantities = byName { value, fit in fit.quantityRows(group: value) }
    return Page(
      title: title,
      blocks: [.lines([about] + (fitted.first.map { [$0.fit.methodName] } ?? []))]
        + PageTable("coefficient", coefficients, level: level, by: column).blocks()
        + PageTable("quantity", quantities, level: level, by: column).blocks()
        + PageTable.tests(fitted.map { ($0.value, $0.fit.testRows) }, by: column).blocks() + quality.blocks()
        + failures.blocks(),
      doubts: warnings)
  }

  /// The formula that all groups share, or the law's where they differ in an origin of time.
  private var title: String {
    let formulas = Set(fitted.map { $0.fit.law.formula.description })
    return law.headline(formulas.count == 1 ? fitted[0].fit.law.formula : law.formula)
  }

  private var about: String {
    let source = fitted.first.map { "\($0.fit.data.source); " } ?? ""
    let failed = groups.count - fitted.count
    let left = failed > 0 ? ", \(failed) not" : ""
    let ungrouped = ungroupedLines.isEmpty ? "" : "; \(ungroupedLines.count) without \(column)"
    return "\(source)by \(column): \(counted(fitted.count, "group")) fitted\(left)\(ungrouped)"
  }

  /// The rows of all groups; those of one name together, in the order of their first appearance.
  private func byName(_ rows: (String, Fit) -> [EstimateRow]) -> [EstimateRow] {
    let rows = fitted.flatMap { rows($0.value, $0.fit) }
    var names: [String] = []
    for row in rows where !names.contains(row.name) { names.append(row.name) }
    return names.flatMap { name in rows.filter { $0.name == name } }
  }

  private var quality: PageTable {
    let number = { (value: Double?) in value.map { $0.formatted(significant: 4) } ?? "" }
    return PageTable([.text(column), "rows", "df", "R²", "scale", "sigma", "AICc", .text("optimum")], of: fitted) {
      value, fit in
      let statistics = fit.statistics
      return [
        value, "\(fit.data.rowsUsed)", "\(statistics.residualDegreesOfFreedom)", number(statistics.rSquared),
        number(statistics.robustScale), number(statistics.sigma), statistics.aicc?.formatted(decimals: 2) ?? "",
        fit.convergence.isCertified ? "certified" : "not certified",
      ]
    }
  }

  private var failures: PageTable {
    PageTable(
      [.text(column), "rows", .text("not fitted, because")],
      rows: groups.compactMap { group in group.error.map { [group.value, "\(group.rows)", $0.description] } })
  }
}
