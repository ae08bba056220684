import ScalingLaws

/// How well each law, fitted to the smaller runs, foretells the larger ones: cut by cut.
public struct BacktestFigure {
  private let comparison: Comparison

  public init(_ comparison: Comparison) { self.comparison = comparison }

  /// - Throws: `.notOf` where the comparison has no back-test.
  public func figure() throws(FigureError) -> Figure {
    let cuts = comparison.cuts
    guard !cuts.isEmpty else { throw .notOf(figure: "back-test", reason: "no cut leaves enough rows on both sides") }
    var layers: [FigureLayer] = []
    for (index, entry) in comparison.entries.enumerated() {
      layers += series(entry.candidate.name, entry.backtests.map(\.scores), FigureStyle.series(index))
    }
    if let average = comparison.average {
      layers += series(
        "average of all", average.scores, FigureStyle(.ink, dash: .dashed, shape: .diamond, isFilled: false))
    }
    let values = cuts.map(\.value)
    let (low, high) = (values.min() ?? 1, values.max() ?? 1)
    let expression = cuts[0].expression.description
    let notation = FigureAxis.Notation.suited(to: expression, unit: nil, values: values)
    return Figure(
      "Back-test: fitted below a cut, judged above it",
      panels: [
        FigurePanel(
          x: FigureAxis(
            "cut: \(expression)", scale: low > 0 && (values.count == 1 || high / low >= 2) ? .log : .linear,
            notation: expression.contains("*") ? .power : notation,
            ticks: cuts.map {
              .init(
                $0.value,
                "\((expression.contains("*") ? FigureAxis.Notation.power : notation).text($0.value.rounded(significant: 3))) (\($0.training.count)|\($0.heldOut.count))"
              )
            }),
          y: FigureAxis("root mean square error above the cut (\(comparison.scale.rawValue) scale)", scale: .log),
          layers: layers)
      ],
      caption: [
        "In brackets at each cut: rows fitted | rows predicted. Lower is better; best first in the legend.",
        "Data: \(comparison.data.source), \(counted(comparison.rows, "row")), SHA-256 \(comparison.data.sha256.prefix(12)).",
      ])
  }

  private func series(_ name: String, _ scores: [PointScores], _ style: FigureStyle) -> [FigureLayer] {
    let points = zip(comparison.cuts, scores).map { FigureLayer.Point($0.value, $1.rootMeanSquare, label: name) }
      .sorted { $0.x < $1.x }
    var dots = style
    dots.size = 7
    return [FigureLayer(name, .line, style, points: points), FigureLayer(nil, .points, dots, points: points)]
  }
}
