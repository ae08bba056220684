import Escaping
import ScalingLaws

/// Texts, samples and looks in SVG's words.
struct SVGPen {
  let theme: FigureTheme

  /// Half the height of a digit, in units of the size of its font: from the middle of a text down to its base line.
  private static let drop = 0.36

  // MARK: Texts

  /// Those that look alike and follow one another are one group.
  func texts(_ texts: [FigureText]) -> [String] {
    var groups: [(look: String, texts: [String])] = []
    for text in texts {
      let look = look(text)
      if groups.last?.look != look { groups.append((look, [])) }
      groups[groups.count - 1].texts.append(Self.element(text))
    }
    return groups.map { "<g \($0.look)>\($0.texts.joined())</g>" }
  }

  private func look(_ text: FigureText) -> String {
    let anchor =
      switch text.anchor {
      case .left: ""
      case .center: " text-anchor='middle'"
      case .right: " text-anchor='end'"
      }
    return "font-size='\(text.size.pixels)' fill='\(theme.color(text.ink))'" + anchor
      + (text.isBold ? " font-weight='bold'" : "")
  }

  private static func element(_ text: FigureText) -> String {
    let drop = drop * text.size
    let (x, y) =
      text.isUpright ? ((text.at.x + drop).pixels, text.at.y.pixels) : (text.at.x.pixels, (text.at.y + drop).pixels)
    let turn = text.isUpright ? " transform='rotate(-90 \(x) \(y))'" : ""
    return "<text x='\(x)' y='\(y)'\(turn)>\(text.text.escapedForXML)</text>"
  }

  // MARK: Looks

  func stroke(_ style: FigureStyle) -> String {
    let dash = style.dash.lengths.map(String.init).joined(separator: " ")
    return "fill='none' stroke='\(theme.color(style.ink))' stroke-width='\(style.width.pixels)'"
      + (dash.isEmpty ? "" : " stroke-dasharray='\(dash)'")
  }

  func area(_ style: FigureStyle) -> String {
    "fill='\(theme.color(style.ink))'" + (style.opacity < 1 ? " fill-opacity='\(style.opacity.pixels)'" : "")
  }

  /// Points of one look.
  func points(_ places: [FigurePosition], _ style: FigureStyle) -> String {
    let opacity = style.opacity.pixels
    let look =
      style.isFilled
      ? area(style)
      : "fill='none' stroke='\(theme.color(style.ink))' stroke-width='1'"
        + (style.opacity < 1 ? " stroke-opacity='\(opacity)'" : "")
    return "<g \(look)>\(places.map { style.shape.element(at: $0, radius: style.size / 2) }.joined())</g>"
  }

  /// The mark of an entry of the legend.
  func sample(_ entry: FigureLayout.LegendEntry) -> [String] {
    let (style, box) = (entry.layer.style, entry.sample)
    let middle = box.y + box.height / 2
    switch entry.layer.mark {
    case .points: return [points([FigurePosition(x: box.x + box.width / 2, y: middle)], style)]
    case .band:
      return [
        "<path \(area(style)) d='M\(box.x.pixels) \(box.y.pixels)H\(box.right.pixels)V\(box.bottom.pixels)H\(box.x.pixels)Z'/>"
      ]
    default: return ["<path \(stroke(style)) d='M\(box.x.pixels) \(middle.pixels)H\(box.right.pixels)'/>"]
    }
  }
}

extension FigureStyle.Shape {
  /// About as much ink for each shape of the same size.
  fileprivate func element(at place: FigurePosition, radius: Double) -> String {
    let (x, y) = (place.x.pixels, place.y.pixels)
    switch self {
    case .circle: return "<circle cx='\(x)' cy='\(y)' r='\(radius.pixels)'/>"
    case .square:
      let half = 0.9 * radius
      let (corner, side) = (FigurePosition(x: place.x - half, y: place.y - half), (2 * half).pixels)
      return "<rect x='\(corner.x.pixels)' y='\(corner.y.pixels)' width='\(side)' height='\(side)'/>"
    case .triangle:
      let (side, down) = (1.1 * radius, 0.8 * radius)
      return polygon(place, [(0, -1.2 * radius), (side, down), (-side, down)])
    case .diamond:
      let reach = 1.2 * radius
      return polygon(place, [(0, -reach), (reach, 0), (0, reach), (-reach, 0)])
    }
  }

  private func polygon(_ place: FigurePosition, _ corners: [(x: Double, y: Double)]) -> String {
    "<path d='\(SVGPath.polygon(corners.map { FigurePosition(x: place.x + $0.x, y: place.y + $0.y) }))'/>"
  }
}
