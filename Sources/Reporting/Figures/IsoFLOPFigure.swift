import ScalingLaws

#if canImport(Glibc)
  import Glibc
#endif

/// The curve of each compute budget with its minimum, and the power law through the minima.
public struct IsoFLOPFigure {
  private let fit: IsoFLOPFit

  private static let gridPoints = 41

  public init(_ fit: IsoFLOPFit) { self.fit = fit }

  public var figure: Figure {
    let level = fit.options.level.percentText
    return Figure(
      "Compute-optimal sizes by isoFLOP curves", panels: [curves, frontier], columns: 2,
      caption: [
        "Left: a curve of degree \(fit.options.degree) in log N at each budget, its minimum as a diamond. Right: the minima with their "
          + "\(level) intervals, N* = G (C/6)^a through them with a = \(fit.allocation.a.valueText) \(fit.allocation.a.intervalText), and the \(level) band by resampling.",
        "Data: \(fit.runs.source), \(counted(fit.runs.losses.count, "row")), SHA-256 \(fit.runs.sha256.prefix(12)).",
      ])
  }

  /// Solid for all: budgets are told apart by shape and order.
  private func style(_ index: Int) -> FigureStyle {
    var style = FigureStyle.series(index)
    style.size = 5.5
    return style
  }

  private var curves: FigurePanel {
    var layers: [FigureLayer] = []
    for (index, curve) in fit.curves.enumerated() {
      let style = style(index)
      let sizes = LossSurface.steps(curve.sizes, Self.gridPoints)
      var line = style
      line.width = 1.4
      layers.append(FigureLayer(nil, .line, line, points: sizes.map { .init($0, curve.fittedLoss(at: $0)) }))
      layers.append(
        FigureLayer(
          FigureAxis.Notation.power.text(curve.flops.rounded(significant: 2)) + " FLOP", .points, style,
          points: curve.rows.map {
            .init(fit.runs.parameters[$0], fit.runs.losses[$0], label: "line \(fit.runs.lines[$0])")
          }))
      if curve.isBracketed, let size = curve.optimum.value, let loss = curve.loss.value {
        layers.append(
          FigureLayer(nil, .points, FigureStyle(.ink, shape: .diamond, size: 7), points: [.init(size, loss)]))
      }
    }
    return FigurePanel(
      x: FigureAxis("N (parameters)", scale: .log, notation: .count), y: FigureAxis("loss", scale: .log),
      layers: layers,
      width: 400, height: 340)
  }

  private var frontier: FigurePanel {
    let usable = fit.curves.filter { $0.optimum.value != nil }
    let ends = usable.map(\.flops)
    var layers: [FigureLayer] = []
    if let low = ends.min(), let high = ends.max(), high > low {
      let grid = LossSurface.steps(low...high, Self.gridPoints).map { ($0, fit.allocation.parameters(at: $0)) }
      let band = grid.compactMap { flops, size in
        size.interval.map { FigureLayer.Point(flops, size.value ?? .nan, low: $0.low, high: $0.high) }
      }
      if !band.isEmpty {
        layers.append(
          FigureLayer(
            "\(fit.options.level.percentText) of the power law", .band, FigureStyle(.blue, opacity: 0.2), points: band))
      }
      layers.append(
        FigureLayer(
          "power law", .line, FigureStyle(.blue, width: 1.8), points: grid.map { .init($0, $1.value ?? .nan) }))
    }
    let bars = usable.filter { $0.optimum.interval != nil }.map {
      FigureLayer.Point(
        $0.flops, $0.optimum.value ?? .nan, low: $0.optimum.interval?.low, high: $0.optimum.interval?.high)
    }
    layers.append(FigureLayer(nil, .uprightIntervals, FigureStyle(.ink, width: 1), points: bars))
    layers.append(
      FigureLayer(
        "minimum", .points, FigureStyle(.ink, shape: .diamond, size: 7),
        points: usable.map { .init($0.flops, $0.optimum.value ?? .nan) }))
    return FigurePanel(
      x: FigureAxis("C (FLOP)", scale: .log, notation: .power),
      y: FigureAxis("N* (parameters)", scale: .log, notation: .count),
      layers: layers, width: 400, height: 340)
  }
}
