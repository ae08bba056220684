/// A page as plain text, paragraphs broken at a width.
public struct PageText {
  private let page: Page
  private let width: Int

  public init(_ page: Page, width: Int = 110) {
    self.page = page
    self.width = width
  }

  public var text: String {
    ([[page.title]] + page.blocks.map(lines)).map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
  }

  private func lines(_ block: Page.Block) -> [String] {
    switch block {
    case .heading(let level, let text): level == 2 ? [text, String(repeating: "=", count: text.count)] : [text]
    case .paragraph(let text): text.wrapped(at: width)
    case .facts(let facts): facts.flatMap { fact in indented(fact, by: (facts.map(\.term.count).max() ?? 0) + 4) }
    case .table(let table): lines(table)
    case .code(let lines): lines.map { "  " + $0 }
    }
  }

  /// The term, and beside it the text.
  private func indented(_ fact: Page.Fact, by indent: Int) -> [String] {
    let margin = String(repeating: " ", count: indent)
    let lines = fact.text.wrapped(at: width - indent)
    let term = "  " + fact.term + String(repeating: " ", count: max(0, indent - 2 - fact.term.count))
    return lines.enumerated().map { ($0.offset == 0 ? term : margin) + $0.element }
  }

  private func lines(_ table: PageTable) -> [String] {
    table.textLines + (table.caption.map { $0.wrapped(at: width - 2).map { "  " + $0 } } ?? [])
  }
}

extension PageTable {
  /// As columns of text, without the caption.
  var textLines: [String] {
    var text = TextTable(columns.map { ($0.header, $0.isNumber ? .right : .left) })
    for row in rows { text.add(row) }
    return text.lines
  }
}

extension String {
  /// Lines of whole words, no longer than a width unless a word is.
  func wrapped(at width: Int) -> [String] {
    var lines: [String] = []
    for word in split(whereSeparator: \.isWhitespace) {
      if let last = lines.last, last.count + 1 + word.count <= width {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }
}
