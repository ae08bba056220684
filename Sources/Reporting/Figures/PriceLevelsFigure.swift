import ScalingLaws

/// How fast the price falls at each level, with intervals; claims as lines.
struct PriceLevelsFigure {
  let analysis: PriceAnalysis

  func figure() throws(FigureError) -> Figure {
    let rates = analysis.rates.filter { $0.threshold != nil }
    guard !rates.isEmpty else { throw .notOf(figure: "levels", reason: "there is no rate at a level") }
    let definitions = analysis.questions.definitions.filter { definition in
      rates.contains { $0.definition == definition }
    }
    var layers: [FigureLayer] = []
    for (index, claim) in (analysis.claims + analysis.comparisons).enumerated() {
      var style = FigureStyle.series(index + 1)
      style.dash = [.dashed, .dotted, .dashDotted][index % 3]
      layers.append(
        FigureLayer(
          claim.text, .lyingRule, style,
          points: [.init(0, claim.direction == .rises ? 1 / claim.annualFactor : claim.annualFactor)]))
    }
    layers.append(FigureLayer("no change", .lyingRule, FigureStyle(.muted, width: 1), points: [.init(0, 1)]))
    for (index, rate) in analysis.rates.filter({ $0.threshold == nil && $0.definition != .matched }).enumerated() {
      guard let value = rate.factorPerYear.value else { continue }
      layers.append(
        FigureLayer(
          rate.definition.rawValue, .lyingRule,
          FigureStyle.series(index + definitions.count + analysis.claims.count + analysis.comparisons.count),
          points: [.init(0, value)]
        ))
    }
    for (index, definition) in definitions.enumerated() {
      let found = rates.filter { $0.definition == definition }
      layers += Self.layers(
        found, name: definition == .frontier ? "frontier" : definition.rawValue, FigureStyle.series(index),
        shift: Double(index) - Double(definitions.count - 1) / 2)
    }
    return Figure(
      "How fast the price of a given quality falls",
      panels: [
        FigurePanel(
          x: FigureAxis("level: \(analysis.prices.columns.score ?? "score") at or above"),
          y: FigureAxis("times cheaper per year", scale: .log), layers: layers)
      ],
      caption: [
        "Points: the rate at each level, with its \(analysis.level.percentText) interval. Levels share models, so neighbouring "
          + "rates depend on one another. A point without a bar has no interval.", analysis.sourceCaption,
      ])
  }

  /// Points and bars of one definition, a little beside those of the others.
  private static func layers(
    _ rates: [DefinedRate], name: String, _ style: FigureStyle, shift: Double
  ) -> [FigureLayer] {
    let levels = rates.compactMap(\.threshold)
    let width = ((levels.max() ?? 0) - (levels.min() ?? 0)) / 100
    let points = rates.compactMap { rate -> FigureLayer.Point? in
      guard let level = rate.threshold, let value = rate.factorPerYear.value else { return nil }
      return .init(
        level + shift * width, value, low: rate.factorPerYear.interval?.low, high: rate.factorPerYear.interval?.high)
    }
    let hasInterval = Set(rates.filter { $0.factorPerYear.interval != nil }.compactMap(\.threshold))
    let bars = zip(points, rates.filter { $0.threshold != nil && $0.factorPerYear.value != nil })
      .filter { hasInterval.contains($0.1.threshold ?? .nan) }.map(\.0)
    var bar = style
    bar.dash = .solid
    var dot = style
    dot.size = 7
    return [
      FigureLayer(nil, .uprightIntervals, bar, points: bars), FigureLayer(name, .points, dot, points: points),
    ]
  }
}
