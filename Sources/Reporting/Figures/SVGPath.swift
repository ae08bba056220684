import ScalingLaws

/// Places joined, in the words of SVG's paths.
enum SVGPath {
  static func line(_ places: [FigurePosition]) -> String {
    places.first.map {
      "M\($0.pixels)" + (places.count > 1 ? "L" : "") + places.dropFirst().map(\.pixels).joined(separator: " ")
    }
      ?? ""
  }

  static func polygon(_ corners: [FigurePosition]) -> String { line(corners) + "Z" }

  static func rectangle(_ box: FigureBox) -> String {
    "M\(box.x.pixels) \(box.y.pixels)H\(box.right.pixels)V\(box.bottom.pixels)H\(box.x.pixels)Z"
  }
}

extension FigurePosition {
  fileprivate var pixels: String { "\(x.pixels) \(y.pixels)" }
}

extension Double {
  /// Farther out no pixel is seen, and renderers lose count.
  private static let farthest = 1e6

  /// To a hundredth of a pixel.
  var pixels: String {
    let hundredths = (min(max(self, -Self.farthest), Self.farthest) * 100).rounded()
    // Without the sign of a negative zero.
    return (hundredths / 100 + 0).plain
  }
}
