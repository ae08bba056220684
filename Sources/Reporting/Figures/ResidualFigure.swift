import ScalingLaws

/// Residuals against what was fitted, and against each variable.
struct ResidualFigure {
  let drawn: DrawnFit

  func figure() throws(FigureError) -> Figure {
    guard let fit = drawn.fit else { throw .needsRows("residuals") }
    let (residuals, unit) = fit.standardizedResiduals
    let title = unit.map { "residual (\($0))" } ?? "residual"
    let panels =
      [(name: nil as String?, values: fit.fittedResponses)]
      + drawn.saved.predictors.map { (name: $0, values: fit.values(of: $0)) }
    let columns = panels.count == 3 ? 3 : min(2, panels.count)
    let size = [1: (width: 520.0, height: 320.0), 2: (width: 330, height: 230)][columns] ?? (width: 250, height: 230)
    let drawnPanels = panels.map { name, values -> FigurePanel in
      var x = name.map { drawn.axis($0, values: values) } ?? drawn.responseAxis()
      if name == nil { x.title += ", fitted" }
      return FigurePanel(
        x: x, y: FigureAxis(title),
        layers: [
          FigureLayer(nil, .lyingRule, FigureStyle(.muted, width: 1), points: [.init(0, 0)]),
          FigureLayer(
            nil, .points, FigureStyle(.blue, isFilled: false, size: 5.5),
            points: zip(zip(values, residuals), fit.rows.lines).map { .init($0.0, $0.1, label: "line \($1)") }),
        ], width: size.width, height: size.height)
    }
    return Figure(
      "Residuals of \(drawn.title)", panels: drawnPanels, columns: columns,
      caption: [
        "A residual is what was observed less what the law says, on the \(fit.scale.rawValue) scale"
          + (unit == nil ? "." : ", over its own standard deviation."), drawn.source,
      ])
  }
}
