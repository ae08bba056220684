import ScalingLaws

/// Fits of one law to many groups as a page: a row for each coefficient and group, then a row for each group.
extension GroupedFit {
  public var page: Page {
    let level = options.level
    let coefficients = byName { value, fit in fit.coefficientRows(group: value) }
    let quantities = byName { value, fit in fit.quantityRows(group: value) }
    return Page(
      title: title, answer: answer,
      blocks: PageTable("coefficient", coefficients, level: level, by: column).blocks()
        + PageTable("quantity", quantities, level: level, by: column).blocks()
        + PageTable.tests(fitted.map { ($0.value, $0.fit.testRows) }, by: column).blocks() + quality.blocks()
        + failures.blocks(),
      doubts: warnings, about: [.lines([about] + (fitted.first.map { [$0.fit.methodName] } ?? []))])
  }

  /// How many groups have a fit, and over what range the last coefficient, a slope or an exponent in most laws, lies.
  private var answer: [String] {
    let failed = groups.count - fitted.count
    let counts =
      "\(counted(fitted.count, "group")) of \(column) \(fitted.count == 1 ? "has" : "have") a fit"
      + (failed > 0 ? "; \(failed) could not be fitted." : ".")
    let last = fitted.compactMap { group in
      group.fit.coefficients.last.flatMap { last in
        last.estimate.interval == nil ? nil : last.estimate.value.map { (group.value, last, $0) }
      }
    }
    guard let low = last.min(by: { $0.2 < $1.2 }), let high = last.max(by: { $0.2 < $1.2 }),
      last.count > 1
    else {
      return [counts]
    }
    let ends = [low, high].map { "\($0.1.estimate.words) in \($0.0)" }
    return [counts, "\(low.1.name) goes from \(ends[0]) to \(ends[1])."]
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
    return PageTable(
      [
        .text(column), .number("rows").ranked(1), .number("df").ranked(3), "R²", "scale",
        .number("sigma").ranked(2),
        .number("AICc").ranked(4), .text("optimum").ranked(5),
      ], of: fitted
    ) {
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
