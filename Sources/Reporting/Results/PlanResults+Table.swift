import ScalingLaws

extension PlanResults {
  /// A row for each budget and for each target; what it is asked for stands first, what follows after it.
  var table: PageTable {
    let quantity = { (value: Double) in value.quantityText }
    let interval = { (rank: Int) in PageTable.Column.number("\(fit.level.percentText) interval").ranked(rank) }
    return PageTable(
      [
        .number(response), "budget", .estimate("parameters"), interval(0), .estimate("tokens"),
        interval(2), .estimate(response), interval(4), .number("tokens/parameter").ranked(5),
        .text("outside the rows by").ranked(3),
      ], of: plans
    ) { plan in
      let loss = plan.loss.lossText
      let sizes = [plan.parameters, plan.tokens].flatMap { [$0.value.map(quantity) ?? "", $0.intervalText(quantity)] }
      return [plan.target?.plain ?? "", plan.budget.value?.formatted(significant: 4) ?? ""] + sizes
        + (plan.target == nil ? [plan.loss.value.map(loss) ?? "", plan.loss.intervalText(loss)] : ["", ""])
        + [
          plan.tokensPerParameter.value?.formatted(significant: 3) ?? "",
          plan.extrapolation.map(\.inWords).joined(separator: ", "),
        ]
    }
  }
}

extension Estimate {
  /// As `Interval.text`; a word where there should be one and is none.
  func intervalText(_ text: (Double) -> String) -> String {
    guard let interval else { return standardError == nil ? "undefined" : "" }
    return interval.text(text)
  }

  /// How a loss is written: with as many decimals as the interval supports.
  var lossText: (Double) -> String {
    let decimals = standardError.flatMap { $0 > 0 && $0.isFinite ? ($0 / 10).decimals : nil } ?? 5
    return { $0.rounded(decimals: min(decimals, 8)) }
  }
}
