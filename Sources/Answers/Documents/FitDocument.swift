import Reporting
import ScalingLaws

/// A file for people about a result: the end of its name says which.
package enum FitDocument: String, CaseIterable {
  case page = ".html"
  case markdown = ".md"
  case latex = ".tex"
  case notebook = ".ipynb"

  /// Whether there is none without the rows.
  var needsRows: Bool { self == .notebook }

  /// - Parameters:
  ///   - figure: shown on a page; left out where it cannot be drawn.
  ///   - command: what made the result.
  /// - Throws: `Problem`.
  package func text(of page: Page, figure: (() throws -> Figure)? = nil, command: String) throws -> String {
    switch self {
    case .page:
      var shown = page.ending(with: [command])
      do {
        if let figure = try figure?() { shown = shown.showing(figure) }
      } catch is FigureError {}
      return PageHTML(shown).text
    case .markdown: return PageMarkdown(page.ending(with: [command])).text
    case .latex: return PageLaTeX(page, command: command).text
    case .notebook:
      throw Problem.usage("a notebook is written of one fit only", hint: "scaling fit -o fit.ipynb")
    }
  }

  /// - Throws: `Problem`, `FitError`.
  package func text(of reported: ReportedFit) throws -> String {
    switch self {
    case .page: return try FitPageHTML(FitPage(reported), figures: reported.figures()).text()
    case .markdown: return PageMarkdown(try FitPage(reported).page()).text
    case .latex:
      return PageLaTeX(FitPage(reported).paper, command: reported.file.shownCommandLine, hasTitle: false).text
    case .notebook:
      guard let fit = reported.fit else { throw Problem.usage("a notebook needs the rows of the fit") }
      do {
        return try Notebook(reported.file, fit: fit).text
      } catch {
        throw Problem(message: error.description, hint: error.hint, status: 65)
      }
    }
  }
}
