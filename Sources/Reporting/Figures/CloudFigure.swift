import ScalingLaws

/// Two coefficients together: refits to resamples, and the ellipse of the covariance.
struct CloudFigure {
  let drawn: DrawnFit
  /// Two names; chosen unless given.
  let coefficients: [String]

  func figure() throws -> Figure {
    let saved = drawn.saved
    let (x, y) = try pair()
    let ellipse = try saved.jointRegion(of: x, y)
    var layers: [FigureLayer] = []
    if let draws = saved.draws, let first = draws.names.firstIndex(of: x), let second = draws.names.firstIndex(of: y) {
      layers.append(
        FigureLayer(
          "refits to resamples", .points, FigureStyle(.muted, size: 3, opacity: 0.5),
          points: zip(draws.columns[first], draws.columns[second]).map { .init($0, $1) }))
    }
    if let ellipse {
      layers.append(
        FigureLayer(
          "\(saved.level.percentText) of both, by the covariance", .line, FigureStyle(.vermillion, dash: .dashed),
          points: ellipse.boundary.map { .init($0.x, $0.y) }))
      layers.append(
        FigureLayer(
          "estimate", .points, FigureStyle(.blue, shape: .diamond, size: 9),
          points: [.init(ellipse.estimate.x, ellipse.estimate.y)]))
    }
    guard layers.contains(where: { !$0.points.isEmpty }) else {
      throw FigureError.notOf(figure: "cloud", reason: "neither draws nor a covariance of \(x) and \(y) is in the file")
    }
    return Figure(
      "\(x) and \(y) of \(drawn.title)",
      panels: [
        FigurePanel(
          x: axis(x, layers.flatMap(\.points).map(\.x)), y: axis(y, layers.flatMap(\.points).map(\.y)), layers: layers,
          width: 420, height: 380)
      ], caption: [explanation, drawn.source])
  }

  private var explanation: String {
    guard let draws = drawn.saved.draws else {
      return
        "No refits are in the file (scaling fit --interval bootstrap makes them); the ellipse takes the coefficients "
        + "for jointly normal, sizes by their logarithms."
    }
    return
      "Each dot is a refit (\(drawn.saved.intervalMethod.description), \(counted(draws.replicates.count, "refit"))). The ellipse takes "
      + "the coefficients for jointly normal, sizes by their logarithms; dots that bend away from it say that they are not."
  }

  private func axis(_ name: String, _ values: [Double]) -> FigureAxis {
    let drawn = values.filter(\.isFinite)
    let (low, high) = (drawn.min() ?? 1, drawn.max() ?? 1)
    return FigureAxis(name, scale: .suited(from: low, to: high))
  }

  /// The pair that was asked for; else the exponents, else the first two.
  private func pair() throws(FigureError) -> (String, String) {
    let known = drawn.saved.coefficients
    for name in coefficients where !known.contains(name) {
      throw .notOf(figure: "cloud", reason: "\(name) is no coefficient; they are \(known.joined(separator: ", "))")
    }
    if coefficients.count == 2 { return (coefficients[0], coefficients[1]) }
    guard coefficients.isEmpty, known.count >= 2 else {
      throw .notOf(figure: "cloud", reason: "it shows two coefficients")
    }
    let exponents = ["alpha", "beta", "gamma"].filter(known.contains)
    return exponents.count >= 2 ? (exponents[0], exponents[1]) : (known[0], known[1])
  }
}
