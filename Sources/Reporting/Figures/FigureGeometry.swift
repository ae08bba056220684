/// A place in a figure, in pixels from the upper left corner.
struct FigurePosition: Sendable, Hashable {
  var x: Double
  var y: Double
}

/// An upright rectangle in a figure, in pixels from the upper left corner.
struct FigureBox: Sendable, Hashable {
  var x: Double
  var y: Double
  var width: Double
  var height: Double

  var right: Double { x + width }
  var bottom: Double { y + height }

  func overlaps(_ other: FigureBox) -> Bool {
    x < other.right && other.x < right && y < other.bottom && other.y < bottom
  }

  func contains(_ other: FigureBox) -> Bool {
    other.x >= x && other.right <= right && other.y >= y && other.bottom <= bottom
  }

  func grown(by margin: Double) -> FigureBox {
    FigureBox(x: x - margin, y: y - margin, width: width + 2 * margin, height: height + 2 * margin)
  }

  /// Whether a straight line between two places passes through (Liang and Barsky 1984).
  func isCrossed(from a: FigurePosition, to b: FigurePosition) -> Bool {
    var (first, last) = (0.0, 1.0)
    for (step, room) in [
      (a.x - b.x, a.x - x), (b.x - a.x, right - a.x), (a.y - b.y, a.y - y), (b.y - a.y, bottom - a.y),
    ] {
      if step == 0 {
        if room < 0 { return false }
      } else if step < 0 {
        first = max(first, room / step)
      } else {
        last = min(last, room / step)
      }
    }
    return first <= last
  }
}

/// A text and where it stands: at its left end, middle or right end, half-way up.
struct FigureText: Sendable, Hashable {
  enum Anchor: String, Sendable, Hashable { case left, center, right }

  var text: String
  var at: FigurePosition
  var anchor: Anchor = .left
  var size: Double
  var ink: FigureStyle.Ink = .ink
  var isBold = false
  /// Read from below upwards, with its middle at the place.
  var isUpright = false

  /// What it covers.
  var box: FigureBox {
    let width = TextWidth.of(text, size: size, isBold: isBold)
    if isUpright { return FigureBox(x: at.x - size * 0.6, y: at.y - width / 2, width: size * 1.2, height: width) }
    let left = anchor == .left ? at.x : anchor == .right ? at.x - width : at.x - width / 2
    return FigureBox(x: left, y: at.y - size * 0.6, width: width, height: size * 1.2)
  }
}

/// Sizes of what is written, in pixels.
enum FigureFont {
  /// What has the widths of `TextWidth`, then what is narrower.
  static let family = "DejaVu Sans, Verdana, Arial, sans-serif"
  static let title = 14.0
  static let panelTitle = 12.0
  static let axis = 11.0
  static let tick = 10.0
  static let legend = 10.5
  static let label = 9.0
  static let caption = 9.5
  /// From line to line, in units of the size.
  static let leading = 1.35
}
