/// Where everything of a figure stands, in pixels: what its renderers share.
struct FigureLayout: Sendable {
  let width: Double
  let height: Double
  let panels: [PanelLayout]
  let legend: [LegendEntry]
  /// Title, titles of panels, caption.
  let texts: [FigureText]

  struct LegendEntry: Sendable {
    let layer: FigureLayer
    /// Where the sample of the mark stands.
    let sample: FigureBox
    let text: FigureText
  }

  private static let edge = 12.0
  private static let sampleWidth = 22.0

  init(_ figure: Figure) {
    let columns = min(figure.columns, figure.panels.count)
    let rows = (figure.panels.count + columns - 1) / columns
    let cell = Cell(figure)
    let content = Double(columns) * (cell.left + cell.width + cell.right)
    var y = Self.edge
    var texts: [FigureText] = []
    for line in TextWidth.wrapped(figure.title, size: FigureFont.title, width: content) {
      texts.append(
        FigureText(
          text: line, at: FigurePosition(x: Self.edge, y: y + FigureFont.title / 2), size: FigureFont.title,
          isBold: true))
      y += FigureFont.title * FigureFont.leading
    }
    let legend = Self.legend(figure, width: content, y: y + 4)
    self.legend = legend.entries
    y = legend.bottom + 6
    var panels: [PanelLayout] = []
    for (index, panel) in figure.panels.enumerated() {
      let corner = FigurePosition(
        x: Self.edge + Double(index % columns) * (cell.left + cell.width + cell.right) + cell.left,
        y: y + Double(index / columns) * (cell.top + cell.height + cell.bottom) + cell.top)
      if let title = panel.title {
        texts.append(
          FigureText(
            text: title, at: FigurePosition(x: corner.x, y: corner.y - FigureFont.panelTitle * 0.8),
            size: FigureFont.panelTitle, isBold: true))
      }
      panels.append(PanelLayout(panel, at: corner))
    }
    self.panels = panels
    y += Double(rows) * (cell.top + cell.height + cell.bottom) + 4
    for sentence in figure.caption + Self.remarks(panels) {
      for line in TextWidth.wrapped(sentence, size: FigureFont.caption, width: content) {
        texts.append(
          FigureText(
            text: line, at: FigurePosition(x: Self.edge, y: y + FigureFont.caption / 2), size: FigureFont.caption,
            ink: .muted))
        y += FigureFont.caption * FigureFont.leading
      }
    }
    self.texts = texts
    width = content + 2 * Self.edge
    height = y + Self.edge
  }

  /// What the figure itself has to say.
  private static func remarks(_ panels: [PanelLayout]) -> [String] {
    let unplaced = panels.flatMap(\.unplaced)
    return
      (panels.contains(where: \.hasOpenEnds)
      ? ["Intervals and bands that run into the frame are open: they have no such end."] : [])
      + (unplaced.isEmpty ? [] : ["Not labelled for want of room: \(unplaced.joined(separator: ", "))."])
  }

  /// Room around each panel: the same for all, so that they stand in line.
  private struct Cell {
    let left: Double
    let right: Double
    let top: Double
    let bottom: Double
    let width: Double
    let height: Double

    init(_ figure: Figure) {
      let width = figure.panels.map(\.width).max() ?? 0
      self.width = width
      height = figure.panels.map(\.height).max() ?? 0
      let layouts = figure.panels.map { PanelLayout($0, at: FigurePosition(x: 0, y: 0)) }
      let labels = layouts.flatMap { $0.yTicks.major.map { TextWidth.of($0.label, size: FigureFont.tick) } }.max() ?? 0
      left = labels + 10 + (figure.panels.contains { !$0.y.title.isEmpty } ? FigureFont.axis * 1.7 : 0)
      let beyond =
        layouts.flatMap { layout in
          layout.xTicks.major.map { tick in
            layout.x.fraction(tick.value) * layout.frame.width + TextWidth.of(tick.label, size: FigureFont.tick) / 2
              - width
          }
        }.max() ?? 0
      right = max(10, beyond + 4)
      top = figure.panels.contains { $0.title != nil } ? FigureFont.panelTitle * 1.9 : 4
      bottom = FigureFont.tick * 1.2 + 10 + (figure.panels.contains { !$0.x.title.isEmpty } ? FigureFont.axis * 1.6 : 0)
    }
  }

  /// One entry for each name, in rows.
  private static func legend(_ figure: Figure, width: Double, y: Double) -> (entries: [LegendEntry], bottom: Double) {
    var seen: Set<String> = []
    let layers = figure.panels.flatMap(\.layers).filter { $0.name.map { seen.insert($0).inserted } ?? false }
    guard !layers.isEmpty else { return ([], y - 4) }
    var entries: [LegendEntry] = []
    let size = FigureFont.legend
    var (x, y) = (edge, y)
    for layer in layers {
      let name = layer.name ?? ""
      let length = sampleWidth + 6 + TextWidth.of(name, size: size)
      if x > edge, x + length > edge + width { (x, y) = (edge, y + size * 1.6) }
      entries.append(
        LegendEntry(
          layer: layer, sample: FigureBox(x: x, y: y, width: sampleWidth, height: size),
          text: FigureText(text: name, at: FigurePosition(x: x + sampleWidth + 6, y: y + size / 2), size: size)))
      x += length + 16
    }
    return (entries, y + size * 1.4)
  }
}
