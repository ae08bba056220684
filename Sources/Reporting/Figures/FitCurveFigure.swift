import ScalingLaws

#if canImport(Glibc)
  import Glibc
#endif

/// A fitted law with both bands, and the rows where they are at hand.
///
/// One variable: along it. Two: along the one with more values, at values of the other. More, or groups with constants of their own:
/// what was observed against what the law says.
struct FitCurveFigure {
  let drawn: DrawnFit

  private static let gridPoints = 81
  private static let mostLines = 5

  func figure() throws -> Figure {
    let saved = drawn.saved
    let variables = saved.predictors
    let texts = saved.textChoices
    guard variables.allSatisfy({ saved.ranges[$0] != nil }), (1...2).contains(variables.count), !drawn.hasGroups,
      texts.isEmpty || variables.count == 1 && texts.count <= Self.mostLines
    else {
      return try observedAgainstFitted()
    }
    let (panel, hasNewRun) =
      try !texts.isEmpty
      ? along(variables[0], texts) : variables.count == 1 ? along(variables[0]) : along(variables)
    return Figure(
      drawn.title, panels: [panel],
      caption: [
        drawn.bands(hasNewRun: hasNewRun)
          + (hasNewRun || variables.count == 1 && texts.isEmpty
            ? "" : " Those of a new run would cover one another, and are left out."),
        drawn.source,
      ])
  }

  // MARK: One variable

  private func along(_ variable: String) throws -> (panel: FigurePanel, hasNewRun: Bool) {
    let axis = drawn.axis(variable, values: ends(variable))
    let predictions = try grid(variable, axis).map { (x: $0, prediction: try drawn.saved.drawn(at: [variable: $0])) }
    let curve = FigureStyle(.blue, width: 1.8)
    var layers = bands(predictions, ink: .blue, isNamed: true)
    // One value of the variable leaves no curve to draw, but a point of it.
    layers.append(
      FigureLayer(
        "law", predictions.count > 1 ? .line : .points, curve,
        points: predictions.map { .init($0.x, $0.prediction.value) }))
    if let fit = drawn.fit { layers.append(Self.rows(fit, along: variable, FigureStyle(.ink, isFilled: false))) }
    let hasNewRun = predictions.contains { $0.prediction.newRun != nil }
    return (FigurePanel(x: axis, y: drawn.responseAxis(), layers: layers), hasNewRun)
  }

  private func bands(
    _ predictions: [(x: Double, prediction: Prediction)], ink: FigureStyle.Ink, isNamed: Bool, hasNewRun: Bool = true
  ) -> [FigureLayer] {
    let level = drawn.saved.level.percentText
    let band = { (name: String, opacity: Double, interval: (Prediction) -> Interval?) -> FigureLayer? in
      let points = predictions.compactMap { x, prediction in
        interval(prediction).map { FigureLayer.Point(x, prediction.value, low: $0.low, high: $0.high) }
      }
      guard !points.isEmpty else { return nil }
      let isCurve = predictions.count > 1
      return FigureLayer(
        isNamed ? name : nil, isCurve ? .band : .uprightIntervals,
        FigureStyle(ink, width: 20 * opacity, opacity: isCurve ? opacity : 1, hasCaps: false), points: points)
    }
    return [
      hasNewRun ? band("\(level) of a new run", 0.16) { $0.newRun } : nil, band("\(level) of the law", 0.3) { $0.mean },
    ].compactMap { $0 }
  }

  private static func rows(_ fit: Fit, along variable: String, _ style: FigureStyle) -> FigureLayer {
    FigureLayer("rows", .points, style, points: zip(fit.values(of: variable), fit.observed).map { .init($0, $1) })
  }

  // MARK: One variable, and columns that are compared with text

  /// A curve for each choice of texts, with its rows.
  private func along(
    _ variable: String, _ choices: [[String: String]]
  ) throws -> (panel: FigurePanel, hasNewRun: Bool) {
    let axis = drawn.axis(variable, values: ends(variable))
    let curves = try choices.map { texts in
      try grid(variable, axis).map { (x: $0, prediction: try drawn.saved.drawn(at: [variable: $0], texts: texts)) }
    }
    let hasNewRun = Self.areApart(curves.map { $0.map(\.prediction) })
    var (layers, lines): ([FigureLayer], [FigureLayer]) = ([], [])
    for (index, (texts, predictions)) in zip(choices, curves).enumerated() {
      let style = FigureStyle.series(index)
      let name = texts.keys.sorted().map { "\($0) = \(texts[$0] ?? "")" }.joined(separator: ", ")
      layers += bands(predictions, ink: style.ink, isNamed: false, hasNewRun: hasNewRun)
      lines.append(
        FigureLayer(
          name, predictions.count > 1 ? .line : .points, style,
          points: predictions.map { .init($0.x, $0.prediction.value) }))
      if let fit = drawn.fit {
        var look = style
        look.size = 6
        let (values, observed) = (fit.values(of: variable), fit.observed)
        let columns = texts.keys.map { ($0, fit.texts(ofColumn: $0) ?? []) }
        let own = values.indices.filter { row in columns.allSatisfy { $1.indices.contains(row) && $1[row] == texts[$0] }
        }
        lines.append(
          FigureLayer(nil, .points, look, points: own.map { .init(values[$0], observed[$0], label: name) }))
      }
    }
    return (FigurePanel(x: axis, y: drawn.responseAxis(), layers: layers + lines), hasNewRun)
  }

  // MARK: Two variables

  private func along(_ variables: [String]) throws -> (panel: FigurePanel, hasNewRun: Bool) {
    let counts = variables.map { Set(drawn.fit?.values(of: $0) ?? []).count }
    let (x, held) = counts[1] > counts[0] ? (variables[1], variables[0]) : (variables[0], variables[1])
    let axis = drawn.axis(x, values: ends(x))
    let heldAxis = drawn.axis(held, values: ends(held))
    let levels = levels(of: held, heldAxis)
    var layers: [FigureLayer] = []
    var lines: [FigureLayer] = []
    let curves = try levels.map { level in
      try grid(x, axis).map { (x: $0, prediction: try drawn.saved.drawn(at: [x: $0, held: level])) }
    }
    let hasNewRun = Self.areApart(curves.map { $0.map(\.prediction) })
    for (index, predictions) in curves.enumerated() {
      let style = FigureStyle.series(index)
      let level = levels[index]
      layers += bands(predictions, ink: style.ink, isNamed: false, hasNewRun: hasNewRun)
      lines.append(
        FigureLayer(
          "\(held) = \(heldAxis.notation.text(level.rounded(significant: 3)))", .line, style,
          points: predictions.map { .init($0.x, $0.prediction.value) }))
    }
    layers += lines
    if let fit = drawn.fit { layers += rows(fit, x, held, levels, heldAxis) }
    return (FigurePanel(x: axis, y: drawn.responseAxis(), layers: layers), hasNewRun)
  }

  /// Whether most curves lie outside the new-run bands of the next ones, in the middle.
  private static func areApart(_ curves: [[Prediction]]) -> Bool {
    guard curves.allSatisfy({ $0.contains { $0.newRun != nil } }) else { return false }
    let middles = curves.map { $0[$0.count / 2] }
    let apart = zip(middles, middles.dropFirst()).count { !($1.newRun?.contains($0.value) ?? true) }
    return 2 * apart >= middles.count - 1
  }

  /// Rows with the look of the nearest line.
  private func rows(_ fit: Fit, _ x: String, _ held: String, _ levels: [Double], _ axis: FigureAxis) -> [FigureLayer] {
    let place = { (value: Double) in axis.scale == .log ? log(value) : value }
    let (values, others, observed) = (fit.values(of: x), fit.values(of: held), fit.observed)
    let nearest = others.map { value in
      levels.indices.min { abs(place(levels[$0]) - place(value)) < abs(place(levels[$1]) - place(value)) } ?? 0
    }
    return levels.indices.map { index in
      var style = FigureStyle.series(index)
      style.size = 6
      let name = axis.notation.text(levels[index].rounded(significant: 3))
      return FigureLayer(
        nil, .points, style,
        points: values.indices.filter { nearest[$0] == index }.map {
          .init(
            values[$0], observed[$0],
            label: "\(held) = \(axis.notation.text(others[$0].rounded(significant: 4))), line \(name)")
        })
    }.filter { !$0.points.isEmpty }
  }

  /// Each value of the rows where they are few; else some at equal steps of the axis.
  private func levels(of variable: String, _ axis: FigureAxis) -> [Double] {
    let seen = Set(drawn.fit?.values(of: variable) ?? []).sorted()
    if !seen.isEmpty, seen.count <= Self.mostLines + 1 { return seen }
    let ends = ends(variable)
    guard ends[1] > ends[0] else { return [ends[0]] }
    let span = AxisSpan(FigureAxis("", scale: axis.scale, domain: ends[0]...ends[1]), values: ends)
    return (0..<Self.mostLines).map { span.value(Double($0) / Double(Self.mostLines - 1)).rounded(significant: 2) }
  }

  // MARK: More variables

  private func observedAgainstFitted() throws -> Figure {
    guard let fit = drawn.fit else { throw FigureError.needsRows("fit") }
    let (fitted, observed) = (fit.fittedResponses, fit.observed)
    let all = (fitted + observed).filter { AxisSpan.canDraw($0, drawn.responseAxis().scale) }
    let span = AxisSpan(drawn.responseAxis(), values: all)
    var (x, y) = (drawn.responseAxis(domain: span.low...span.high), drawn.responseAxis(domain: span.low...span.high))
    (x.title, y.title) = ("\(x.title), fitted", "\(y.title), observed")
    return Figure(
      drawn.title,
      panels: [
        FigurePanel(
          x: x, y: y,
          layers: [
            FigureLayer(
              "as fitted", .line, FigureStyle(.muted, dash: .dashed),
              points: [.init(span.low, span.low), .init(span.high, span.high)]),
            FigureLayer(
              "rows", .points, FigureStyle(.blue, isFilled: false), points: zip(fitted, observed).map { .init($0, $1) }),
          ], width: 400, height: 400)
      ], caption: [drawn.source])
  }

  // MARK: Grids

  private func ends(_ variable: String) -> [Double] {
    drawn.saved.ranges[variable].map { [$0.lowerBound, $0.upperBound] } ?? [0, 1]
  }

  /// From end to end of the rows, at equal steps of the axis.
  private func grid(_ variable: String, _ axis: FigureAxis) -> [Double] {
    let ends = ends(variable)
    guard ends[1] > ends[0] else { return [ends[0]] }
    let span = AxisSpan(FigureAxis("", scale: axis.scale, domain: ends[0]...ends[1]), values: ends)
    let steps = Double(Self.gridPoints - 1)
    return (0..<Self.gridPoints).map { min(max(span.value(Double($0) / steps), ends[0]), ends[1]) }
  }
}
