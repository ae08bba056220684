import ScalingLaws

extension PlanResults {
  /// A row for each budget, or for each target.
  var table: PageTable {
    let areTargets = plans.first?.target != nil
    let level = fit.level.percentText
    let number = { (header: String) in PageTable.Column(header, isNumber: true) }
    let columns =
      (areTargets ? [number(response)] : [])
      + ["budget", "parameters", "\(level) interval", "tokens", "\(level) interval"].map(number)
      + (areTargets ? [] : [response, "\(level) interval"].map(number))
      + [number("tokens/parameter"), PageTable.Column("outside the rows by")]
    return PageTable(columns, rows: plans.map { cells($0, isTarget: areTargets) })
  }

  private func cells(_ plan: Plan, isTarget: Bool) -> [String] {
    let quantity = { (value: Double) in value.quantityText }
    let loss = plan.loss.lossText
    let sizes = [plan.parameters, plan.tokens].flatMap { estimate in
      [estimate.value.map(quantity) ?? "", estimate.intervalText(quantity)]
    }
    return (plan.target.map { [$0.plain] } ?? []) + [plan.budget.value?.formatted(significant: 4) ?? ""] + sizes
      + (isTarget ? [] : [plan.loss.value.map(loss) ?? "", plan.loss.intervalText(loss)])
      + [
        plan.tokensPerParameter.value?.formatted(significant: 3) ?? "",
        plan.extrapolation.map(\.inWords).joined(separator: ", "),
      ]
  }
}

extension Interval {
  /// `[low, high]` with numbers as they are to be written; an open end is a word.
  func text(_ number: (Double) -> String) -> String {
    "[\(low.map(number) ?? "open"), \(high.map(number) ?? "open")]"
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
