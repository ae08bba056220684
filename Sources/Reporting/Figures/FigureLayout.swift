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
    let axes = figure.panels.map(PanelAxes.init)
    let cell = Cell(figure, axes)
    let content = Double(columns) * (cell.left + cell.width + cell.right)
    var y = Self.edge
    var texts: [FigureText] = []
    for line in TextWidth.wrapped(figure.title, size: FigureFont.title, width: content, isBold: true) {
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
        y: y + cell.top)
      if let title = panel.title {
        texts.append(
          FigureText(
            text: title, at: FigurePosition(x: corner.x, y: corner.y - FigureFont.panelTitle * 0.8),
            size: FigureFont.panelTitle, isBold: true))
      }
      panels.append(PanelLayout(panel, axes: axes[index], at: corner))
      // A row is as high as its highest panel.
      if index % columns == columns - 1 || index == figure.panels.count - 1 {
        y += cell.top + cell.bottom + (figure.panels[(index - index % columns)...index].map(\.height).max() ?? 0)
      }
    }
    self.panels = panels
    y += 4
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
    let more = unplaced.count > 8 ? " and \(unplaced.count - 8) more" : ""
    return
      (panels.contains(where: \.hasOpenEnds)
      ? ["Intervals and bands that run into the frame are open: they have no such end."] : [])
      + (unplaced.isEmpty
        ? [] : ["Not labelled for want of room: \(unplaced.prefix(8).joined(separator: ", "))\(more)."])
  }

  /// Room around each panel: the same for all, so that they stand in line.
  private struct Cell {
    let left: Double
    let right: Double
    let top: Double
    let bottom: Double
    let width: Double

    init(_ figure: Figure, _ axes: [PanelAxes]) {
      let width = figure.panels.map(\.width).max() ?? 0
      self.width = width
      let labels = axes.flatMap { $0.yTicks.major.map { TextWidth.of($0.label, size: FigureFont.tick) } }.max() ?? 0
      left = labels + 16 + (figure.panels.contains { !$0.y.title.isEmpty } ? FigureFont.axis * 1.7 : 0)
      let beyond =
        zip(figure.panels, axes).flatMap { panel, axes in
          axes.xTicks.major.map { tick in
            axes.x.fraction(tick.value) * panel.width + TextWidth.of(tick.label, size: FigureFont.tick) / 2 - width
          }
        }.max() ?? 0
      right = max(10, beyond + 4)
      top = figure.panels.contains { $0.title != nil } ? FigureFont.panelTitle * 1.9 : 4
      bottom = FigureFont.tick * 1.2 + 16 + (figure.panels.contains { !$0.x.title.isEmpty } ? FigureFont.axis * 1.6 : 0)
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
