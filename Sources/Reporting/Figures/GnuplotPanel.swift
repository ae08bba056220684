import Escaping

/// A panel in gnuplot's words: data blocks, axes, and one `plot`.
struct GnuplotPanel {
  private let layout: PanelLayout
  private let index: Int
  private let pen: GnuplotPen
  private let theme: FigureTheme

  init(_ layout: PanelLayout, index: Int, size: (width: Double, height: Double), theme: FigureTheme) {
    self.layout = layout
    self.index = index
    self.theme = theme
    pen = GnuplotPen(width: size.width, height: size.height, theme: theme)
  }

  /// - Parameter decorations: commands that stand outside the axes.
  func lines(decorations: [String]) -> [String] {
    let drawn = layout.layers.flatMap(marks) + leaders
    let blocks = drawn.enumerated().flatMap { number, mark in
      ["$d\(index)_\(number) << EOD"] + mark.rows + ["EOD"]
    }
    // A point under the frame: gnuplot refuses a plot of nothing.
    let corner = ["$corner << EOD", row(layout.x.low, layout.y.low), "EOD"]
    let plots = drawn.enumerated().map { number, mark in "$d\(index)_\(number) using \(mark.with) notitle" }
    return corner + blocks + axes + layout.labels.map(pen.label) + decorations
      + [
        "plot "
          + (["$corner using 1:2 with dots linecolor rgb '\(theme.grid)' notitle"] + plots).joined(
            separator: ", \\\n  ")
      ]
      + ["unset label", "unset arrow", "unset object"]
  }

  // MARK: Axes

  private var axes: [String] {
    let frame = layout.frame
    let (panel, ink) = (layout.panel, theme.color(.ink))
    return [
      "set lmargin at screen \(pen.x(frame.x))", "set rmargin at screen \(pen.x(frame.right))",
      "set tmargin at screen \(pen.y(frame.y))", "set bmargin at screen \(pen.y(frame.bottom))",
      layout.x.scale == .log ? "set logscale x 10" : "unset logscale x",
      layout.y.scale == .log ? "set logscale y 10" : "unset logscale y",
      "set xrange [\(layout.x.low.plain):\(layout.x.high.plain)]",
      "set yrange [\(layout.y.low.plain):\(layout.y.high.plain)]",
      "set border 15 linecolor rgb '\(theme.color(.muted))' linewidth 0.8",
      "set grid xtics ytics back linecolor rgb '\(theme.grid)' linewidth 0.6 linetype 1",
      "set xtics out nomirror offset 0,0.2 font ',\(FigureFont.tick.plain)' textcolor rgb '\(ink)' (\(ticks(layout.xTicks)))",
      "set ytics out nomirror font ',\(FigureFont.tick.plain)' textcolor rgb '\(ink)' (\(ticks(layout.yTicks)))",
    ] + axisTitles(panel)
  }

  private func ticks(_ ticks: AxisTicks) -> String {
    (ticks.major.map { "\($0.label.quotedForGnuplotTick) \($0.value.plain) 0" }
      + ticks.minor.map { "'' \($0.plain) 1" })
      .joined(separator: ", ")
  }

  /// Placed as texts are, so that their distance does not depend on the terminal.
  private func axisTitles(_ panel: FigurePanel) -> [String] {
    let frame = layout.frame
    let below = FigureText(
      text: panel.x.title,
      at: FigurePosition(
        x: frame.x + frame.width / 2, y: frame.bottom + 16 + FigureFont.tick * 1.2 + FigureFont.axis * 0.8),
      anchor: .center, size: FigureFont.axis)
    let widest = layout.yTicks.major.map { TextWidth.of($0.label, size: FigureFont.tick) }.max() ?? 0
    let beside = FigureText(
      text: panel.y.title,
      at: FigurePosition(x: frame.x - widest - 16 - FigureFont.axis * 0.7, y: frame.y + frame.height / 2),
      anchor: .center,
      size: FigureFont.axis)
    return (panel.x.title.isEmpty ? [] : [pen.label(below)])
      + (panel.y.title.isEmpty ? [] : [pen.label(beside) + " rotate by 90"])
  }

  // MARK: Marks

  private struct Drawn {
    let rows: [String]
    let with: String
  }

  private func marks(_ layer: FigureLayer) -> [Drawn] {
    switch layer.mark {
    case .line:
      return layout.runs(layer).map { run in
        Drawn(rows: run.map { row($0.x, $0.y) }, with: "1:2 with lines \(pen.line(layer.style))")
      }
    case .band:
      return layout.bandRuns(layer).map { run in
        Drawn(
          rows: run.map { row($0.at.x, $0.low, $0.high) },
          with: "1:2:3 with filledcurves fillcolor rgb '\(theme.color(layer.style.ink))' fillstyle transparent solid "
            + "\(layer.style.opacity.plain) noborder")
      }
    case .points:
      let points = layer.points.filter { layout.place.position($0.x, $0.y) != nil }
      guard !points.isEmpty else { return [] }
      return [Drawn(rows: points.map { row($0.x, $0.y) }, with: "1:2 with points \(pen.point(layer.style))")]
    case .uprightIntervals, .lyingIntervals: return intervals(layer)
    case .uprightRule:
      return layout.rules(layer).map { segment(layer.style, ($0, layout.y.low), ($0, layout.y.high)) }
    case .lyingRule:
      return layout.rules(layer).map { segment(layer.style, (layout.x.low, $0), (layout.x.high, $0)) }
    }
  }

  /// Bars, with arrow heads at ends that are open.
  private func intervals(_ layer: FigureLayer) -> [Drawn] {
    let isLying = layer.mark == .lyingIntervals
    return Dictionary(grouping: layout.spans(layer)) { ($0.isLowOpen ? 1 : 0) + ($0.isHighOpen ? 2 : 0) }
      .sorted { $0.key < $1.key }.map { kind, spans in
        let head = ["nohead", "backhead", "head", "heads"][kind]
        return Drawn(
          rows: spans.map { isLying ? row($0.low, $0.at.y, $0.high, $0.at.y) : row($0.at.x, $0.low, $0.at.x, $0.high) },
          with: "1:2:($3-$1):($4-$2) with vectors \(head) filled size screen 0.008,25 \(pen.line(layer.style))")
      }
  }

  private func segment(_ style: FigureStyle, _ from: (Double, Double), _ to: (Double, Double)) -> Drawn {
    Drawn(rows: [row(from.0, from.1), row(to.0, to.1)], with: "1:2 with lines \(pen.line(style))")
  }

  private var leaders: [Drawn] {
    let frame = layout.frame
    let value = { (at: FigurePosition) in
      (layout.x.value((at.x - frame.x) / frame.width), layout.y.value(1 - (at.y - frame.y) / frame.height))
    }
    return layout.leaders.map { segment(FigureStyle(.muted, width: 0.5), value($0.from), value($0.to)) }
  }

  private func row(_ numbers: Double...) -> String { numbers.map(\.plain).joined(separator: " ") }
}
