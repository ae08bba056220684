import ScalingLaws

extension FitPage {
  /// What was fitted, how, and what came out.
  var result: [Page.Block] {
    [.facts(facts), .table(coefficients)] + (quantities.map { [.table($0)] } ?? []) + (tests.map { [.table($0)] } ?? [])
  }

  private var facts: [Page.Fact] {
    let answers = answers
    let said = { (id: String) in answers[id] ?? "" }
    let exclusions = said("data.exclusions")
    let weights = said("objective.weights")
    return [
      Page.Fact("law", record.law.formula),
      Page.Fact("source of the law", record.law.source ?? ""),
      Page.Fact(
        "data",
        "\(reported.file.data.source), \(said("data.rows")) rows"
          + (exclusions.hasPrefix("none") ? "" : "; \(exclusions)")),
      Page.Fact("variables", said("form.variables")),
      Page.Fact("minimised", minimised + (weights == "none" ? "" : ", weights \(weights)")),
      Page.Fact("intervals", intervalName),
      Page.Fact("optimum", [said("optimiser.certificate"), said("optimiser.starts")].joined(separator: "; starts: ")),
      Page.Fact("quality", quality),
    ].filter { !$0.text.isEmpty }
  }

  var minimised: String {
    let norm = record.options.norm
    return ((try? Norm(norm))?.inWords ?? norm)
      + (reported.saved.scale == .identity ? "" : " on the \(reported.saved.scale.rawValue) scale")
  }

  private var quality: String {
    let glance = record.glance
    let parts: [(String, Double?)] = [
      ("R²", glance.rSquared), ("sigma", glance.sigma), ("AICc", record.objective.aicc),
      ("residual degrees of freedom", Double(glance.dfResidual)),
    ]
    return parts.compactMap { name, value in value.map { "\(name) \($0.formatted(significant: 4))" } }
      .joined(separator: ", ")
  }

  /// The estimate that a row of a record holds.
  func estimate(_ element: Flat<EstimatePart>) -> Estimate { element.part.value(level: reported.saved.level) }

  /// With how many decimals each coefficient is printed, where the rows tell; see `Fit.decimals`.
  var decimals: [String: Int?] {
    Dictionary(zip(reported.fit?.coefficients.map(\.name) ?? [], reported.fit?.decimals ?? [])) { first, _ in first }
  }

  private var coefficients: PageTable {
    let decimals = decimals
    let rows = record.coefficients.map { element -> [String] in
      let (name, found) = (element.name, estimate(element.estimate))
      return [
        name, found.valueText(decimals: decimals[name] ?? nil), found.errorText, found.intervalText,
        element.pValue.map(\.pValueText) ?? "", element.unit ?? "", element.atBound ? "at a bound" : "",
      ]
    }
    return PageTable(
      [
        .init("coefficient"), .init("estimate", isNumber: true), .init("std. error", isNumber: true),
        .init("\(reported.saved.level.percentText) interval", isNumber: true), .init("p", isNumber: true),
        .init("unit"),
        .init(""),
      ], rows: rows)
  }

  private var quantities: PageTable? {
    let rows = record.derived.map { element -> [String] in
      let found = estimate(element.estimate)
      return [
        element.name, found.valueText, found.errorText, found.intervalText, element.unit ?? "", element.formula,
      ]
    }
    guard !rows.isEmpty else { return nil }
    return PageTable(
      [
        .init("quantity"), .init("estimate", isNumber: true), .init("std. error", isNumber: true),
        .init("\(reported.saved.level.percentText) interval", isNumber: true), .init("unit"), .init("formula"),
      ], rows: rows)
  }

  private var tests: PageTable? {
    let rows = record.tests.flatMap { test in
      test.results.map { result -> [String] in
        [
          test.hypothesis, test.difference?.formatted(significant: 4) ?? "", result.test.rawValue,
          result.statistic?.formatted(significant: 4) ?? "", result.pValue.map(\.pValueText) ?? "",
        ]
      }
    }
    guard !rows.isEmpty else { return nil }
    return PageTable(
      [
        .init("hypothesis"), .init("difference", isNumber: true), .init("test"), .init("statistic", isNumber: true),
        .init("p", isNumber: true),
      ], rows: rows)
  }

  /// The warnings of the fit, each with its remedy.
  var doubts: [Page.Block] {
    guard !record.warnings.isEmpty else {
      return [.paragraph("The checks that every fit goes through found no reason to doubt this one.")]
    }
    return [
      .facts(
        record.warnings.map { warning in
          Page.Fact(
            "\(warning.severity.rawValue): \(warning.code.name)", "\(warning.message). What helps: \(warning.hint).")
        })
    ]
  }
}
