import ScalingLaws

/// What nominal intervals really cover: method by method, quantity by quantity.
public struct CalibrationFigure {
  private let study: Calibration
  private let source: String

  /// - Parameter fit: the design that was simulated on.
  public init(_ study: Calibration, _ fit: Fit) {
    self.study = study
    source = DrawnFit(fit).source
  }

  public var figure: Figure {
    let targets = study.results.map(\.target).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    let methods = study.results.map(\.method).reduce(into: [IntervalMethod]()) { if !$0.contains($1) { $0.append($1) } }
    let row = { (target: String, method: Int) -> Double in
      let place = Double(targets.count - (targets.firstIndex(of: target) ?? 0))
      return place + 0.14 * (Double(methods.count - 1) / 2 - Double(method))
    }
    var layers = [
      FigureLayer(
        "nominal: \(study.level.percentText)", .uprightRule, FigureStyle(.ink, dash: .dashed, width: 1.2),
        points: [.init(study.level, 0)])
    ]
    for (index, method) in methods.enumerated() {
      let results = study.results.filter { $0.method == method && $0.coverage.isFinite }
      let points = results.map { result -> FigureLayer.Point in
        let half = 2 * result.monteCarloError
        return .init(
          result.coverage, row(result.target, index), low: max(0, result.coverage - half),
          high: min(1, result.coverage + half),
          label: result.target)
      }
      var bar = FigureStyle.series(index)
      (bar.dash, bar.width) = (.solid, 1.2)
      var dot = FigureStyle.series(index)
      dot.size = 7
      layers.append(FigureLayer(nil, .lyingIntervals, bar, points: points))
      layers.append(FigureLayer(method.description, .points, dot, points: points))
    }
    let count = Double(targets.count)
    return Figure(
      "What the intervals cover on this design",
      panels: [
        FigurePanel(
          x: FigureAxis("share of intervals that hold the truth", notation: .percent),
          y: FigureAxis(
            "", domain: 0.4...count + 0.6,
            ticks: targets.enumerated().map { .init(count - Double($0.offset), $0.element) }),
          layers: layers, width: 460, height: max(120, 26 * count + 30))
      ],
      caption: [
        "\(counted(study.tables, "table")) simulated with \(study.noise) noise. Bars: two standard errors of the share by the number of tables.",
        source,
      ])
  }
}
