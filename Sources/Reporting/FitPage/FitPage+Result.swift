import ScalingLaws

extension FitPage {
  /// What was fitted, and how.
  var method: [Page.Block] { [.facts(facts)] }

  /// What came out.
  var result: [Page.Block] {
    let level = reported.saved.level
    return PageTable("coefficient", coefficientRows, level: level).blocks()
      + PageTable("quantity", quantityRows, level: level).blocks()
      + PageTable.tests([("", testRows)]).blocks()
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
      Page.Fact("intervals", reported.saved.intervalName),
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

  /// The warnings of the fit, each with its remedy.
  var doubts: [Page.Block] {
    let warnings = reported.file.warnings
    return warnings.isEmpty
      ? [.paragraph("The checks that every fit goes through found no reason to doubt this one.")] : [.doubts(warnings)]
  }

  /// What a paper needs of it: the formula, and a table of what was found that says in its caption how.
  public var paper: Page {
    let table = PageTable(
      "", (coefficientRows + quantityRows).map(\.bare), level: reported.saved.level,
      caption: caption)
    let formula = reported.saved.formula
    return Page(title: title, blocks: [.formula(formula.description, latex: formula.latex), .table(table)])
  }

  private var caption: String {
    let answers = answers
    let parts = [
      answers["data.rows"].map { "n: \($0) rows of \(reported.file.data.source)" }, minimised,
      reported.saved.intervalName,
      answers["uncertainty.replicates"].flatMap { $0.hasPrefix("none") ? nil : "\($0) resamples" },
      "seed \(record.options.seed)",
    ]
    let name = reported.saved.law.map { "the law \($0)" } ?? "the law above"
    return "Fit of \(name). \(parts.compactMap { $0 }.joined(separator: "; "))."
  }
}
