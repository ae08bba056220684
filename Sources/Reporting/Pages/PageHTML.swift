import Escaping

/// A page as one HTML file that asks for nothing else: readable without scripts, on a narrow screen, in the dark and on paper.
public struct PageHTML {
  private let page: Page

  public init(_ page: Page) { self.page = page }

  public var text: String {
    let body = """
      <main>
      <h1>\(page.title.escapedForHTML)</h1>
      \(Self.answer(page.answer))\(page.document.map(Self.block).joined(separator: "\n"))
      </main>
      """
    return HTMLDocument(title: page.title, style: Self.style, body: body).text
  }

  /// The sentences right under the title.
  static func answer(_ sentences: [String]) -> String {
    sentences.isEmpty
      ? "" : "<p class=\"answer\">\(sentences.map(words).joined(separator: "<br>\n"))</p>\n"
  }

  static func block(_ block: Page.Block) -> String {
    switch block {
    case .heading(let level, let text): "<h\(level)>\(text.escapedForHTML)</h\(level)>"
    case .paragraph(let text): "<p>\(words(text))</p>"
    case .lines(let lines): "<p>\(lines.map(words).joined(separator: "<br>\n"))</p>"
    case .facts(let facts), .measures(let facts):
      "<dl>\n"
        + facts.map { "<dt>\($0.term.escapedForHTML)</dt><dd>\(words($0.text))</dd>" }.joined(separator: "\n")
        + "\n</dl>"
    case .table(let table): self.table(table.filled)
    case .notes(let lines):
      "<ul class=\"notes\">\n\(lines.map { "<li>\(words($0))</li>" }.joined(separator: "\n"))\n</ul>"
    case .formula(let text, _): "<p><code>\(text.escapedForHTML)</code></p>"
    case .doubts(let doubts): Self.block(.facts(doubts.map(\.fact)))
    case .figure(let figure):
      "<figure tabindex=\"0\">\(picture(figure))</figure>"
    case .code(let lines): "<pre tabindex=\"0\"><code>\(lines.map(words).joined(separator: "\n"))</code></pre>"
    }
  }

  /// A figure in the colours that the reader's system asks for.
  static func picture(_ figure: Figure) -> String {
    let source = { (theme: FigureTheme) in
      "data:image/svg+xml;base64,\(Base64.text(Array(figure.svg(theme: theme).utf8)))"
    }
    let words = ([figure.title] + figure.caption).joined(separator: " ").escapedForHTML
    return "<picture><source media=\"(prefers-color-scheme: dark)\" srcset=\"\(source(.dark))\">"
      + "<img src=\"\(source(.light))\" alt=\"\(words)\"></picture>"
  }

  /// A flag is not broken at its hyphens.
  private static func words(_ text: String) -> String {
    text.split(separator: " ", omittingEmptySubsequences: false).map { word in
      let escaped = String(word).escapedForHTML
      return word.hasPrefix("--") ? "<span class=\"flag\">\(escaped)</span>" : escaped
    }.joined(separator: " ")
  }

  /// In a frame of its own that scrolls, so that a wide table does not widen the page.
  private static func table(_ table: PageTable) -> String {
    let cell = { (tag: String, text: String, column: PageTable.Column) in
      "<\(tag)\(classes(column))\(tag == "th" ? " scope=\"col\"" : "")>\(text.escapedForHTML)</\(tag)>"
    }
    let head = table.columns.map { cell("th", $0.header, $0) }.joined()
    let rows = table.rows.map { row in
      "<tr>" + zip(row, table.columns).map { cell("td", $0, $1) }.joined() + "</tr>"
    }
    let caption = table.caption.map { "<caption>\($0.escapedForHTML)</caption>\n" } ?? ""
    let label = table.columns.map(\.header).joined(separator: ", ").escapedForHTML
    return
      "<div class=\"table\(table.columns.contains { $0.emphasis == .verdict } ? " decided" : "")\" tabindex=\"0\" role=\"group\" aria-label=\"Table: \(label)\">\n<table>\n\(caption)"
      + "<thead><tr>\(head)</tr></thead>\n<tbody>\n\(rows.joined(separator: "\n"))\n</tbody>\n</table>\n</div>"
  }

  /// Numbers stand to the right; columns that may go on a narrow screen say when.
  private static func classes(_ column: PageTable.Column) -> String {
    let names =
      (column.isNumber ? ["n"] : []) + (column.kind == .symbol ? ["symbol"] : [])
      + (column.rank > 0 ? [column.rank > 1 ? "later" : "late"] : [])
      + (column.emphasis == .verdict ? ["verdict"] : [])
    return names.isEmpty ? "" : " class=\"\(names.joined(separator: " "))\""
  }

  static let style = """
    :root { --ink: #1b1b1b; --paper: #fff; --quiet: #57606a; --line: #d0d7de; --shade: #f6f8fa; }
    @media (prefers-color-scheme: dark) {
      :root { --ink: #e8e8e8; --paper: #1b1b1f; --quiet: #a8a8ae; --line: #45454d; --shade: #26262b; }
    }
    body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
    main { max-width: 60rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
    h1, h2, h3 { overflow-wrap: anywhere; }
    h1 { font-size: 1.8rem; line-height: 1.2; }
    h2 { margin-top: 2.5rem; border-bottom: 1px solid var(--line); padding-bottom: .25rem; font-size: 1.35rem; }
    h3 { margin-top: 1.75rem; font-size: 1.05rem; }
    dl { display: grid; grid-template-columns: minmax(7rem, max-content) minmax(0, 1fr); gap: .35rem 1rem; }
    dt { color: var(--quiet); }
    dd { margin: 0; overflow-wrap: anywhere; }
    .table { overflow-x: auto; margin: 1rem 0; }
    table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: .92rem; }
    caption { caption-side: bottom; text-align: left; color: var(--quiet); padding-top: .4rem; }
    th, td { padding: .3rem .8rem .3rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
    th { font-weight: 600; }
    td { max-width: 34rem; }
    .notes { list-style: none; margin: -.5rem 0 1.5rem; padding: 0; color: var(--quiet); font-size: .92rem; }
    figure { margin: 1.5rem 0; overflow-x: auto; }
    .answer { overflow-wrap: anywhere; font-size: 1.2rem; line-height: 1.45; font-weight: 600; }
    figure img { max-width: 100%; height: auto; }
    .flag { white-space: nowrap; }
    .n { text-align: right; }
    .symbol { white-space: nowrap; }
    pre { background: var(--shade); padding: .75rem 1rem; white-space: pre-wrap; overflow-wrap: anywhere; font-size: .88rem; }
    @media (max-width: 40rem) { dl { grid-template-columns: minmax(0, 1fr); } dd { margin-bottom: .5rem; } figure img { min-width: 32rem; } .later, .decided .late { display: none; } }
    @media print {
      main { max-width: none; padding: 0; }
      .table, pre, figure { overflow: visible; }
      table { font-size: .75rem; }
      figure, tr { break-inside: avoid; }
      h2, h3 { break-after: avoid; }
    }
    """
}
