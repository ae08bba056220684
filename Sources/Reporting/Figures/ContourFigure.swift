import ScalingLaws

#if canImport(Glibc)
  import Glibc
#endif

/// Lines of equal loss over parameters and tokens, lines of equal compute, and the efficient path.
struct ContourFigure {
  let drawn: DrawnFit

  /// Room beyond the rows on each side, as a factor: a plan lies there.
  private static let room = 3.0
  private static let contours = 9

  func figure() throws(FigureError) -> Figure {
    let saved = drawn.saved
    guard let sizes = saved.ranges["N"], let tokens = saved.ranges["D"], sizes.lowerBound > 0, tokens.lowerBound > 0,
      let surface = LossSurface(saved, parameters: Self.wider(sizes), tokens: Self.wider(tokens))
    else { throw .notOf(figure: "contours", reason: "the law is none of N and D alone") }
    let (n, d) = (surface.parameters, surface.tokens)
    var layers = computeLines(n, d)
    let levels = levels(surface)
    for (index, level) in levels.enumerated() {
      let line = surface.contour(level.value)
      guard line.count > 1 else { continue }
      layers.append(
        FigureLayer(
          index == 0 ? "equal loss" : nil, .line, FigureStyle(.blue, width: 1.2),
          points: line.map { .init($0.parameters, $0.tokens, label: level.text) }, labels: .atEnd))
    }
    let path = surface.path()
    if path.count > 1 {
      layers.append(
        FigureLayer(
          "least loss at each compute", .line, FigureStyle(.vermillion, width: 2.2),
          points: path.map { .init($0.parameters, $0.tokens) }))
    }
    if let fit = drawn.fit {
      layers.append(
        FigureLayer(
          "rows", .points, FigureStyle(.ink, isFilled: false, size: 5),
          points: zip(fit.values(of: "N"), fit.values(of: "D")).map { .init($0, $1) }))
    }
    var (x, y) = (
      drawn.axis("N", values: [n.lowerBound, n.upperBound]), drawn.axis("D", values: [d.lowerBound, d.upperBound])
    )
    (x.scale, y.scale, x.domain, y.domain) = (.log, .log, n, d)
    return Figure(
      drawn.title, panels: [FigurePanel(x: x, y: y, layers: layers, width: 520, height: 420)],
      caption: [
        "Numbers at lines: \(saved.formula.response ?? "loss")\(path.count > 1 ? "" : "; the efficient path lies outside the frame")."
          + " Grey: equal compute C = 6ND, in FLOP. The frame reaches \(Self.room.plain) times beyond the rows; there the law is carried on.",
        drawn.source,
      ])
  }

  private static func wider(_ range: ClosedRange<Double>) -> ClosedRange<Double> {
    range.lowerBound / room...range.upperBound * room
  }

  /// Round values of the loss between the corners of the frame.
  private func levels(_ surface: LossSurface) -> [(value: Double, text: String)] {
    let corners = [
      (surface.parameters.lowerBound, surface.tokens.lowerBound),
      (surface.parameters.upperBound, surface.tokens.upperBound),
    ]
    .map { surface.loss(.init(parameters: $0, tokens: $1)) }
    guard let low = corners.min(), let high = corners.max(), high > low, low.isFinite, high.isFinite else { return [] }
    let (values, decimals) = AxisTicks.steps(from: low, to: high, most: Self.contours)
    return values.map { ($0, FigureAxis.Notation.number.text($0, decimals: decimals)) }
  }

  private func computeLines(_ n: ClosedRange<Double>, _ d: ClosedRange<Double>) -> [FigureLayer] {
    let perToken = IsoFLOPRuns.flopsPerParameterToken
    let (least, most) = (perToken * n.lowerBound * d.lowerBound, perToken * n.upperBound * d.upperBound)
    let exponents =
      Int(log10(least).rounded(.up))...max(Int(log10(least).rounded(.up)), Int(log10(most).rounded(.down)))
    let every = max(1, (exponents.count + 5) / 6)
    return exponents.filter { $0.isMultiple(of: every) }.compactMap { exponent in
      let flops = pow(10, Double(exponent))
      // From the upper edge or the left one to the lower or the right one.
      let start = max(n.lowerBound, flops / perToken / d.upperBound)
      let end = min(n.upperBound, flops / perToken / d.lowerBound)
      guard start < end else { return nil }
      return FigureLayer(
        nil, .line, FigureStyle(.muted, dash: .dotted, width: 0.9),
        points: [end, start].map { .init($0, flops / perToken / $0, label: FigureAxis.Notation.power.text(flops)) },
        labels: .atEnd)
    }
  }
}
