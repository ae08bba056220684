/// A panel with every decision made: where it stands, how far its axes reach, what stands at the ticks and beside the points.
struct PanelLayout: Sendable {
  let panel: FigurePanel
  /// The area between the axes.
  let frame: FigureBox
  let x: AxisSpan
  let y: AxisSpan
  let xTicks: AxisTicks
  let yTicks: AxisTicks
  let layers: [FigureLayer]
  let labels: [FigureText]
  let leaders: [(from: FigurePosition, to: FigurePosition)]
  /// Names of points for which there was no room.
  let unplaced: [String]
  /// Whether an end of a band or an interval is open.
  let hasOpenEnds: Bool

  init(_ panel: FigurePanel, at corner: FigurePosition) {
    self.panel = panel
    frame = FigureBox(x: corner.x, y: corner.y, width: panel.width, height: panel.height)
    x = AxisSpan(panel.x, values: panel.layers.filter(\.setsDomain).flatMap(\.xValues))
    y = AxisSpan(panel.y, values: panel.layers.filter(\.setsDomain).flatMap(\.yValues))
    xTicks = AxisTicks(panel.x, span: x, length: panel.width, isUpright: false)
    yTicks = AxisTicks(panel.y, span: y, length: panel.height, isUpright: true)
    layers = panel.layers
    hasOpenEnds = panel.layers.contains { $0.hasRange && $0.points.contains { $0.low == nil || $0.high == nil } }
    let place = Placer(frame: frame, x: x, y: y)
    var names: [(name: String, point: FigurePosition, radius: Double, ink: FigureStyle.Ink)] = []
    var marks: [FigureBox] = []
    var lines: [(FigurePosition, FigurePosition)] = []
    for layer in panel.layers {
      switch layer.mark {
      case .points:
        let radius = layer.style.size / 2
        for point in layer.points {
          guard let at = place.position(point.x, point.y) else { continue }
          marks.append(FigureBox(x: at.x, y: at.y, width: 0, height: 0).grown(by: radius))
          if layer.labels == .beside, let name = point.label { names.append((name, at, radius, .ink)) }
        }
      case .line:
        let path = layer.points.map { place.position($0.x, $0.y, inside: false) }
        for (a, b) in zip(path, path.dropFirst()) {
          if let a, let b { lines.append((a, b)) }
        }
        if layer.labels == .atEnd, let name = layer.points.last?.label,
          let end = layer.points.compactMap({ place.position($0.x, $0.y) }).last
        {
          names.append((name, end, 1, layer.style.ink))
        }
      case .uprightIntervals:
        for point in layer.points {
          if let low = place.position(point.x, point.low ?? y.low),
            let high = place.position(point.x, point.high ?? y.high)
          {
            marks.append(FigureBox(x: low.x - 1, y: high.y, width: 2, height: low.y - high.y))
          }
        }
      default: break
      }
    }
    let placement = LabelPlacement(names, in: frame.grown(by: -2), obstacles: marks, lines: lines)
    labels = placement.labels.map(\.text)
    leaders = placement.labels.compactMap(\.leader)
    unplaced = placement.left
  }

  /// From values to pixels.
  struct Placer: Sendable {
    let frame: FigureBox
    let x: AxisSpan
    let y: AxisSpan

    /// - Parameter inside: whether what lies outside the frame has no place.
    func position(_ valueX: Double, _ valueY: Double, inside: Bool = true) -> FigurePosition? {
      guard AxisSpan.canDraw(valueX, x.scale), AxisSpan.canDraw(valueY, y.scale) else { return nil }
      if inside, !x.contains(valueX) || !y.contains(valueY) { return nil }
      return FigurePosition(
        x: frame.x + frame.width * x.fraction(valueX), y: frame.y + frame.height * (1 - y.fraction(valueY)))
    }
  }

  var place: Placer { Placer(frame: frame, x: x, y: y) }
}

extension FigureLayer {
  var hasRange: Bool { mark == .band || mark == .uprightIntervals || mark == .lyingIntervals }

  /// What the x axis must reach.
  var xValues: [Double] {
    switch mark {
    case .uprightRule: points.map(\.x)
    case .lyingRule: []
    case .lyingIntervals: points.flatMap { [$0.x, $0.low, $0.high].compactMap { $0 } }
    default: points.map(\.x)
    }
  }

  /// What the y axis must reach.
  var yValues: [Double] {
    switch mark {
    case .lyingRule: points.map(\.y)
    case .uprightRule: []
    case .band: points.flatMap { [$0.low, $0.high].compactMap { $0 } }
    case .uprightIntervals: points.flatMap { [$0.y, $0.low, $0.high].compactMap { $0 } }
    default: points.map(\.y)
    }
  }
}
