import ScalingLaws

/// Plans over a range of budgets: the loss, and parameters and tokens, each with its band.
public struct PlanFigure {
  private let results: PlanResults

  public init(_ results: PlanResults) { self.results = results }

  /// - Throws: `FigureError` for fewer than two budgets.
  public func figure() throws(FigureError) -> Figure {
    let plans = results.plans.filter { $0.target == nil }
    guard plans.count > 1 else {
      throw .notOf(figure: "plan", reason: "a line needs two budgets, as --flops 1e20..1e25 gives")
    }
    let budget = FigureAxis("budget: \(results.cost)", scale: .log, notation: .power)
    return Figure(
      "The least \(results.response) for a budget",
      panels: [
        FigurePanel(
          x: budget, y: FigureAxis(results.response, scale: .log),
          layers: Self.layers(plans, name: results.response, .series(0)) { $0.loss }, width: 380, height: 320),
        FigurePanel(
          x: budget, y: FigureAxis("parameters, tokens", scale: .log, notation: .count),
          layers: Self.layers(plans, name: "parameters", .series(1)) { $0.parameters }
            + Self.layers(plans, name: "tokens", .series(2)) { $0.tokens }, width: 380, height: 320),
      ], columns: 2,
      caption: [
        "Bands: \(results.fit.intervalName), if the law holds that far; an end that the rows do not determine has no band.",
        "Law: \(results.fit.formula.description), from \(results.source).",
      ])
  }

  private static func layers(
    _ plans: [Plan], name: String, _ style: FigureStyle, _ estimate: (Plan) -> Estimate
  ) -> [FigureLayer] {
    let points = plans.compactMap { plan -> FigureLayer.Point? in
      guard let budget = plan.budget.value, let value = estimate(plan).value else { return nil }
      let interval = estimate(plan).interval
      return .init(budget, value, low: interval?.low, high: interval?.high)
    }
    var band = style
    band.opacity = 0.2
    return [
      FigureLayer(nil, .band, band, points: points.filter { $0.low != nil && $0.high != nil }),
      FigureLayer(name, .line, style, points: points),
    ].filter { !$0.points.isEmpty }
  }
}
