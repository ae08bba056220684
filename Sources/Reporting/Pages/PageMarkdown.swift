/// A page as Markdown with the tables of GitHub.
public struct PageMarkdown {
  private let page: Page

  public init(_ page: Page) { self.page = page }

  public var text: String {
    (["# " + Self.escaped(page.title)] + page.blocks.map(block)).joined(separator: "\n\n") + "\n"
  }

  private func block(_ block: Page.Block) -> String {
    switch block {
    case .heading(let level, let text): String(repeating: "#", count: level) + " " + Self.escaped(text)
    case .paragraph(let text): Self.escaped(text)
    case .facts(let facts):
      facts.map { "- **\(Self.escaped($0.term))**: \(Self.escaped($0.text))" }.joined(separator: "\n")
    case .table(let table): Self.table(table.filled)
    case .code(let lines): (["```sh"] + lines + ["```"]).joined(separator: "\n")
    }
  }

  /// A table with the marks of GitHub.
  static func table(_ table: PageTable) -> String {
    let row = { (cells: [String]) in "| " + cells.map(escaped).joined(separator: " | ") + " |" }
    let rule = "|" + table.columns.map { $0.isNumber ? "---:|" : "---|" }.joined()
    let lines = [row(table.columns.map(\.header)), rule] + table.rows.map(row)
    return lines.joined(separator: "\n") + (table.caption.map { "\n\n" + escaped($0) } ?? "")
  }

  /// What Markdown would take for a mark is written as itself.
  static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      if "\\`*_[]<>|#".contains(character) { result.append("\\") }
      result.append(character)
    }
    return result
  }
}
