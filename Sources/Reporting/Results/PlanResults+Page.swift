import ScalingLaws

/// Plans as a page.
extension PlanResults {
  public var page: Page {
    let single = plans.count == 1 ? plans.flatMap(blocks) : table.blocks()
    return Page(
      title: fit.formula.description, answer: answer,
      blocks: single + smaller + unreachable.map { .lines([missed($0.target, $0.floor)]) } + reached
        + limitsOfLaw.map { .lines([missed($0.found, of: $0.variable)]) } + compared,
      doubts: warnings, about: [.lines([about])])
  }

  /// The plan of most money, or what the first target takes, then how far that lies from the rows.
  private var answer: [String] {
    if let effective, let row = effective.rows.last {
      let factor = row.multiplier.words(\.factorText)
      return [
        "\(otherSource ?? "The other") needs \(factor) the budget for the same \(response), at a budget of \(row.budget.formatted(significant: 3))."
      ]
    }
    if let plan = plans.last { return sentences(plan) }
    if let place = places.last {
      let text: (Double) -> String = { value in
        place.isDate
          ? CalendarDate(decimalYear: value)?.description ?? value.plain
          : value.formatted(significant: 4)
      }
      return [
        "\(response) reaches \(place.target.plain) at \(place.variable) = \(place.value.words(text))."
      ]
        + [near(place.distance)].compactMap { $0 }
    }
    if let first = unreachable.first {
      return [
        "\(response) \(first.target.plain) cannot be reached: the law's floor is \(first.floor.words)."
      ]
    }
    return limitsOfLaw.prefix(1).map { "\(missed($0.found, of: $0.variable))." }
  }

  /// How far outside the rows it lies, where no warning says so.
  private func near(_ distances: [Extrapolation]) -> String? {
    warnings.contains { $0.code == .extrapolation && $0.severity == .warning } ? nil : distances.sentence
  }

  private func sentences(_ plan: Plan) -> [String] {
    let split =
      "\(plan.parameters.words(\.quantityText)) parameters and \(plan.tokens.words(\.quantityText)) tokens"
    let budget = { (value: Double) in value.formatted(significant: 4) }
    let first =
      plan.target.map {
        "\(response) \($0.plain) takes a budget of \(plan.budget.words(budget)): \(split)."
      }
      ?? "A budget of \(plan.budget.value.map(budget) ?? "") is best spent on \(split); \(response) is then \(plan.loss.words(plan.loss.lossText))."
    return [first] + [near(plan.extrapolation)].compactMap { $0 }
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
        row("exponent of parameters in the budget", plan.parametersExponent, digits),
        row("exponent of tokens in the budget", plan.tokensExponent, digits),
      ]
    let price = plan.budget.value.map(price) ?? []
    let notes =
      (price.isEmpty ? [] : ["The budget is \(price.joined(separator: ", "))."]) + [
        plan.certificate.inWords
      ]
      + (plan.extrapolation.isEmpty
        ? []
        : [
          "Outside the rows of the fit by \(plan.extrapolation.map(\.inWords).joined(separator: ", "))."
        ])
    return PageTable(title(plan), heading: "\(level) interval", estimates: rows).blocks(
      notes: notes)
  }

  private func title(_ plan: Plan) -> String {
    if let target = plan.target { return "least budget for \(response) \(target.plain)" }
    return plan.budget.value.map { "budget \($0.formatted(significant: 4))" } ?? "plan"
  }

  private var smaller: [Page.Block] {
    PageTable(
      [
        "size", .number("parameters").ranked(1), .number("tokens").ranked(2), .estimate(response),
        .number("\(response) lost").ranked(3), "budget for the same \(response) at best",
      ],
      of: smallerModels
    ) { model in
      [
        "\((100 * model.share).formatted(significant: 3)) %", model.parameters.quantityText,
        model.tokens.quantityText, model.loss.formatted(significant: 5),
        "+\(model.extraLoss.formatted(significant: 2))",
        model.costOfEqualLoss.map { "\($0.formatted(significant: 3))x" } ?? "out of reach",
      ]
    }.blocks(
      under: "Smaller models for the same budget",
      notes: ["size: share of the best number of parameters; at the fitted coefficients"])
  }

  private func missed(_ target: Double, _ floor: Estimate) -> String {
    "\(response) \(target.plain) cannot be reached: the floor is \(floor.value.map(floor.lossText) ?? "not determined")"
      + " \(floor.intervalText(floor.lossText))"
  }

  private func missed(_ found: TargetUnreachable, of variable: String) -> String {
    let text = found.limit.lossText
    return
      "\(response) \(found.target.plain) cannot be reached: as \(variable) \(found.isUpward ? "grows" : "falls")"
      + " the law goes to \(found.limit.value.map(text) ?? "no limit") \(found.limit.intervalText(text))"
  }

  private var reached: [Page.Block] {
    PageTable(
      [
        .number(response), .estimate(places.first?.variable ?? ""), "\(level) interval",
        .text("outside the rows by").ranked(1),
      ],
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
        "Equal at a budget of \(digits($0)) \(effective.crossing.intervalText(digits))"
      } ?? "No budget was found at which the two are equal"
    let pairing =
      effective.arePaired
      ? "refits in pairs: the same rows and seed" : "the two fits are taken as independent of one another"
    return PageTable(
      [
        "budget", .number(response).ranked(2), .number("the other needs").ranked(1),
        .estimate("multiplier"),
        "\(level) interval",
      ], of: effective.rows
    ) { row in
      [
        row.budget.formatted(significant: 4), row.loss.value.map(row.loss.lossText) ?? "",
        row.otherBudget.value?.formatted(significant: 4) ?? "out of reach", row.multiplier.value?.factorText ?? "",
        row.multiplier.interval?.factorText ?? "",
      ]
    }.blocks(
      under:
        "Against \(otherSource ?? "the other"): what it needs for the same \(response), each at its best",
      notes: ["\(crossing); \(pairing)"])
  }
}

extension Plan.Certificate {
  fileprivate var inWords: String {
    switch self {
    case .closedForm: "Optimum in closed form."
    case .search(let others):
      "Certified optimum: the slope along the budget changes sign between neighbouring numbers"
        + (others == 0
          ? "; no other minimum." : "; \(counted(others, "other minimum")), less good.")
    case .bound(let bound): "No optimum inside: it lies at \(bound.rawValue)."
    case .held: "Nothing to choose: parameters or tokens are held."
    }
  }
}
