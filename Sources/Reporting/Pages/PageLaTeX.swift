import Escaping
import ScalingLaws

/// A page as a piece of LaTeX, to be put into a paper: headings without numbers, tables with the rules of booktabs.
public struct PageLaTeX {
  private let page: Page
  private let command: String
  private let hasTitle: Bool

  /// - Parameters:
  ///   - command: what makes the page, for a comment; on one line.
  ///   - hasTitle: false for a page that says in its captions what it is about.
  public init(_ page: Page, command: String, hasTitle: Bool = true) {
    self.page = page
    self.command = command
    self.hasTitle = hasTitle
  }

  public var text: String {
    (["% Needs \\usepackage{amsmath,booktabs}. Made by: \(command.escapedForLine)"]
      + (hasTitle ? ["\\section*{\(page.title.escapedForLaTeX)}"] : []) + page.answer.map(\.latex)
      + page.document.compactMap(block))
      .joined(separator: "\n\n") + "\n"
  }

  private func block(_ block: Page.Block) -> String? {
    switch block {
    case .heading(let level, let text): "\\\(level == 2 ? "subsection" : "subsubsection")*{\(text.escapedForLaTeX)}"
    case .paragraph(let text): text.latex
    case .lines(let lines): lines.map(\.latex).joined(separator: "\n\n")
    case .facts(let facts), .measures(let facts):
      Self.list("description", facts.map { "[\($0.term.escapedForLaTeX)] \($0.text.latex)" })
    case .table(let table):
      "\\begin{table}[htbp]\n\\centering\n"
        + (table.caption.map { "\\caption{\($0.latex)}\n" } ?? "") + Self.tabular(table.filled)
        + "\n\\end{table}"
    case .notes(let lines): Self.list("itemize", lines.map { " " + $0.latex })
    case .code(let lines):
      "\\begin{flushleft}\n\\ttfamily\n\(lines.map(\.latex).joined(separator: "\\\\\n"))\n\\end{flushleft}"
    case .formula(_, let latex): "\\begin{equation}\n  \(latex)\n\\end{equation}"
    case .doubts(let doubts): self.block(.facts(doubts.map(\.fact)))
    case .figure: nil
    }
  }

  private static func list(_ kind: String, _ items: [String]) -> String {
    (["\\begin{\(kind)}"] + items.map { "\\item" + $0 } + ["\\end{\(kind)}"]).joined(separator: "\n")
  }

  /// The columns and rows; long texts are broken.
  static func tabular(_ table: PageTable) -> String {
    let shapes = table.columns.indices.map { column in
      table.columns[column].isNumber
        ? "r" : table.rows.contains { $0[column].count > longestText } ? "p{0.35\\linewidth}" : "l"
    }
    let line = { (cells: [String]) in "  " + cells.joined(separator: " & ") + " \\\\" }
    let rows = table.rows.map { row in line(zip(row, table.columns).map(cell)) }
    return
      (["\\begin{tabular}{\(shapes.joined())}", "  \\toprule", line(table.columns.map(\.header.escapedForLaTeX))]
      + ["  \\midrule"] + rows + ["  \\bottomrule", "\\end{tabular}"]).joined(separator: "\n")
  }

  /// Characters of a cell that is not broken.
  private static let longestText = 40

  private static func cell(_ text: String, _ column: PageTable.Column) -> String {
    switch column.kind {
    case .text: text.escapedForLaTeX
    case .number: text.latexNumbers
    case .symbol: "$\(Expression.symbol(text).latex)$"
    }
  }
}

extension String {
  /// As text of LaTeX that flows where plain text breaks lines, and in which a flag keeps both its hyphens.
  fileprivate var latex: String {
    let line = contains("\n") ? split(whereSeparator: \.isWhitespace).joined(separator: " ") : self
    return line.escapedForLaTeX.replacing("--", with: "-{}-")
  }

  /// A printed number, or an interval of them: each with a true minus, and a power of ten for an exponent; all else is text.
  var latexNumbers: String {
    var (text, word) = ("", "")
    for character in self {
      if " ,[]()".contains(character) {
        text += word.latexNumber + String(character)
        word = ""
      } else {
        word.append(character)
      }
    }
    return text + word.latexNumber
  }

  private var latexNumber: String {
    guard let first, first.isNumber || first == "-", Double(self) != nil else { return escapedForLaTeX }
    guard let mark = firstIndex(of: "e"), let exponent = Int(self[index(after: mark)...]) else { return "$\(self)$" }
    return "$\(self[..<mark]) \\times 10^{\(exponent)}$"
  }
}
