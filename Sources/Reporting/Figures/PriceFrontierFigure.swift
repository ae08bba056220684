import ScalingLaws

#if canImport(Glibc)
  import Glibc
#endif

/// Price against time, a panel for each level: every model, the frontier, its line and band, claims.
struct PriceFrontierFigure {
  let analysis: PriceAnalysis

  func figure() throws(FigureError) -> Figure {
    guard !analysis.trends.isEmpty else {
      throw .notOf(figure: "frontier", reason: "no threshold frontier was asked for")
    }
    let score = analysis.prices.columns.score ?? "score"
    let isAlone = analysis.trends.count == 1
    let title = analysis.trends.first.map { "Price at fixed quality: \(score) ≥ \($0.frontier.threshold.plain)" }
    let panels = analysis.trends.map { trend in
      panel(trend, title: isAlone ? nil : "\(score) ≥ \(trend.frontier.threshold.plain)")
    }
    return Figure(isAlone ? title ?? "" : "Price at fixed quality", panels: panels, caption: caption)
  }

  private var caption: [String] {
    let rates = analysis.trends.map { trend in
      let place = analysis.trends.count == 1 ? "" : "at \(trend.frontier.threshold.plain) "
      guard let factor = trend.factorPerYear.value else { return place + "no trend" }
      return
        "\(place)\(factor.factorText) cheaper a year \(trend.factorPerYear.interval?.factorText ?? "(no interval)")"
    }
    let claims = analysis.claims + analysis.comparisons
    return [
      "Least squares through the frontier, the dates on which a model at or above the level was offered below every earlier price: "
        + "\(rates.joined(separator: "; ")).",
      "Band: \(analysis.level.percentText) of the line, by leaving out models and rebuilding the frontier."
        + (claims.isEmpty ? "" : " Claimed rates start on the line at its first date.")
        + " A model with several prices is named at one of them.",
      analysis.sourceCaption,
    ]
  }

  private func panel(_ trend: PriceTrend, title: String?) -> FigurePanel {
    let entries = analysis.prices.entries.filter { ($0.score ?? -.infinity) >= trend.frontier.threshold }
    let onFrontier = Set(trend.frontier.points)
    var layers = lines(trend)
    let others = entries.filter { !onFrontier.contains($0) }
    var named = Set(trend.frontier.points.map(\.model))
    let otherPoints = others.map { entry in
      FigureLayer.Point(entry.date, entry.price, label: named.insert(entry.model).inserted ? entry.model : nil)
    }
    layers.append(
      FigureLayer(
        "other prices", .points, FigureStyle(.muted, isFilled: false, size: 4.5), points: otherPoints, labels: .beside))
    var seen: Set<String> = []
    layers.append(
      FigureLayer(
        "frontier", .points, FigureStyle(.blue, size: 7),
        points: trend.frontier.points.map {
          .init($0.date, $0.price, label: seen.insert($0.model).inserted ? $0.model : nil)
        }, labels: .beside))
    let count = Double(named.count)
    return FigurePanel(
      title, x: FigureAxis("", notation: .date),
      y: FigureAxis(analysis.priceTitle, scale: .log, notation: analysis.isInDollars ? .money : .number),
      layers: layers,
      width: 760, height: min(700, max(300, 220 + 6 * count)))
  }

  /// The steps of the frontier, its line with the band, and the claims.
  private func lines(_ trend: PriceTrend) -> [FigureLayer] {
    let points = trend.frontier.points
    guard let first = points.first, let last = points.last, last.date > first.date else { return [] }
    let dates = (0...48).map { first.date + (last.date - first.date) * Double($0) / 48 }
    let line = dates.map { ($0, trend.price(on: $0)) }
    var layers: [FigureLayer] = []
    let band = line.compactMap { date, price in
      price.interval.map { FigureLayer.Point(date, price.value ?? .nan, low: $0.low, high: $0.high) }
    }
    if !band.isEmpty {
      layers.append(
        FigureLayer(
          "\(analysis.level.percentText) of the line", .band, FigureStyle(.blue, opacity: 0.18), points: band,
          setsDomain: false))
    }
    var steps: [FigureLayer.Point] = []
    for (index, point) in points.enumerated() {
      if index > 0 { steps.append(.init(point.date, points[index - 1].price)) }
      steps.append(.init(point.date, point.price))
    }
    layers.append(FigureLayer(nil, .line, FigureStyle(.sky, width: 0.8), points: steps))
    let rate = trend.factorPerYear.value.map { ": \($0.factorText) a year" } ?? ""
    layers.append(
      FigureLayer(
        "fitted line" + (analysis.trends.count == 1 ? rate : ""), .line, FigureStyle(.blue, width: 2),
        points: line.map { .init($0, $1.value ?? .nan) }))
    let start = trend.price(on: first.date).value ?? first.price
    for (index, claim) in (analysis.claims + analysis.comparisons).enumerated() {
      var style = FigureStyle.series(index + 1)
      style.dash = [.dashed, .dotted, .dashDotted][index % 3]
      layers.append(
        FigureLayer(
          claim.text, .line, style,
          points: dates.map { .init($0, start * exp(-claim.annualLogDecline * ($0 - first.date))) }, setsDomain: false))
    }
    return layers
  }
}
