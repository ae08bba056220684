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

  init(_ panel: FigurePanel, axes: PanelAxes, at corner: FigurePosition) {
    self.panel = panel
    frame = FigureBox(x: corner.x, y: corner.y, width: panel.width, height: panel.height)
    (x, y, xTicks, yTicks) = (axes.x, axes.y, axes.xTicks, axes.yTicks)
    layers = panel.layers
    let isOpen = { (end: Double?) in end.map { !$0.isFinite } ?? true }
    hasOpenEnds = panel.layers.contains { $0.hasRange && $0.points.contains { isOpen($0.low) || isOpen($0.high) } }
    var things = Things(place: Placer(frame: frame, x: x, y: y))
    for layer in panel.layers { things.add(layer) }
    let placement = LabelPlacement(
      things.names, in: frame.grown(by: -2), obstacles: things.marks, lines: things.lines)
    labels = placement.labels.map(\.text)
    leaders = placement.labels.compactMap(\.leader)
    unplaced = placement.left
  }

  /// What names are placed among.
  private struct Things {
    let place: Placer
    var names: [LabelPlacement.Name] = []
    var marks: [FigureBox] = []
    var lines: [(FigurePosition, FigurePosition)] = []

    mutating func add(_ layer: FigureLayer) {
      switch layer.mark {
      case .points:
        for point in layer.points { add(point, of: layer) }
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
          if let low = place.position(point.x, point.low ?? place.y.low),
            let high = place.position(point.x, point.high ?? place.y.high)
          {
            marks.append(FigureBox(x: low.x - 1, y: high.y, width: 2, height: low.y - high.y))
          }
        }
      case .band, .lyingIntervals, .uprightRule, .lyingRule: break
      }
    }

    private mutating func add(_ point: FigureLayer.Point, of layer: FigureLayer) {
      guard let at = place.position(point.x, point.y) else { return }
      let radius = layer.style.size / 2
      marks.append(FigureBox(x: at.x, y: at.y, width: 0, height: 0).grown(by: radius))
      if layer.labels == .beside, let name = point.label { names.append((name, at, radius, layer.style.ink)) }
    }
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
