import Reporting
import ScalingLaws

/// A file for people about a result: the end of its name says which.
enum FitDocument: String, CaseIterable {
  case page = ".html"
  case markdown = ".md"
  case latex = ".tex"
  case notebook = ".ipynb"

  /// `nil` for a name of another kind of file.
  init?(path: String) {
    guard let found = Self.allCases.first(where: { path.lowercased().hasSuffix($0.rawValue) }) else { return nil }
    self = found
  }

  /// Whether there is none without the rows.
  var needsRows: Bool { self == .notebook }

  /// - Parameters:
  ///   - figure: shown on a page; left out where it cannot be drawn.
  ///   - command: what made the result.
  /// - Throws: `Failure`.
  func text(of page: Page, figure: (() throws -> Figure)? = nil, command: String) throws -> String {
    switch self {
    case .page:
      var shown = page
      do {
        if let figure = try figure?(), let svg = try Self.picture(of: figure) { shown = page.showing(figure, svg: svg) }
      } catch is FigureError {}
      return PageHTML(shown).text
    case .markdown: return PageMarkdown(page).text
    case .latex: return PageLaTeX(page, command: command).text
    case .notebook:
      throw Failure.usage("a notebook is written of one fit only", hint: "scaling fit -o fit.ipynb")
    }
  }

  /// - Parameter isQuiet: whether figures without pictures go without a note.
  /// - Throws: `Failure`, `FitError`.
  func text(of reported: ReportedFit, isQuiet: Bool) throws -> String {
    switch self {
    case .page:
      let figures = try reported.figures()
      noteMissingPictures("the figures of the page show only where scripts run", isQuiet)
      let pictures = try figures.map { kind, figure in
        FitPageHTML.Picture(kind: kind, figure: figure, svg: try Self.picture(of: figure))
      }
      return try FitPageHTML(FitPage(reported), pictures: pictures).text()
    case .markdown: return PageMarkdown(try FitPage(reported).page()).text
    case .latex:
      return PageLaTeX(FitPage(reported).paper, command: reported.file.shownCommandLine, hasTitle: false).text
    case .notebook:
      guard let fit = reported.fit else { throw Failure.usage("a notebook needs the rows of the fit") }
      noteMissingPictures("the figures of the notebook have no pictures, only Vega-Lite and text", isQuiet)
      do {
        return try Notebook(reported.file, fit: fit, picture: Self.picture).text
      } catch let error as NotebookError {
        throw Failure(message: error.description, hint: error.hint, status: 65)
      }
    }
  }

  /// SVG; `nil` without gnuplot.
  private static func picture(of figure: Figure) throws -> String? {
    guard Gnuplot.isInstalled else { return nil }
    return String(decoding: try FigureFile.picture(.svg).bytes(of: figure, theme: .light), as: UTF8.self)
  }

  private func noteMissingPictures(_ what: String, _ isQuiet: Bool) {
    guard !isQuiet, !Gnuplot.isInstalled else { return }
    Terminal.error("note: gnuplot is not installed: \(what)")
    Terminal.error("  hint: install it (apt-get install gnuplot-nox)")
  }
}
