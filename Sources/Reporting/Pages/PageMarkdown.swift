import Escaping

/// A page as Markdown with the tables of GitHub.
public struct PageMarkdown {
  private let page: Page

  public init(_ page: Page) { self.page = page }

  public var text: String {
    (["# " + page.title.escapedForMarkdown] + page.answer.map { "**\($0.escapedForMarkdown)**" }
      + page.document.compactMap(block)).joined(separator: "\n\n") + "\n"
  }

  private func block(_ block: Page.Block) -> String? {
    switch block {
    case .heading(let level, let text): String(repeating: "#", count: level) + " " + text.escapedForMarkdown
    case .paragraph(let text): text.escapedForMarkdown
    case .lines(let lines): lines.map(\.escapedForMarkdown).joined(separator: "\\\n")
    case .facts(let facts), .measures(let facts):
      facts.map { "- **\($0.term.escapedForMarkdown)**: \($0.text.escapedForMarkdown)" }.joined(separator: "\n")
    case .table(let table): Self.table(table.filled)
    case .notes(let lines): lines.map { "- " + $0.escapedForMarkdown }.joined(separator: "\n")
    case .code(let lines): Self.code(lines)
    case .formula(_, let latex): "$$\(latex)$$"
    case .doubts(let doubts): self.block(.facts(doubts.map(\.fact)))
    case .figure: nil
    }
  }

  private static func code(_ lines: [String]) -> String {
    let fence = lines.joined(separator: "\n").markdownFence
    return ([fence + "sh"] + lines + [fence]).joined(separator: "\n")
  }

  /// A table with the marks of GitHub.
  static func table(_ table: PageTable) -> String {
    let row = { (cells: [String]) in "| " + cells.map(\.escapedForMarkdown).joined(separator: " | ") + " |" }
    let rule = "|" + table.columns.map { $0.isNumber ? "---:|" : "---|" }.joined()
    let lines = [row(table.columns.map(\.header)), rule] + table.rows.map(row)
    return lines.joined(separator: "\n") + (table.caption.map { "\n\n" + $0.escapedForMarkdown } ?? "")
  }
}
