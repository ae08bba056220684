import Escaping

/// A panel as a layered view of Vega-Lite.
struct VegaPanel {
  private let layout: PanelLayout
  private let decorations: [JSONValue]

  init(_ layout: PanelLayout, decorations: [JSONValue]) {
    self.layout = layout
    self.decorations = decorations
  }

  var members: [JSONValue.Member] {
    var layers = [axes]
    layers += layout.layers.flatMap(marks)
    layers += leaders + labels + decorations
    return [
      .init(key: "width", value: .number(layout.frame.width)),
      .init(key: "height", value: .number(layout.frame.height)),
      .init(key: "layer", value: .array(layers)),
    ]
  }

  // MARK: Axes

  /// A layer that draws nothing and carries both axes.
  private var axes: JSONValue {
    [
      "data": ["values": [["x": .number(layout.x.low), "y": .number(layout.y.low)]]],
      "mark": ["type": "point", "opacity": 0],
      "encoding": [
        "x": axis("x", layout.panel.x, layout.x, layout.xTicks),
        "y": axis("y", layout.panel.y, layout.y, layout.yTicks),
      ],
    ]
  }

  private func axis(_ field: String, _ axis: FigureAxis, _ span: AxisSpan, _ ticks: AxisTicks) -> JSONValue {
    let values = ticks.major.map(\.value)
    let words = ticks.major.map { $0.label.quotedForVega }.joined(separator: ",")
    let numbers = values.map(\.plain).joined(separator: ",")
    let all = JSONValue.array((values + ticks.minor).sorted().map { .number($0) })
    let isMajor = "indexof([\(numbers)], datum.value) >= 0"
    return [
      "field": .string(field), "type": "quantitative",
      "scale": .object(
        [
          .init(key: "type", value: span.scale == .log ? "log" : "linear"),
          .init(key: "domain", value: [.number(span.low), .number(span.high)]),
          .init(key: "nice", value: .bool(false)),
        ] + (span.scale == .log ? [] : [.init(key: "zero", value: .bool(false))])),
      "axis": [
        "title": JSONValue(axis.title.isEmpty ? nil : axis.title.escapedForLine), "values": all,
        "labelExpr": .string(
          values.isEmpty ? "''" : "\(isMajor) ? [\(words)][indexof([\(numbers)], datum.value)] : ''"),
        "gridOpacity": ["condition": ["test": .string(isMajor), "value": 1], "value": 0],
        "tickSize": ["condition": ["test": .string(isMajor), "value": 5], "value": 3],
      ],
    ]
  }

  // MARK: Marks

  private func marks(_ layer: FigureLayer) -> [JSONValue] {
    switch layer.mark {
    case .line: layout.runs(layer).map { line(layer, $0) }
    case .band: layout.bandRuns(layer).map { band(layer, $0) }
    case .points: [points(layer)]
    case .uprightIntervals, .lyingIntervals: intervals(layer)
    case .uprightRule, .lyingRule: [rules(layer)]
    }
  }

  private func line(_ layer: FigureLayer, _ points: [FigureLayer.Point]) -> JSONValue {
    layered(
      points.map { datum($0) },
      Self.stroke(layer.style, type: "line") + [
        .init(key: "order", value: .bool(false)), .init(key: "clip", value: .bool(true)),
      ], ["x": Self.field("x"), "y": Self.field("y")], tooltip: nil)
  }

  private func band(_ layer: FigureLayer, _ spans: [PanelLayout.Span]) -> JSONValue {
    layered(
      spans.map { ["x": .number($0.at.x), "low": .number($0.low), "high": .number($0.high)] },
      [
        .init(key: "type", value: "area"), .init(key: "color", value: VegaLite.color(layer.style.ink)),
        .init(key: "opacity", value: .number(layer.style.opacity)), .init(key: "clip", value: .bool(true)),
      ], ["x": Self.field("x"), "y": Self.field("low"), "y2": ["field": "high"]], tooltip: nil)
  }

  private func points(_ layer: FigureLayer) -> JSONValue {
    let drawn = layer.points.filter { layout.place.position($0.x, $0.y) != nil }
    let hasLabels = drawn.contains { $0.label != nil }
    let tooltip: [JSONValue] =
      (hasLabels ? [["field": "label", "type": "nominal", "title": " "]] : []) + [
        tip("x", layout.panel.x), tip("y", layout.panel.y),
      ]
    return layered(
      drawn.map { datum($0) }, Self.point(layer.style), ["x": Self.field("x"), "y": Self.field("y")],
      tooltip: .array(tooltip))
  }

  private func intervals(_ layer: FigureLayer) -> [JSONValue] {
    let isLying = layer.mark == .lyingIntervals
    let spans = layout.spans(layer)
    let encoding: JSONValue =
      isLying
      ? ["y": Self.field("y"), "x": Self.field("low"), "x2": ["field": "high"]]
      : ["x": Self.field("x"), "y": Self.field("low"), "y2": ["field": "high"]]
    let data = spans.map { span -> JSONValue in
      [
        isLying ? "y" : "x": .number(isLying ? span.at.y : span.at.x), "low": .number(span.low),
        "high": .number(span.high),
      ]
    }
    let bars = layered(data, Self.stroke(layer.style, type: "rule"), encoding, tooltip: nil)
    // Open ends: arrow heads at the frame.
    let heads = [(true, isLying ? -90.0 : 180.0), (false, isLying ? 90.0 : 0)].compactMap {
      isLow, angle -> JSONValue? in
      let open = spans.filter { isLow ? $0.isLowOpen : $0.isHighOpen }
      guard !open.isEmpty else { return nil }
      let data = open.map { span -> JSONValue in
        let end = JSONValue.number(isLow ? span.low : span.high)
        return isLying ? ["x": end, "y": .number(span.at.y)] : ["x": .number(span.at.x), "y": end]
      }
      var style = layer.style
      (style.shape, style.size, style.isFilled) = (.triangle, 7, true)
      return layered(
        data, Self.point(style) + [.init(key: "angle", value: .number(angle))],
        ["x": Self.field("x"), "y": Self.field("y")], tooltip: nil)
    }
    return [bars] + heads
  }

  private func rules(_ layer: FigureLayer) -> JSONValue {
    let name = layer.mark == .uprightRule ? "x" : "y"
    return layered(
      layout.rules(layer).map { .object([.init(key: name, value: .number($0))]) },
      Self.stroke(layer.style, type: "rule"),
      .object([.init(key: name, value: Self.field(name))]), tooltip: nil)
  }

  // MARK: Labels

  private var labels: [JSONValue] {
    let groups = [FigureText.Anchor.left, .center, .right].flatMap { anchor in
      FigureStyle.Ink.allCases.map { ink in layout.labels.filter { $0.anchor == anchor && $0.ink == ink } }
    }
    return groups.filter { !$0.isEmpty }.map { texts in
      layered(
        texts.map {
          ["x": .number(value($0.at).x), "y": .number(value($0.at).y), "label": .string($0.text.escapedForLine)]
        }, Self.type(texts[0]),
        ["x": Self.field("x"), "y": Self.field("y"), "text": ["field": "label", "type": "nominal"]], tooltip: nil)
    }
  }

  private var leaders: [JSONValue] {
    guard !layout.leaders.isEmpty else { return [] }
    let style = FigureStyle(.muted, width: 0.5)
    return [
      layered(
        layout.leaders.map { leader in
          let (from, to) = (value(leader.from), value(leader.to))
          return ["x": .number(from.x), "y": .number(from.y), "x2": .number(to.x), "y2": .number(to.y)]
        }, Self.stroke(style, type: "rule"),
        ["x": Self.field("x"), "y": Self.field("y"), "x2": ["field": "x2"], "y2": ["field": "y2"]], tooltip: nil)
    ]
  }

  /// The values at a place, with the digits that a pixel needs.
  private func value(_ at: FigurePosition) -> (x: Double, y: Double) {
    let frame = layout.frame
    let (x, y) = (
      layout.x.value((at.x - frame.x) / frame.width), layout.y.value(1 - (at.y - frame.y) / frame.height)
    )
    return (x.rounded(significant: 9), y.rounded(significant: 9))
  }

  private func datum(_ point: FigureLayer.Point) -> JSONValue {
    .object(
      [.init(key: "x", value: .number(point.x)), .init(key: "y", value: .number(point.y))]
        + (point.label.map { [.init(key: "label", value: .string($0.escapedForLine))] } ?? []) + dates(point))
  }

  private func dates(_ point: FigureLayer.Point) -> [JSONValue.Member] {
    layout.panel.x.notation == .date
      ? [.init(key: "date", value: .string(FigureAxis.Notation.date.text(point.x)))] : []
  }

  /// Vega-Lite makes the title a key in an expression, whose strings hold no separator of lines (U+2028): what is unseen is shown as an escape.
  private func tip(_ field: String, _ axis: FigureAxis) -> JSONValue {
    let title = axis.title.escapedForLine
    return axis.notation == .date
      ? ["field": "date", "type": "nominal", "title": .string(title.isEmpty ? "date" : title)]
      : ["field": .string(field), "type": "quantitative", "title": .string(title), "format": ".4~g"]
  }

  private func layered(
    _ values: [JSONValue], _ mark: [JSONValue.Member], _ encoding: JSONValue, tooltip: JSONValue?
  ) -> JSONValue {
    var encoding = encoding
    if let tooltip, case .object(let members) = encoding {
      encoding = .object(members + [.init(key: "tooltip", value: tooltip)])
    }
    return ["data": ["values": .array(values)], "mark": .object(mark), "encoding": encoding]
  }
}
