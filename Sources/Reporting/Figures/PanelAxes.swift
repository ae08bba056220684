/// The ends and ticks of both axes of a panel.
struct PanelAxes: Sendable {
  let x: AxisSpan
  let y: AxisSpan
  let xTicks: AxisTicks
  let yTicks: AxisTicks

  init(_ panel: FigurePanel) {
    let layers = panel.layers.filter(\.setsDomain)
    x = AxisSpan(panel.x, values: layers.flatMap(\.xValues))
    y = AxisSpan(panel.y, values: layers.flatMap(\.yValues))
    xTicks = AxisTicks(panel.x, span: x, length: panel.width, isUpright: false)
    yTicks = AxisTicks(panel.y, span: y, length: panel.height, isUpright: true)
  }
}
