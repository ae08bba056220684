import ScalingLaws

/// Plans as a page.
extension PlanResults {
  public var page: Page {
    let single = plans.count == 1 ? plans.flatMap(blocks) : table.blocks()
    return Page(
      title: fit.formula.description,
      blocks: [.lines([about])] + single + smaller + unreachable.map { .lines([missed($0.target, $0.floor)]) } + reached
        + limitsOfLaw.map { .lines([missed($0.found, of: $0.variable)]) } + compared,
      doubts: warnings)
  }

  private var level: String { fit.level.percentText }

  private var about: String {
    let held = settings.sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value.quantityText)" }
    let bounds = [
      limits.size.map { "parameters \(limits.isSizeFixed ? "held at" : "at most") \($0.quantityText)" },
      limits.data.map { "tokens \(limits.isDataFixed ? "held at" : "at most") \($0.quantityText)" },
    ].compactMap { $0 }
    let cost = plans.isEmpty ? [] : ["cost = \(cost)"]
    return ([source, fit.intervalName] + cost + held + bounds).joined(separator: "; ")
  }

  private func blocks(_ plan: Plan) -> [Page.Block] {
    let digits = { (value: Double) in value.formatted(significant: 4) }
    let row = { (name: String, estimate: Estimate, text: (Double) -> String) in
      [name, estimate.value.map(text) ?? "", estimate.intervalText(text)]
    }
    let loss = plan.loss.lossText
    let rows =
      (plan.target == nil ? [] : [row("budget", plan.budget, \.quantityText)]) + [
        row("parameters", plan.parameters, \.quantityText), row("tokens", plan.tokens, \.quantityText),
      ] + (plan.target == nil ? [row(response, plan.loss, loss)] : [])
      + (plan.newRun.map { [["\(response) of a new run", "", $0.text(loss)]] } ?? []) + [
        row("tokens per parameter", plan.tokensPerParameter, digits),
        row("parameters grow as budget to the", plan.parametersExponent, digits),
        row("tokens grow as budget to the", plan.tokensExponent, digits),
      ]
    let price = plan.budget.value.map(price) ?? []
    let notes =
      (price.isEmpty ? [] : ["that is \(price.joined(separator: ", "))"]) + [plan.certificate.inWords]
      + (plan.extrapolation.isEmpty
        ? [] : ["outside the rows of the fit by \(plan.extrapolation.map(\.inWords).joined(separator: ", "))"])
    return PageTable(title(plan), heading: "\(level) interval", estimates: rows).blocks(notes: notes)
  }

  private func title(_ plan: Plan) -> String {
    if let target = plan.target { return "least budget for \(response) \(target.plain)" }
    return plan.budget.value.map { "budget \($0.formatted(significant: 4))" } ?? "plan"
  }

  private var smaller: [Page.Block] {
    PageTable(
      ["smaller models", "parameters", "tokens", .number(response), "more", "budget for the best \(response)"],
      of: smallerModels
    ) { model in
      [
        "\((100 * model.share).formatted(significant: 3)) %", model.parameters.quantityText,
        model.tokens.quantityText, model.loss.formatted(significant: 5),
        "+\(model.extraLoss.formatted(significant: 2))",
        model.costOfEqualLoss.map { "\($0.formatted(significant: 3))x" } ?? "out of reach",
      ]
    }.blocks(notes: ["of the best number of parameters, for the same budget; at the fitted coefficients"])
  }

  private func missed(_ target: Double, _ floor: Estimate) -> String {
    "\(response) \(target.plain) is not reachable: the floor is \(floor.value.map(floor.lossText) ?? "not determined")"
      + " \(floor.intervalText(floor.lossText))"
  }

  private func missed(_ found: TargetUnreachable, of variable: String) -> String {
    let text = found.limit.lossText
    return
      "\(response) \(found.target.plain) is not reachable: as \(variable) \(found.isUpward ? "grows" : "falls")"
      + " the law goes to \(found.limit.value.map(text) ?? "no limit") \(found.limit.intervalText(text))"
  }

  private var reached: [Page.Block] {
    PageTable(
      [.number(response), .number(places.first?.variable ?? ""), "\(level) interval", .text("outside the rows by")],
      of: places
    ) { place in
      let text: (Double) -> String = { value in
        place.isDate ? CalendarDate(decimalYear: value)?.description ?? value.plain : value.formatted(significant: 4)
      }
      return [
        place.target.plain, place.value.value.map(text) ?? "", place.value.intervalText(text),
        place.distance.map(\.inWords).joined(separator: ", "),
      ]
    }.blocks()
  }

  private var compared: [Page.Block] {
    guard let effective else { return [] }
    let digits = { (value: Double) in value.formatted(significant: 3) }
    let crossing =
      effective.crossing.value.map {
        "equal at a budget of \(digits($0)) \(effective.crossing.intervalText(digits))"
      } ?? "no budget in sight at which the two are equal"
    let pairing =
      effective.arePaired
      ? "refits in pairs: the same rows and seed" : "the two fits are taken as independent of one another"
    return PageTable(
      ["budget", .number(response), "the other needs", "multiplier", "\(level) interval"], of: effective.rows
    ) { row in
      [
        row.budget.formatted(significant: 4), row.loss.value.map(row.loss.lossText) ?? "",
        row.otherBudget.value?.formatted(significant: 4) ?? "out of reach", row.multiplier.value?.factorText ?? "",
        row.multiplier.interval?.factorText ?? "",
      ]
    }.blocks(
      under: "against \(otherSource ?? "the other"): what it needs for the same \(response), each at its best",
      notes: ["\(crossing); \(pairing)"])
  }
}

extension Plan.Certificate {
  fileprivate var inWords: String {
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
