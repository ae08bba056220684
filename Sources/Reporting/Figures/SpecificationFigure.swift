import ScalingLaws

/// The specification curve: the sorted estimates with their intervals, and under them the choices of each.
public struct SpecificationFigure {
  private let curve: SpecificationCurve
  private let prices: PriceList
  private let level: Double

  public init(_ curve: SpecificationCurve, of prices: PriceList, level: Double) {
    (self.curve, self.prices, self.level) = (curve, prices, level)
  }

  /// - Throws: `FigureError` where no analysis has a result.
  public func figure() throws(FigureError) -> Figure {
    let all = curve.specifications
    guard !all.isEmpty else { throw .notOf(figure: "curve", reason: "no analysis has a result") }
    let width = 640.0
    let ranks = FigureAxis("", domain: 0...Double(all.count + 1), ticks: [])
    return Figure(
      "How fast prices fall, by every defensible analysis",
      panels: [
        FigurePanel(
          x: ranks, y: FigureAxis("times cheaper per year", scale: .log), layers: estimates(all), width: width,
          height: 300),
        choices(all, width: width),
      ],
      caption: [
        curve.sentence,
        "Upper part: each analysis with its \(level.percentText) interval, from slow to fast. Lower part: the choices of each.",
        prices.source,
      ])
  }

  private func estimates(_ all: [SpecificationCurve.Specification]) -> [FigureLayer] {
    var layers: [FigureLayer] = []
    for (index, claim) in curve.claims.enumerated() {
      var style = FigureStyle.series(index + 1)
      style.dash = [.dashed, .dotted, .dashDotted][index % 3]
      layers.append(
        FigureLayer(
          "claim: \(claim.text)", .lyingRule, style,
          points: [.init(0, claim.direction == .rises ? 1 / claim.annualFactor : claim.annualFactor)]))
    }
    layers.append(FigureLayer("no change", .lyingRule, FigureStyle(.muted, width: 1), points: [.init(0, 1)]))
    let points = all.enumerated().compactMap { place, one -> FigureLayer.Point? in
      guard let value = one.factorPerYear.value else { return nil }
      // Far ends would leave no room for the rest.
      return .init(
        Double(place + 1), value, low: one.factorPerYear.interval?.low, high: one.factorPerYear.interval?.high,
        label: one.choices.map { "\($0.dimension): \($0.option)" }.joined(separator: ", "))
    }
    let size = all.count > 150 ? 3.0 : 5
    layers.append(
      FigureLayer(
        nil, .uprightIntervals, FigureStyle(.muted, width: all.count > 150 ? 0.7 : 1, opacity: 0.45, hasCaps: false),
        points: points, setsDomain: false))
    let judging = Set(all.indices.filter { all[$0].judgesClaims }.map { Double($0 + 1) })
    layers.append(
      FigureLayer(
        "analysis", .points, FigureStyle(.blue, size: size), points: points.filter { judging.contains($0.x) }))
    let beside = points.filter { !judging.contains($0.x) }
    if !beside.isEmpty {
      layers.append(FigureLayer("frontier, judges no claim", .points, FigureStyle(.muted, size: size), points: beside))
    }
    let main = zip(all.indices, all).filter { $0.1.isMain }.map(\.0)
    layers.append(
      FigureLayer(
        "main analysis", .points, FigureStyle(.vermillion, shape: .diamond, size: 9),
        points: points.filter { point in main.contains { Double($0 + 1) == point.x } }))
    return layers
  }

  /// A line for each option, a mark where an analysis takes it; options of one choice have one colour.
  private func choices(_ all: [SpecificationCurve.Specification], width: Double) -> FigurePanel {
    var ticks: [FigureAxis.Tick] = []
    var layers: [FigureLayer] = []
    for (index, influence) in curve.influences.enumerated() {
      for option in influence.medians {
        let y = -Double(ticks.count)
        ticks.append(.init(y, "\(influence.dimension): \(option.option)"))
        let points = all.enumerated().filter { _, one in
          one.choices.contains(SpecificationCurve.Choice(influence.dimension, option.option))
        }.map { FigureLayer.Point(Double($0.offset + 1), y) }
        var style = FigureStyle.series(index)
        (style.shape, style.size, style.isFilled) = (.square, all.count > 150 ? 2.5 : 4, true)
        layers.append(FigureLayer(nil, .points, style, points: points))
      }
    }
    return FigurePanel(
      x: FigureAxis("analyses, from slow to fast", domain: 0...Double(all.count + 1)),
      y: FigureAxis("", domain: -Double(max(ticks.count, 1)) + 0.4...0.6, ticks: ticks), layers: layers, width: width,
      height: Double(max(3, ticks.count)) * 15 + 20)
  }
}
