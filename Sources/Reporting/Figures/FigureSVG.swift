import Escaping
import ScalingLaws

/// A figure as SVG 1.1: every mark and every word where `FigureLayout` puts it.
///
/// Attributes stand in single quotes, which JSON need not escape: a notebook has each picture twice. Looks are attributes and no style
/// sheet, so that no page's content security policy takes them away.
struct FigureSVG {
  private let figure: Figure
  private let layout: FigureLayout
  private let theme: FigureTheme

  init(_ figure: Figure, theme: FigureTheme) {
    self.figure = figure
    self.theme = theme
    layout = FigureLayout(figure)
  }

  var text: String {
    let pen = SVGPen(theme: theme)
    let (width, height) = (layout.width.rounded(.up).pixels, layout.height.rounded(.up).pixels)
    let name = name
    let frames = layout.panels.enumerated().map { index, panel in
      "<clipPath id='\(name)-\(index)'>\(Self.rectangle(panel.frame))</clipPath>"
    }
    let head = [
      "<svg xmlns='http://www.w3.org/2000/svg' width='\(width)' height='\(height)' viewBox='0 0 \(width) \(height)' "
        + "role='img' aria-labelledby='\(name)-title \(name)-desc' font-family='\(FigureFont.family)'>",
      "<title id='\(name)-title'>\(figure.title.escapedForXML)</title>",
      "<desc id='\(name)-desc'>\(description.escapedForXML)</desc>",
      "<defs>\(frames.joined())</defs>",
      "<rect width='\(width)' height='\(height)' fill='\(theme.ground)'/>",
    ]
    let panels = layout.panels.enumerated().flatMap { index, panel in
      PanelSVG(panel, clip: "\(name)-\(index)", pen: pen).lines
    }
    let legend = layout.legend.flatMap { pen.sample($0) } + pen.texts(layout.legend.map(\.text))
    return (head + panels + legend + pen.texts(layout.texts) + ["</svg>"]).joined(separator: "\n") + "\n"
  }

  /// What the identifiers of the picture begin with. Pictures of one page may share one only where both what they say of themselves and
  /// their frames are the same, so that it does not matter which one is found.
  private var name: String {
    let frames = layout.panels.map { Self.rectangle($0.frame) }
    let digest = SHA256.digest(of: ([figure.title, description] + frames).joined(separator: "\n")).prefix(6)
    return "figure-" + digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// For those who do not see the picture: what each panel shows, what the marks are, and the caption.
  private var description: String {
    let panels = figure.panels.map { panel in
      let axes = [panel.y, panel.x].map(\.title).filter { !$0.isEmpty }.joined(separator: " against ")
      return [panel.title, axes].compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: ": ") + "."
    }
    let marks = layout.legend.map(\.text.text)
    return
      (panels.filter { $0 != "." } + (marks.isEmpty ? [] : ["Marks: \(marks.joined(separator: "; "))."])
      + figure.caption).joined(separator: " ")
  }

  private static func rectangle(_ box: FigureBox) -> String {
    "<rect x='\(box.x.pixels)' y='\(box.y.pixels)' width='\(box.width.pixels)' height='\(box.height.pixels)'/>"
  }
}

extension Figure {
  /// The figure as a document of SVG 1.1, drawn by no other program. The same figure gives the same bytes.
  public func svg(theme: FigureTheme = .light) -> String { FigureSVG(self, theme: theme).text }
}
