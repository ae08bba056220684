import ScalingLaws

/// Residuals in order against those of a normal distribution.
struct QuantileFigure {
  let drawn: DrawnFit

  func figure() throws(FigureError) -> Figure {
    guard let fit = drawn.fit else { throw .needsRows("qq") }
    guard let quantiles = fit.normalQuantiles() else {
      throw .notOf(figure: "qq", reason: "fewer than three rows have a residual with a standard deviation")
    }
    let points = quantiles.points
    return Figure(
      "Normal quantiles of the residuals of \(drawn.title)",
      panels: [
        FigurePanel(
          x: FigureAxis("expected of normal noise (standard deviations)"),
          y: FigureAxis("residual (standard deviations)"),
          layers: [
            FigureLayer(
              "95 % of each, were the noise normal", .band, FigureStyle(.muted, opacity: 0.2),
              points: points.map { .init($0.expected, $0.expected, low: $0.low, high: $0.high) }),
            FigureLayer(
              "normal", .line, FigureStyle(.muted, dash: .dashed),
              points: points.map { .init($0.expected, $0.expected) }),
            FigureLayer(
              "residuals", .points, FigureStyle(.blue, isFilled: false, size: 5.5),
              points: points.map { .init($0.expected, $0.residual, label: "line \($0.line)") }),
          ], width: 420, height: 380)
      ],
      caption: [
        "Residuals on the \(fit.scale.rawValue) scale, \(quantiles.isStandardized ? "each over its own standard deviation" : "less their median, over a robust scale")."
          + " The band holds each point on its own with 95 %, not all at once.", drawn.source,
      ])
  }
}
