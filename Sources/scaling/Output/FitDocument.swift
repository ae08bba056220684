import Reporting
import ScalingLaws

/// A file about one fit, for people: the end of its name says which.
enum FitDocument: String, CaseIterable {
  case page = ".html"
  case markdown = ".md"
  case latex = ".tex"

  /// `nil` for a name of another kind of file.
  init?(path: String) {
    guard let found = Self.allCases.first(where: { path.lowercased().hasSuffix($0.rawValue) }) else { return nil }
    self = found
  }

  /// - Parameter isQuiet: whether a page without pictures goes without a note.
  /// - Throws: `Failure`, `FitError`.
  func text(of reported: ReportedFit, isQuiet: Bool) throws -> String {
    switch self {
    case .page: try FitPageHTML(FitPage(reported), pictures: Self.pictures(of: reported, isQuiet: isQuiet)).text()
    case .markdown: PageMarkdown(try FitPage(reported).page()).text
    case .latex: FitLaTeX(reported).text
    }
  }

  /// The figures of a fit; without gnuplot, only what scripts can draw.
  private static func pictures(of reported: ReportedFit, isQuiet: Bool) throws -> [FitPageHTML.Picture] {
    let figures = try reported.figures()
    let canDraw = Gnuplot.isInstalled
    if !canDraw, !isQuiet {
      Terminal.error("note: gnuplot is not installed: the figures of the page show only where scripts run")
      Terminal.error("  hint: install it (apt-get install gnuplot-nox)")
    }
    return try figures.map { kind, figure in
      let bytes = canDraw ? try FigureFile.picture(.svg).bytes(of: figure, theme: .light) : []
      return FitPageHTML.Picture(
        kind: kind, figure: figure, svg: canDraw ? String(decoding: bytes, as: UTF8.self) : nil)
    }
  }
}
