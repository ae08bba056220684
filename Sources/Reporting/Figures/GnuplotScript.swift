import Escaping

/// A figure as a script for gnuplot 5.4 or later, which draws SVG, PNG and PDF.
///
/// Data stand in the script. Texts stand in single quotes, in which gnuplot evaluates nothing.
public struct GnuplotScript {
  public enum Format: String, Sendable, Hashable, CaseIterable {
    case svg, png, pdf
  }

  /// SVG knows weights, and gnuplot none there; see `finished`.
  static let boldFont = "DejaVu Sans:Bold"
  private static let svgFonts = "DejaVu Sans, Verdana, sans-serif"

  private let title: String
  private let layout: FigureLayout
  private let theme: FigureTheme
  private let format: Format

  public init(_ figure: Figure, format: Format = .svg, theme: FigureTheme = .light) {
    title = figure.title
    layout = FigureLayout(figure)
    self.theme = theme
    self.format = format
  }

  /// The script; the picture goes to gnuplot's standard output.
  public var text: String {
    var lines = [
      "# gnuplot this-file > figure.\(format.rawValue)", terminal, "set encoding utf8", "unset key",
      "set style fill transparent solid 1 noborder", "set multiplot",
    ]
    for (index, panel) in layout.panels.enumerated() {
      let isLast = index == layout.panels.count - 1
      lines += GnuplotPanel(panel, index: index, size: (layout.width, layout.height), theme: theme)
        .lines(decorations: isLast ? decorations : [])
    }
    return (lines + ["unset multiplot"]).joined(separator: "\n") + "\n"
  }

  /// What gnuplot drew, made whole: an SVG gets the figure's title as its name, which screen readers read, and its bold texts their
  /// weight.
  public func finished(_ svg: String) -> String {
    // The names of its groups would show as tooltips.
    svg.replacing(/<title>gnuplot_plot_[0-9a-z]+<\/title>/, with: "")
      .replacing("<title>Gnuplot</title>", with: "<title>\(title.escapedForXML)</title>", maxReplacements: 1)
      .replacing("font-family=\"\(Self.boldFont)\"", with: "font-family=\"\(Self.svgFonts)\" font-weight=\"bold\"")
  }

  private var terminal: String {
    let (width, height) = (layout.width.rounded(.up), layout.height.rounded(.up))
    switch format {
    case .svg:
      return
        "set terminal svg noenhanced size \(width.plain),\(height.plain) font '\(Self.svgFonts),10' "
        + "background rgb '\(theme.ground)'"
    case .png:
      // Twice the pixels, for screens of today.
      return
        "set terminal pngcairo noenhanced size \((2 * width).plain),\((2 * height).plain) font 'sans,10' fontscale 1.5 "
        + "linewidth 2 pointscale 2 background rgb '\(theme.ground)'"
    case .pdf:
      return
        "set terminal pdfcairo noenhanced size \((width / 96).formatted(decimals: 3))in,\((height / 96).formatted(decimals: 3))in "
        + "font 'sans,10' fontscale 0.75 background rgb '\(theme.ground)'"
    }
  }

  /// Title, legend and caption.
  private var decorations: [String] {
    let pen = GnuplotPen(width: layout.width, height: layout.height, theme: theme)
    return layout.texts.map(pen.label)
      + layout.legend.flatMap { pen.sample($0) + [pen.label($0.text)] }
  }
}
