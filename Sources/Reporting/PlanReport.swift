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

  private func single(_ plan: Plan) -> [[String]] {
    let number = { (value: Double) in value.quantityText }
    let digits = { (value: Double) in value.formatted(significant: 4) }
    let loss = plan.loss.lossText
    var table = TextTable([(title(plan), .left), ("estimate", .right), ("\(level) interval", .right)])
    if plan.target != nil {
      table.add(["budget", plan.budget.value?.quantityText ?? "", plan.budget.intervalText(number)])
    }
    table.add(["parameters", plan.parameters.value?.quantityText ?? "", plan.parameters.intervalText(number)])
    table.add(["tokens", plan.tokens.value?.quantityText ?? "", plan.tokens.intervalText(number)])
    if plan.target == nil {
      table.add([results.response, plan.loss.value.map(loss) ?? "", plan.loss.intervalText(loss)])
    }
    if let run = plan.newRun {
      table.add([
        "\(results.response) of a new run", "", run.text(loss),
      ])
    }
    table.add([
      "tokens per parameter", plan.tokensPerParameter.value.map(digits) ?? "",
      plan.tokensPerParameter.intervalText(digits),
    ])
    table.add([
      "parameters grow as budget to the", plan.parametersExponent.value.map(digits) ?? "",
      plan.parametersExponent.intervalText(digits),
    ])
    table.add([
      "tokens grow as budget to the", plan.tokensExponent.value.map(digits) ?? "",
      plan.tokensExponent.intervalText(digits),
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

  private func outside(_ plan: Plan) -> [String] {
    guard !plan.extrapolation.isEmpty else { return [] }
    return ["  outside the rows of the fit by \(plan.extrapolation.map(\.inWords).joined(separator: ", "))"]
  }

  private var several: [[String]] { results.plans.isEmpty ? [] : [results.table.textLines] }

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
      let text = found.floor.lossText
      return [
        "\(results.response) \(found.target.plain) is not reachable: the floor is \(found.floor.value.map(text) ?? "not determined")"
          + " \(found.floor.intervalText(text))"
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
          place.target.plain, place.value.value.map(text) ?? "", place.value.intervalText(text),
          place.distance.map(\.inWords).joined(separator: ", "),
        ])
      }
      lines.append(table.lines)
    }
    return lines
      + results.limitsOfLaw.map { variable, found in
        let text = found.limit.lossText
        return [
          "\(results.response) \(found.target.plain) is not reachable: as \(variable) \(found.isUpward ? "grows" : "falls")"
            + " the law goes to \(found.limit.value.map(text) ?? "no limit") \(found.limit.intervalText(text))"
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
        row.budget.formatted(significant: 4), row.loss.value.map(row.loss.lossText) ?? "",
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
        "equal at a budget of \($0.formatted(significant: 3)) \(effective.crossing.intervalText { $0.formatted(significant: 3) })"
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
