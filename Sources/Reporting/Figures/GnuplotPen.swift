import Escaping

/// Texts, samples and looks in gnuplot's words, in shares of the whole picture.
struct GnuplotPen {
  let width: Double
  let height: Double
  let theme: FigureTheme

  func label(_ text: FigureText) -> String {
    "set label \(text.text.quotedForGnuplot) at screen \(place(text.at)) \(text.anchor.rawValue) front"
      + " font '\(text.isBold ? GnuplotScript.boldFont : ""),\(text.size.plain)' textcolor rgb '\(theme.color(text.ink))'"
  }

  /// The mark of an entry of the legend.
  func sample(_ entry: FigureLayout.LegendEntry) -> [String] {
    let (layer, box) = (entry.layer, entry.sample)
    let middle = box.y + box.height / 2
    switch layer.mark {
    case .points:
      let at = FigurePosition(x: box.x + box.width / 2, y: middle)
      return ["set label '' at screen \(place(at)) point \(point(layer.style)) front"]
    case .band:
      let corners =
        "from screen \(place(FigurePosition(x: box.x, y: box.bottom))) to screen "
        + place(FigurePosition(x: box.right, y: box.y))
      return [
        "set object rectangle \(corners) fillcolor rgb '\(theme.color(layer.style.ink))' "
          + "fillstyle transparent solid \(layer.style.opacity.plain) noborder front"
      ]
    default:
      let ends = [box.x, box.right].map { place(FigurePosition(x: $0, y: middle)) }
      return ["set arrow from screen \(ends[0]) to screen \(ends[1]) nohead \(line(layer.style)) front"]
    }
  }

  func line(_ style: FigureStyle) -> String {
    let dash = style.dash.lengths.map(String.init).joined(separator: ",")
    return "linecolor rgb '\(theme.color(style.ink))' linewidth \(style.width.plain) dashtype "
      + (dash.isEmpty ? "solid" : "(\(dash))")
  }

  func point(_ style: FigureStyle) -> String {
    // The transparency of a point is the first byte of its colour.
    let alpha = Int(((1 - style.opacity) * 255).rounded())
    let hex = String(alpha, radix: 16, uppercase: true)
    let color = theme.color(style.ink).dropFirst()
    let rgb = alpha == 0 ? "#\(color)" : "#\(alpha < 16 ? "0" : "")\(hex)\(color)"
    return "pointtype \(style.shape.gnuplotNumber - (style.isFilled ? 0 : 1)) pointsize "
      + "\((style.size / 8).formatted(significant: 3)) linewidth 1.2 linecolor rgb '\(rgb)'"
  }

  func x(_ pixels: Double) -> String { (pixels / width).formatted(decimals: 6) }
  func y(_ pixels: Double) -> String { (1 - pixels / height).formatted(decimals: 6) }
  private func place(_ at: FigurePosition) -> String { "\(x(at.x)),\(y(at.y))" }
}

extension FigureStyle.Shape {
  /// The filled one; the open one comes before it.
  fileprivate var gnuplotNumber: Int {
    switch self {
    case .circle: 7
    case .square: 5
    case .triangle: 9
    case .diamond: 13
    }
  }
}
