/// A panel as elements of SVG: grid, marks, frame, ticks, words.
struct PanelSVG {
  private let layout: PanelLayout
  private let frame: FigureBox
  /// The identifier of the frame as a clip path.
  private let clip: String
  private let pen: SVGPen

  init(_ layout: PanelLayout, clip: String, pen: SVGPen) {
    self.layout = layout
    self.clip = clip
    self.pen = pen
    frame = layout.frame
  }

  var lines: [String] {
    let border = "fill='none' stroke='\(pen.theme.color(.muted))' stroke-width='0.8'"
    return ["<path fill='none' stroke='\(pen.theme.grid)' stroke-width='0.6' d='\(grid)'/>"]
      + layout.layers.flatMap(marks) + leaders + ["<path \(border) d='\(SVGPath.rectangle(frame))\(ticks)'/>"]
      + pen.texts(layout.labels) + pen.texts(layout.tickTexts) + pen.texts(layout.axisTitles)
  }

  // MARK: Axes

  private var grid: String {
    layout.xTicks.major.map { upright(layout.column($0.value), from: frame.y, to: frame.bottom) }.joined()
      + layout.yTicks.major.map { lying(layout.row($0.value), from: frame.x, to: frame.right) }.joined()
  }

  private var ticks: String {
    let below = { (value: Double, length: Double) in
      upright(layout.column(value), from: frame.bottom, to: frame.bottom + length)
    }
    let beside = { (value: Double, length: Double) in
      lying(layout.row(value), from: frame.x - length, to: frame.x)
    }
    let (major, minor) = (PanelLayout.majorTick, PanelLayout.minorTick)
    return
      (layout.xTicks.major.map { below($0.value, major) } + layout.xTicks.minor.map { below($0, minor) }
      + layout.yTicks.major.map { beside($0.value, major) } + layout.yTicks.minor.map { beside($0, minor) }).joined()
  }

  private func upright(_ x: Double, from top: Double, to bottom: Double) -> String {
    "M\(x.pixels) \(top.pixels)V\(bottom.pixels)"
  }

  private func lying(_ y: Double, from left: Double, to right: Double) -> String {
    "M\(left.pixels) \(y.pixels)H\(right.pixels)"
  }

  // MARK: Marks

  /// The elements of a layer; none where nothing of it has a place.
  private func marks(_ layer: FigureLayer) -> [String] {
    let style = layer.style
    switch layer.mark {
    case .line:
      let path = layout.runs(layer).filter { $0.count > 1 }.map { SVGPath.line($0.compactMap { place($0.x, $0.y) }) }
      return clipped(path.joined(), pen.stroke(style) + " stroke-linejoin='round'")
    case .band: return clipped(layout.bandRuns(layer).map(band).joined(), pen.area(style))
    case .points:
      // A point whose middle is in the frame is drawn whole.
      let places = layer.points.compactMap { layout.place.position($0.x, $0.y) }
      return places.isEmpty ? [] : [pen.points(places, style)]
    case .uprightIntervals, .lyingIntervals: return intervals(layer)
    case .uprightRule:
      let path = layout.rules(layer).map { upright(layout.column($0), from: frame.y, to: frame.bottom) }
      return clipped(path.joined(), pen.stroke(style))
    case .lyingRule:
      let path = layout.rules(layer).map { lying(layout.row($0), from: frame.x, to: frame.right) }
      return clipped(path.joined(), pen.stroke(style))
    }
  }

  private func clipped(_ path: String, _ look: String) -> [String] {
    path.isEmpty ? [] : ["<path clip-path='url(#\(clip))' \(look) d='\(path)'/>"]
  }

  private func place(_ x: Double, _ y: Double) -> FigurePosition? { layout.place.position(x, y, inside: false) }

  /// Along the high ends and back along the low ones.
  private func band(_ run: [PanelLayout.Span]) -> String {
    SVGPath.polygon(
      run.compactMap { place($0.at.x, $0.high) } + run.reversed().compactMap { place($0.at.x, $0.low) })
  }

  private var leaders: [String] {
    layout.leaders.isEmpty
      ? []
      : [
        "<path \(pen.stroke(FigureStyle(.muted, width: 0.5))) d='\(layout.leaders.map { SVGPath.line([$0.from, $0.to]) }.joined())'/>"
      ]
  }

  // MARK: Intervals

  private func intervals(_ layer: FigureLayer) -> [String] {
    let bars = layout.spans(layer).compactMap { bar($0, layer) }
    let heads = bars.map(\.heads).joined()
    return clipped(bars.map(\.strokes).joined(), pen.stroke(layer.style))
      + clipped(heads, "fill='\(pen.theme.color(layer.style.ink))'")
  }

  /// A bar with caps at its ends; an open end has an arrow head at the frame instead.
  private func bar(_ span: PanelLayout.Span, _ layer: FigureLayer) -> (strokes: String, heads: String)? {
    let isLying = layer.mark == .lyingIntervals
    let ends = [(span.low, span.isLowOpen, -1.0), (span.high, span.isHighOpen, 1)].compactMap { value, isOpen, way in
      (isLying ? place(value, span.at.y) : place(span.at.x, value)).map {
        BarEnd(at: $0, isOpen: isOpen, isLying: isLying, way: isLying ? way : -way, style: layer.style)
      }
    }
    guard ends.count == 2 else { return nil }
    return (
      SVGPath.line(ends.map(\.foot)) + ends.map { $0.cap(in: frame) }.joined(), ends.map(\.head).joined()
    )
  }

  /// An end of a bar.
  private struct BarEnd {
    let at: FigurePosition
    let isOpen: Bool
    let isLying: Bool
    /// Outwards: 1 to the right or down, -1 to the left or up.
    let way: Double
    let style: FigureStyle

    private var half: Double { style.width / 2 + 2.5 }

    /// So far inwards, and so far aside.
    private func moved(_ inwards: Double, _ aside: Double) -> FigurePosition {
      let along = -way * inwards
      return isLying
        ? FigurePosition(x: at.x + along, y: at.y + aside) : FigurePosition(x: at.x + aside, y: at.y + along)
    }

    /// Where the bar itself ends: at the foot of the head.
    var foot: FigurePosition { isOpen ? moved(2 * half, 0) : at }

    var head: String {
      isOpen ? SVGPath.polygon([moved(0, 0), moved(2 * half, half), moved(2 * half, -half)]) : ""
    }

    /// None where the end lies beyond the frame.
    func cap(in frame: FigureBox) -> String {
      let inner = frame.grown(by: -0.5)
      let isInside =
        isLying ? inner.x < at.x && at.x < inner.right : inner.y < at.y && at.y < inner.bottom
      return isOpen || !isInside || !style.hasCaps ? "" : SVGPath.line([moved(0, -3), moved(0, 3)])
    }
  }
}
