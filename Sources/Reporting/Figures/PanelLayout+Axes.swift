/// What stands outside the frame: ticks with their words, and titles.
extension PanelLayout {
  /// Lengths of ticks, in pixels.
  static let (majorTick, minorTick) = (5.0, 3.0)

  /// Where the upright lines of the grid stand.
  func column(_ value: Double) -> Double { frame.x + frame.width * x.fraction(value) }

  /// Where the lying lines of the grid stand.
  func row(_ value: Double) -> Double { frame.y + frame.height * (1 - y.fraction(value)) }

  var tickTexts: [FigureText] {
    let size = FigureFont.tick
    return xTicks.major.map {
      FigureText(
        text: $0.label, at: FigurePosition(x: column($0.value), y: frame.bottom + 8 + size * 0.6), anchor: .center,
        size: size)
    }
      + yTicks.major.map {
        FigureText(text: $0.label, at: FigurePosition(x: frame.x - 8, y: row($0.value)), anchor: .right, size: size)
      }
  }

  /// Titles of the axes that have one.
  var axisTitles: [FigureText] {
    let size = FigureFont.axis
    let widest = yTicks.major.map { TextWidth.of($0.label, size: FigureFont.tick) }.max() ?? 0
    let below = FigurePosition(
      x: frame.x + frame.width / 2, y: frame.bottom + 13 + FigureFont.tick * 1.2 + size * 0.8)
    let beside = FigurePosition(x: frame.x - widest - 16 - size * 0.7, y: frame.y + frame.height / 2)
    return [
      FigureText(text: panel.x.title, at: below, anchor: .center, size: size),
      FigureText(text: panel.y.title, at: beside, anchor: .center, size: size, isUpright: true),
    ].filter { !$0.text.isEmpty }
  }
}
