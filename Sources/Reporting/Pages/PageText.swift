import Escaping

/// A page as plain text: paragraphs broken at a width, columns lined up.
public struct PageText {
  private let page: Page
  private let width: Int

  public init(_ page: Page, width: Int = 110) {
    self.page = page
    self.width = width
  }

  public var text: String {
    var text = [page.title]
    var last: Page.Block?
    for block in page.blocks {
      let lines = lines(block)
      guard !lines.isEmpty else { continue }
      if !Self.isClose(block, to: last) { text.append("") }
      text += lines
      last = block
    }
    return text.joined(separator: "\n") + "\n"
  }

  /// Whether no empty line stands between two blocks, or between the title and the first.
  private static func isClose(_ block: Page.Block, to last: Page.Block?) -> Bool {
    switch (last, block) {
    case (_, .notes), (nil, .lines), (.measures, .measures): true
    case (.heading(let level, _), _): level > 2
    default: false
    }
  }

  private func lines(_ block: Page.Block) -> [String] {
    switch block {
    case .heading(let level, let text): level == 2 ? [text, String(repeating: "=", count: text.count)] : [text]
    case .paragraph(let text): text.contains("\n") ? [text] : text.wrapped(at: width)
    case .lines(let lines): lines
    case .facts(let facts): facts.flatMap { fact in indented(fact, by: (facts.map(\.term.count).max() ?? 0) + 4) }
    case .measures(let facts): ["  " + facts.map { "\($0.term) \($0.text)" }.joined(separator: "   ")]
    case .table(let table): table.textLines + (table.caption.map { $0.wrapped(at: width, after: "  ") } ?? [])
    case .notes(let lines), .code(let lines): lines.map { "  " + $0 }
    case .formula(let text, _): ["  " + text]
    case .doubts(let doubts):
      doubts.enumerated().flatMap { index, doubt in
        "\(doubt.severity.rawValue): \(doubt.message) [\(doubt.code.rawValue)]"
          .wrapped(at: width, after: "     ", first: "  \(index + 1). ")
          + (doubt.hint.isEmpty ? [] : "remedy: \(doubt.hint)".wrapped(at: width, after: "     "))
      }
    case .figure: []
    }
  }

  /// The term, and beside it the text.
  private func indented(_ fact: Page.Fact, by indent: Int) -> [String] {
    let term = "  " + fact.term + String(repeating: " ", count: max(0, indent - 2 - fact.term.count))
    return fact.text.wrapped(at: width, after: String(repeating: " ", count: indent), first: term)
  }
}

extension PageTable {
  /// As columns of text, each line indented by two spaces, without the caption.
  package var textLines: [String] {
    let table = filled
    let lines = ([table.columns.map(\.header)] + table.rows).map { $0.map(\.escapedForLine) }
    let widths = table.columns.indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
    return lines.map { line in
      let cells = zip(zip(line, table.columns), widths).map { cell, width in
        let padding = String(repeating: " ", count: width - cell.0.count)
        return cell.1.isNumber ? padding + cell.0 : cell.0 + padding
      }
      return "  " + String(cells.joined(separator: "   ").reversed().drop { $0 == " " }.reversed())
    }
  }
}

extension String {
  /// Lines of whole words, no longer than a width unless a word is.
  ///
  /// - Parameters:
  ///   - margin: what each line begins with.
  ///   - first: what the first one begins with instead.
  func wrapped(at width: Int, after margin: String = "", first: String? = nil) -> [String] {
    var lines: [String] = []
    var line = first ?? margin
    var isEmpty = true
    for word in split(whereSeparator: \.isWhitespace) {
      if !isEmpty, line.count + 1 + word.count > width {
        lines.append(line)
        (line, isEmpty) = (margin, true)
      }
      line += (isEmpty ? "" : " ") + word
      isEmpty = false
    }
    return isEmpty && lines.isEmpty && first == nil ? [] : lines + [line]
  }
}
