import ScalingLaws

#if canImport(Glibc)
  import Glibc
#endif

/// Plans as a person reads them.
public struct PlanReport {
  private let results: PlanResults

  public init(_ results: PlanResults) { self.results = results }

  public var text: String {
    let plans = results.plans.count == 1 ? results.plans.flatMap(single) : several
    let parts = [heading] + plans + [smaller] + unreachable + places + effective
    return parts.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
  }

  private var level: String { results.fit.level.percentText }

  private var heading: [String] {
    let settings = results.settings.sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value.quantityText)" }
    let limits = [
      results.limits.size.map { "parameters \(results.limits.isSizeFixed ? "held at" : "at most") \($0.quantityText)" },
      results.limits.data.map { "tokens \(results.limits.isDataFixed ? "held at" : "at most") \($0.quantityText)" },
    ].compactMap { $0 }
    let cost = results.plans.isEmpty ? [] : ["cost = \(results.cost)"]
    return [
      results.fit.formula.description,
      ([results.source, results.intervalName] + cost + settings + limits).joined(separator: "; "),
    ]
  }

  private func interval(_ estimate: Estimate, _ text: (Double) -> String) -> String {
    guard let interval = estimate.interval else { return estimate.standardError == nil ? "undefined" : "" }
    return "[\(interval.low.map(text) ?? "open"), \(interval.high.map(text) ?? "open")]"
  }

  private func single(_ plan: Plan) -> [[String]] {
    let number = { (value: Double) in value.quantityText }
    let digits = { (value: Double) in value.formatted(significant: 4) }
    let loss = lossText(plan.loss)
    var table = TextTable([(title(plan), .left), ("estimate", .right), ("\(level) interval", .right)])
    if plan.target != nil {
      table.add(["budget", plan.budget.value?.quantityText ?? "", interval(plan.budget, number)])
    }
    table.add(["parameters", plan.parameters.value?.quantityText ?? "", interval(plan.parameters, number)])
    table.add(["tokens", plan.tokens.value?.quantityText ?? "", interval(plan.tokens, number)])
    if plan.target == nil { table.add([results.response, plan.loss.value.map(loss) ?? "", interval(plan.loss, loss)]) }
    if let run = plan.newRun {
      table.add([
        "\(results.response) of a new run", "", "[\(run.low.map(loss) ?? "open"), \(run.high.map(loss) ?? "open")]",
      ])
    }
    table.add([
      "tokens per parameter", plan.tokensPerParameter.value.map(digits) ?? "",
      interval(plan.tokensPerParameter, digits),
    ])
    table.add([
      "parameters grow as budget to the", plan.parametersExponent.value.map(digits) ?? "",
      interval(plan.parametersExponent, digits),
    ])
    table.add([
      "tokens grow as budget to the", plan.tokensExponent.value.map(digits) ?? "",
      interval(plan.tokensExponent, digits),
    ])
    return [table.lines + price(plan) + ["  " + plan.certificate.inWords] + outside(plan)]
  }

  private func title(_ plan: Plan) -> String {
    if let target = plan.target { return "least budget for \(results.response) \(target.plain)" }
    return plan.budget.value.map { "budget \($0.formatted(significant: 4))" } ?? "plan"
  }

  /// What the budget is in money and hours.
  private func price(_ plan: Plan) -> [String] {
    let price = plan.budget.value.map(results.price) ?? []
    return price.isEmpty ? [] : ["  that is \(price.joined(separator: ", "))"]
  }

  /// As many decimals as the interval supports.
  private func lossText(_ estimate: Estimate) -> (Double) -> String {
    let decimals = estimate.standardError.flatMap { $0 > 0 && $0.isFinite ? ($0 / 10).decimals : nil } ?? 5
    return { $0.rounded(decimals: min(decimals, 8)) }
  }

  private func outside(_ plan: Plan) -> [String] {
    guard !plan.extrapolation.isEmpty else { return [] }
    return ["  outside the rows of the fit by \(plan.extrapolation.map(\.inWords).joined(separator: ", "))"]
  }

  private var several: [[String]] {
    guard !results.plans.isEmpty else { return [] }
    let areTargets = results.plans[0].target != nil
    var table = TextTable(
      (areTargets ? [(results.response, .right)] : []) + [
        ("budget", .right), ("parameters", .right), ("\(level) interval", .right), ("tokens", .right),
        ("\(level) interval", .right),
      ] + (areTargets ? [] : [(results.response, .right), ("\(level) interval", .right)])
        + [("tokens/parameter", .right), ("outside the rows by", .left)])
    for plan in results.plans {
      let loss = lossText(plan.loss)
      table.add(
        (plan.target.map { [$0.plain] } ?? []) + [
          plan.budget.value?.formatted(significant: 4) ?? "", plan.parameters.value?.quantityText ?? "",
          interval(plan.parameters) { $0.quantityText }, plan.tokens.value?.quantityText ?? "",
          interval(plan.tokens) { $0.quantityText },
        ] + (areTargets ? [] : [plan.loss.value.map(loss) ?? "", interval(plan.loss, loss)]) + [
          plan.tokensPerParameter.value?.formatted(significant: 3) ?? "",
          plan.extrapolation.map(\.inWords).joined(separator: ", "),
        ])
    }
    return [table.lines]
  }

  private var smaller: [String] {
    guard !results.smallerModels.isEmpty else { return [] }
    var table = TextTable([
      ("smaller models", .right), ("parameters", .right), ("tokens", .right), (results.response, .right),
      ("more", .right), ("budget for the best \(results.response)", .right),
    ])
    for model in results.smallerModels {
      table.add([
        "\((100 * model.share).formatted(significant: 3)) %", model.parameters.quantityText, model.tokens.quantityText,
        model.loss.formatted(significant: 5), "+\(model.extraLoss.formatted(significant: 2))",
        model.costOfEqualLoss.map { "\($0.formatted(significant: 3))x" } ?? "out of reach",
      ])
    }
    return table.lines + ["  of the best number of parameters, for the same budget; at the fitted coefficients"]
  }

  private var unreachable: [[String]] {
    results.unreachable.map { found in
      let text = lossText(found.floor)
      return [
        "\(results.response) \(found.target.plain) is not reachable: the floor is \(found.floor.value.map(text) ?? "not determined")"
          + " \(interval(found.floor, text))"
      ]
    }
  }

  private var places: [[String]] {
    var lines: [[String]] = []
    if !results.places.isEmpty {
      let variable = results.places[0].variable
      var table = TextTable([
        (results.response, .right), (variable, .right), ("\(level) interval", .right), ("outside the rows by", .left),
      ])
      for place in results.places {
        let text: (Double) -> String = { value in
          place.isDate ? CalendarDate(decimalYear: value)?.description ?? value.plain : value.formatted(significant: 4)
        }
        table.add([
          place.target.plain, place.value.value.map(text) ?? "", interval(place.value, text),
          place.distance.map(\.inWords).joined(separator: ", "),
        ])
      }
      lines.append(table.lines)
    }
    return lines
      + results.limitsOfLaw.map { variable, found in
        let text = lossText(found.limit)
        return [
          "\(results.response) \(found.target.plain) is not reachable: as \(variable) \(found.isUpward ? "grows" : "falls")"
            + " the law goes to \(found.limit.value.map(text) ?? "no limit") \(interval(found.limit, text))"
        ]
      }
  }

  private var effective: [[String]] {
    guard let effective = results.effective else { return [] }
    var table = TextTable([
      ("budget", .right), (results.response, .right), ("the other needs", .right), ("multiplier", .right),
      ("\(level) interval", .right),
    ])
    for row in effective.rows {
      table.add([
        row.budget.formatted(significant: 4), row.loss.value.map(lossText(row.loss)) ?? "",
        row.otherBudget.value?.formatted(significant: 4) ?? "out of reach",
        row.multiplier.value.map(\.factorText) ?? "",
        row.multiplier.interval.map(\.factorText) ?? "",
      ])
    }
    let pairing =
      effective.arePaired
      ? "refits in pairs: the same rows and seed" : "the two fits are taken as independent of one another"
    let crossing =
      effective.crossing.value.map {
        "equal at a budget of \($0.formatted(significant: 3)) \(interval(effective.crossing) { $0.formatted(significant: 3) })"
      } ?? "no budget in sight at which the two are equal"
    return [
      [
        "against \(results.otherSource ?? "the other"): what it needs for the same \(results.response), each at its best"
      ]
        + table.lines + ["  \(crossing); \(pairing)"]
    ]
  }
}

extension Plan.Certificate {
  var inWords: String {
    switch self {
    case .closedForm: "optimum in closed form"
    case .search(let others):
      "certified optimum: the slope along the budget changes its sign between neighbouring numbers"
        + (others == 0 ? "; no other minimum" : "; \(counted(others, "other minimum")), less good")
    case .bound(let bound): "no optimum inside: it lies at \(bound.rawValue)"
    case .held: "nothing to choose: parameters or tokens are held"
    }
  }
}

extension PlanResults {
  /// The kind of interval, in words.
  var intervalName: String {
    PredictionResults(fit: fit, source: source, predictions: [], quantities: []).intervalName
  }
}
