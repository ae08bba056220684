import ScalingLaws

/// A fit as a page: what was found, why to doubt it, what follows, and how to make it again.
///
/// `FitPageHTML` shows it with figures and sliders; `page` is the same as text alone, for `PageMarkdown` and `PageText`.
public struct FitPage {
  /// A part of the page with a heading of its own.
  struct Section {
    let id: String
    let title: String
    var blocks: [Page.Block]
  }

  let reported: ReportedFit

  public init(_ reported: ReportedFit) { self.reported = reported }

  /// - Throws: `FitError` of what is asked of the fit.
  public func page() throws -> Page {
    Page(title: title, answer: answer, blocks: try sections().flatMap { [.heading(level: 2, $0.title)] + $0.blocks })
  }

  var title: String {
    let name = reported.saved.law ?? "a law"
    return "Fit of \(name) to \(reported.file.data.source == "-" ? "standard input" : reported.file.data.source)"
  }

  /// In the order of the page; figures and sliders have places of their own in HTML.
  func sections() throws -> [Section] {
    [
      Section(id: "result", title: "Result", blocks: result), Section(id: "doubts", title: "Doubts", blocks: doubts),
      Section(id: "method", title: "Data and method", blocks: method),
      Section(id: "use", title: "Use", blocks: try use()),
      Section(id: "checklist", title: "Checklist", blocks: checklist),
      Section(id: "options", title: "Options", blocks: options),
    ] + (try rows().map { [Section(id: "data", title: "Data", blocks: $0)] } ?? []) + [
      Section(id: "reproduce", title: "Reproduce", blocks: reproduction)
    ]
  }

  var record: FitRecord { reported.record }

  var answers: [String: String] {
    Dictionary(
      Checklist(reported.file).items.compactMap { item in item.answer.map { (item.id, $0) } }
    ) { first, _ in first }
  }
}
