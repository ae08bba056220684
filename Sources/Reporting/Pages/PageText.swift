import Escaping
import ScalingLaws

/// A page as plain text that fits a width: the answer, what supports it, doubts, data and method, and what to call next.
public struct PageText {
  private let page: Page
  /// Of tables.
  private let width: Int
  /// Of sentences: a long line is hard to read.
  private let proseWidth: Int
  private let pen: TextPen
  private let showsAll: Bool

  /// - Parameters:
  ///   - width: columns of the terminal, or of a page.
  ///   - isColored: with the codes of a terminal; what else would command it is then shown instead.
  ///   - showsAll: every doubt and note in place of the three doubts of most consequence.
  public init(_ page: Page, width: Int = 80, isColored: Bool = false, showsAll: Bool = false) {
    self.page = page
    self.width = max(width, Self.leastWidth)
    self.proseWidth = min(self.width, Self.mostProse)
    self.pen = TextPen(isColored: isColored)
    self.showsAll = showsAll
  }

  private static let leastWidth = 16
  private static let mostProse = 100
  private static let mostDoubts = 3

  public var text: String {
    var text = page.answer.flatMap { $0.wrapped(at: proseWidth) }.map { pen.drawn($0, .answer) }
    if !page.answer.isEmpty { text.append("") }
    text += page.title.wrapped(at: proseWidth).map {
      pen.drawn($0, page.answer.isEmpty ? .answer : nil)
    }
    var last: Page.Block?
    for block in page.blocks + doubts + page.about {
      let lines = lines(block)
      guard !lines.isEmpty else { continue }
      if !Self.isClose(block, to: last) { text.append("") }
      text += lines
      last = block
    }
    for (index, command) in page.commands.enumerated() {
      text +=
        (index == 0 ? [""] : [])
        + command.shellLines(at: width, after: index == 0 ? "next: " : "      ")
        .map { pen.drawn($0) }
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

  /// The doubts that are shown.
  private var doubts: [Page.Block] {
    let all = page.doubts.byConsequence
    let shown =
      showsAll ? all : Array(all.filter { $0.severity == .warning }.prefix(Self.mostDoubts))
    guard !shown.isEmpty else { return [] }
    let warnings = all.count { $0.severity == .warning } - shown.count
    let notes = all.count { $0.severity == .note }
    let rest = [(warnings, "warning"), (notes, "note")].filter { $0.0 > 0 && !showsAll }.map {
      counted($0.0, $0.1)
    }
    return [.heading(level: 3, "Doubts"), .doubts(shown)]
      + (rest.isEmpty
        ? [] : [.notes(["\(rest.joined(separator: " and ")) more: --all shows them"])])
  }

  private func lines(_ block: Page.Block) -> [String] {
    switch block {
    case .heading(let level, let text):
      let lines = text.wrapped(at: proseWidth)
      return lines.map { pen.drawn($0, .heading) }
        + (level == 2 ? [String(repeating: "=", count: lines.map(\.count).max() ?? 0)] : [])
    case .table(let table):
      return table.lines(at: width, pen)
        + (table.caption.map { $0.wrapped(at: proseWidth, after: "  ") } ?? [])
        .map { pen.drawn($0) }
    case .doubts(let doubts):
      return doubts.enumerated().flatMap { index, doubt in
        ("\(doubt.severity.rawValue): \(doubt.message) [\(doubt.code.rawValue)]"
          .wrapped(at: proseWidth, after: "     ", first: "  \(index + 1). "))
          .map { pen.drawn($0, doubt.severity == .warning ? .warning : nil) }
          + (doubt.hint.isEmpty
          ? [] : "remedy: \(doubt.hint)".wrapped(at: proseWidth, after: "     "))
          .map { pen.drawn($0) }
      }
    default: return plainLines(block).map { pen.drawn($0) }
    }
  }

  private func plainLines(_ block: Page.Block) -> [String] {
    switch block {
    case .paragraph(let text): text.wrapped(at: proseWidth)
    case .lines(let lines): lines.flatMap { $0.wrapped(at: proseWidth, after: "  ", first: "") }
    case .facts(let facts):
      facts.flatMap { fact in indented(fact, by: (facts.map(\.term.count).max() ?? 0) + 4) }
    case .measures(let facts): measures(facts)
    case .notes(let lines): lines.flatMap { $0.wrapped(at: proseWidth, after: "    ", first: "  ") }
    case .code(let lines): lines.flatMap { $0.shellLines(at: width, after: "  ") }
    case .formula(let text, _): text.wrapped(at: proseWidth, after: "    ", first: "  ")
    case .heading, .table, .doubts, .figure: []
    }
  }

  /// Side by side, as many to a line as it holds.
  private func measures(_ facts: [Page.Fact]) -> [String] {
    var lines: [String] = []
    for text in facts.map({ "\($0.term) \($0.text)" }) {
      if let last = lines.last, last.count + 3 + text.count <= proseWidth {
        lines[lines.count - 1] += "   " + text
      } else {
        lines.append("  " + text)
      }
    }
    return lines
  }

  /// The term, and beside it the text; below it where the line is short.
  private func indented(_ fact: Page.Fact, by indent: Int) -> [String] {
    let term = "  " + fact.term
    guard indent <= proseWidth / 2 else {
      return [term] + fact.text.wrapped(at: proseWidth, after: "    ")
    }
    let first = term + String(repeating: " ", count: max(0, indent - term.count))
    return fact.text.wrapped(
      at: proseWidth, after: String(repeating: " ", count: indent), first: first)
  }
}

/// What sets parts of a text apart on a terminal.
struct TextPen {
  enum Style: String {
    case answer = "1"
    case heading = "1;4"
    case estimate = "1;39"
    case verdict = "1;36"
    case warning = "33"
  }

  let isColored: Bool

  static let plain = TextPen(isColored: false)

  /// With colour, what would command a terminal is shown instead; without, the text is left for its reader to mend.
  func drawn(_ text: String, _ style: Style? = nil) -> String {
    guard isColored else { return text }
    let shown = text.escapedForTerminal
    return style.map { "\u{1B}[\($0.rawValue)m\(shown)\u{1B}[0m" } ?? shown
  }
}

extension PageTable {
  /// As columns of text, each line indented by two spaces, without the caption and as wide as they are.
  package var textLines: [String] { lines(at: .max, .plain) }

  /// The same in a width, where it can be had.
  package func textLines(at width: Int) -> [String] { lines(at: width, .plain) }

  /// Headings and texts are broken between words, then columns go by rank, and at last each row becomes a list; a number is never
  /// broken.
  func lines(at width: Int, _ pen: TextPen) -> [String] {
    let layout = TableLayout(filled, width: width)
    return layout.lines(pen)
      + (layout.missing.isEmpty
        ? []
        : "(no room here for: \(layout.missing.joined(separator: "; ")))".wrapped(at: width, after: "  ")
          .map { pen.drawn($0) })
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
    for word in unbrokenWords {
      if !isEmpty, line.count + 1 + word.count > width {
        lines.append(line)
        (line, isEmpty) = (margin, true)
      }
      line += (isEmpty ? "" : " ") + word
      isEmpty = false
    }
    return isEmpty && lines.isEmpty && first == nil ? [] : lines + [line]
  }

  /// Words, of which an interval, a share in per cent and an equation are one each.
  private var unbrokenWords: [String] {
    split(whereSeparator: \.isWhitespace).reduce(into: []) { words, part in
      let part = String(part)
      let last = words.last ?? ""
      let isInside = last.hasPrefix("[") && last.hasSuffix(",") && !last.dropLast().contains(",")
      if !last.isEmpty, part.hasPrefix("%") || part == "=" || last.hasSuffix(" =") || isInside {
        words[words.count - 1] += " " + part
      } else {
        words.append(part)
      }
    }
  }

  /// A command for a shell, broken by backslashes between words where it is longer than a width.
  package func shellLines(at width: Int, after margin: String) -> [String] {
    guard margin.count + count > width else { return [margin + self] }
    var words: [String] = []
    var quote: Character?
    var word = ""
    for character in self {
      if character == " ", quote == nil {
        words.append(word)
        word = ""
        continue
      }
      if character == quote {
        quote = nil
      } else if quote == nil, "'\"".contains(character) {
        quote = character
      }
      word.append(character)
    }
    words.append(word)
    // A flag stays with its value.
    for index in words.indices.reversed().dropFirst()
    where words[index].hasPrefix("-") && !words[index].contains(" ") && !words[index + 1].hasPrefix("-") {
      words[index] += " " + words.remove(at: index + 1)
    }
    var lines: [String] = []
    var line = margin + (words.first ?? "")
    for word in words.dropFirst() {
      if line.count + 3 + word.count > width {
        lines.append(line + " \\")
        line = String(repeating: " ", count: margin.count + 2) + word
      } else {
        line += " " + word
      }
    }
    return lines + [line]
  }
}
