import Reporting
import ScalingLaws

/// A file about one fit, for people: the end of its name says which.
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

  /// The ends of their names, in a list.
  static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }

  /// Whether there is none without the rows.
  var needsRows: Bool { self == .notebook }

  /// - Throws: `Failure`, `FitError`.
  func text(of reported: ReportedFit) throws -> String {
    switch self {
    case .page: return try FitPageHTML(FitPage(reported), figures: reported.figures()).text()
    case .markdown: return PageMarkdown(try FitPage(reported).page()).text
    case .latex: return FitLaTeX(reported).text
    case .notebook:
      guard let fit = reported.fit else { throw Failure.usage("a notebook needs the rows of the fit") }
      do {
        return try Notebook(reported.file, fit: fit).text
      } catch {
        throw Failure(message: error.description, hint: error.hint, status: 65)
      }
    }
  }
}
