import Escaping

/// Marks by their looks, and what stands outside the axes.
extension VegaPanel {
  static func field(_ name: String) -> JSONValue { ["field": .string(name), "type": "quantitative"] }

  static func stroke(_ style: FigureStyle, type: String) -> [JSONValue.Member] {
    [
      .init(key: "type", value: .string(type)), .init(key: "color", value: VegaLite.color(style.ink)),
      .init(key: "strokeWidth", value: .number(style.width)),
    ]
      + (style.dash == .solid
        ? [] : [.init(key: "strokeDash", value: .array(style.dash.lengths.map(JSONValue.integer)))])
  }

  static func point(_ style: FigureStyle) -> [JSONValue.Member] {
    // Vega's size is an area: that of a square around the mark.
    [
      .init(key: "type", value: "point"), .init(key: "shape", value: .string(style.shape.vegaName)),
      .init(key: "filled", value: .bool(style.isFilled)), .init(key: "color", value: VegaLite.color(style.ink)),
      .init(key: "size", value: .number(style.size * style.size)), .init(key: "opacity", value: .number(style.opacity)),
    ] + (style.isFilled ? [] : [.init(key: "strokeWidth", value: .number(1.2))])
  }

  static func type(_ text: FigureText) -> [JSONValue.Member] {
    [
      .init(key: "type", value: "text"), .init(key: "align", value: .string(text.anchor.rawValue)),
      .init(key: "baseline", value: "middle"), .init(key: "fontSize", value: .number(text.size)),
      .init(key: "color", value: VegaLite.color(text.ink)),
    ] + (text.isBold ? [.init(key: "fontWeight", value: "bold")] : [])
  }

  /// A text outside the axes, placed in pixels from the corner of a panel.
  static func text(_ text: FigureText, in frame: FigureBox) -> JSONValue {
    fixed(
      type(text),
      [
        "x": ["value": .number(text.at.x - frame.x)], "y": ["value": .number(text.at.y - frame.y)],
        "text": ["value": .string(text.text.escapedForLine)],
      ])
  }

  /// The mark of an entry of the legend.
  static func sample(_ entry: FigureLayout.LegendEntry, in frame: FigureBox) -> [JSONValue] {
    let (layer, box) = (entry.layer, entry.sample)
    let pixel = { (value: Double) -> JSONValue in ["value": .number(value)] }
    let (left, right) = (box.x - frame.x, box.right - frame.x)
    let (top, bottom) = (box.y - frame.y, box.bottom - frame.y)
    let middle = (top + bottom) / 2
    switch layer.mark {
    case .points:
      return [fixed(point(layer.style), ["x": pixel((left + right) / 2), "y": pixel(middle)])]
    case .band:
      let area: [JSONValue.Member] = [
        .init(key: "type", value: "rect"), .init(key: "color", value: VegaLite.color(layer.style.ink)),
        .init(key: "opacity", value: .number(layer.style.opacity)),
      ]
      return [fixed(area, ["x": pixel(left), "x2": pixel(right), "y": pixel(top), "y2": pixel(bottom)])]
    default:
      return [
        fixed(
          stroke(layer.style, type: "rule"), ["x": pixel(left), "x2": pixel(right), "y": pixel(middle)])
      ]
    }
  }

  private static func fixed(_ mark: [JSONValue.Member], _ encoding: JSONValue) -> JSONValue {
    ["data": ["values": [.object([])]], "mark": .object(mark), "encoding": encoding]
  }
}

extension FigureStyle.Shape {
  fileprivate var vegaName: String {
    switch self {
    case .circle: "circle"
    case .square: "square"
    case .triangle: "triangle-up"
    case .diamond: "diamond"
    }
  }
}

extension Double {
  /// The nearest number of so many significant digits.
  func rounded(significant digits: Int) -> Double { Double(formatted(significant: digits)) ?? self }
}
