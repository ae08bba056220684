import ScalingLaws

/// Models on their scale, highest on top, and the curves of the benchmarks.
public struct IndexFigure {
  private let index: CapabilityIndex

  private static let named = 30
  private static let curves = 8
  private static let gridPoints = 81

  public init(_ index: CapabilityIndex) { self.index = index }

  public var figure: Figure {
    Figure(
      "One scale of capability: \(index.scores.source)", panels: [ladder, items],
      caption: [
        "Index of the \(min(Self.named, index.models.count)) highest of \(counted(index.models.count, "model")) with \(index.options.level.percentText) intervals; anchors are diamonds.",
        "Below: score of the \(min(Self.curves, index.benchmarks.count)) benchmarks with most models, adjusted for chance, against the index.",
        "Data: \(index.scores.source), \(counted(index.scores.count, "score")), SHA-256 \(index.scores.sha256.prefix(12)).",
      ])
  }

  private var ladder: FigurePanel {
    let shown = Array(index.models.prefix(Self.named))
    let points = shown.enumerated().compactMap { place, model -> FigureLayer.Point? in
      model.index.value.map {
        .init($0, -Double(place), low: model.index.interval?.low, high: model.index.interval?.high, label: model.name)
      }
    }
    let ticks = shown.enumerated().map { FigureAxis.Tick(-Double($0.offset), $0.element.name) }
    let anchored = Set(shown.indices.filter { shown[$0].isAnchor }.map { -Double($0) })
    return FigurePanel(
      x: FigureAxis("index"), y: FigureAxis("", domain: -Double(shown.count) + 0.4...0.6, ticks: ticks),
      layers: [
        FigureLayer(
          nil, .lyingIntervals, FigureStyle(.muted, width: 1.2, hasCaps: false),
          points: points.filter { !anchored.contains($0.y) }),
        FigureLayer(nil, .points, FigureStyle(.blue, size: 6), points: points.filter { !anchored.contains($0.y) }),
        FigureLayer(
          nil, .points, FigureStyle(.vermillion, shape: .diamond, size: 8),
          points: points.filter { anchored.contains($0.y) }),
      ], width: 460, height: Double(max(3, shown.count)) * 15 + 20)
  }

  private var items: FigurePanel {
    let values = index.models.compactMap(\.index.value)
    let (low, high) = (values.min() ?? 0, values.max() ?? 1)
    let grid = (0..<Self.gridPoints).map { low + (high - low) * Double($0) / Double(Self.gridPoints - 1) }
    let most = index.benchmarks.sorted { ($1.scores, $0.name) < ($0.scores, $1.name) }.prefix(Self.curves)
    let layers = most.enumerated().map { place, item in
      FigureLayer(
        item.name, .line, FigureStyle.series(place),
        points: grid.map { .init($0, index.score(of: item, at: $0)) }, setsDomain: false)
    }
    return FigurePanel(
      x: FigureAxis("index", domain: low...max(high, low.nextUp)),
      y: FigureAxis("score", notation: .percent, domain: 0...1), layers: layers, width: 460, height: 240)
  }
}
