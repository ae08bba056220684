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
      Page.Fact("law", record["law"]?["formula"]?.string ?? ""),
      Page.Fact("source of the law", record["law"]?["source"]?.string ?? ""),
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
    let norm = record["options"]?["norm"]?.string
    return "\((try? norm.map { try Norm($0) })?.inWords ?? norm ?? "")"
      + (reported.saved.scale == .identity ? "" : " on the \(reported.saved.scale.rawValue) scale")
  }

  private var quality: String {
    let glance = record["glance"]
    let objective = record["objective"]
    let parts: [(String, JSONValue?)] = [
      ("R²", glance?["r_squared"]), ("sigma", glance?["sigma"]), ("AICc", objective?["aicc"]),
      ("residual degrees of freedom", glance?["df_residual"]),
    ]
    return parts.compactMap { name, value in value?.double.map { "\(name) \($0.formatted(significant: 4))" } }
      .joined(separator: ", ")
  }

  /// The estimate that a row of a record holds.
  func estimate(_ element: JSONValue) -> Estimate {
    let error = element["std_error"]?.double
    let (low, high) = (element["conf_low"]?.double, element["conf_high"]?.double)
    let isDefined = error != nil || low != nil || high != nil
    return Estimate(
      value: element["estimate"]?.double, standardError: error,
      interval: isDefined ? Interval(low: low, high: high, level: reported.saved.level) : nil,
      method: element["interval"]?.string.flatMap { try? IntervalMethod($0) })
  }

  /// With how many decimals each coefficient is printed, where the rows tell; see `Fit.decimals`.
  var decimals: [String: Int?] {
    Dictionary(zip(reported.fit?.coefficients.map(\.name) ?? [], reported.fit?.decimals ?? [])) { first, _ in first }
  }

  private var coefficients: PageTable {
    let decimals = decimals
    let rows = (record["coefficients"]?.elements ?? []).map { element -> [String] in
      let (name, found) = (element["name"]?.string ?? "", estimate(element))
      return [
        name, found.valueText(decimals: decimals[name] ?? nil), found.errorText, found.intervalText,
        element["p_value"]?.double.map(\.pValueText) ?? "", element["unit"]?.string ?? "",
        element["at_bound"] == .bool(true) ? "at a bound" : "",
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
    let rows = (record["derived"]?.elements ?? []).map { element -> [String] in
      let found = estimate(element)
      return [
        element["name"]?.string ?? "", found.valueText, found.errorText, found.intervalText,
        element["unit"]?.string ?? "", element["formula"]?.string ?? "",
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
    let rows = (record["tests"]?.elements ?? []).flatMap { test in
      (test["results"]?.elements ?? []).map { result -> [String] in
        [
          test["hypothesis"]?.string ?? "", test["difference"]?.double?.formatted(significant: 4) ?? "",
          result["test"]?.string ?? "", result["statistic"]?.double?.formatted(significant: 4) ?? "",
          result["p_value"]?.double.map(\.pValueText) ?? "",
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
    let warnings = record["warnings"]?.elements ?? []
    guard !warnings.isEmpty else {
      return [.paragraph("The checks that every fit goes through found no reason to doubt this one.")]
    }
    return [
      .facts(
        warnings.map { warning in
          let message = warning["message"]?.string ?? ""
          return Page.Fact(
            "\(warning["severity"]?.string ?? "warning"): \(warning["code"]?.string ?? "")",
            warning["hint"]?.string.map { "\(message). What helps: \($0)." } ?? message)
        })
    ]
  }
}
