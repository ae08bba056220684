import ScalingLaws

/// A page that a person reads: what every result says of itself, whatever it is shown as.
///
/// `PageText`, `PageMarkdown`, `PageHTML` and `PageLaTeX` show it; `json` and `init(json:)` carry it in a record. A line end within a
/// text is where plain text breaks the line; the others flow it.
public struct Page: Sendable, Hashable {
  public enum Block: Sendable, Hashable {
    /// Level 2 for a section, 3 for a part of one.
    case heading(level: Int, String)
    case paragraph(String)
    /// Sentences that each have a line: what a result is about, how it was found.
    case lines([String])
    /// A term and what is said of it, as `verdict` and `not decided`.
    case facts([Fact])
    /// Numbers with their names, side by side.
    case measures([Fact])
    case table(PageTable)
    /// Remarks on what stands above them, a line each.
    case notes([String])
    /// Commands, line by line, as they are.
    case code([String])
    /// As text, and in LaTeX's math mode.
    case formula(String, latex: String)
    /// Reasons to doubt the result, each with its remedy.
    case doubts([FitWarning])
    /// A figure, and its picture as SVG; only HTML shows it.
    case figure(Figure, svg: String)
  }

  public struct Fact: Sendable, Hashable {
    public let term: String
    public let text: String

    public init(_ term: String, _ text: String) {
      self.term = term
      self.text = text
    }
  }

  public let title: String
  public private(set) var blocks: [Block]
  /// Reasons to doubt the result, in a section at the end; `PageText` leaves them to standard error.
  public let doubts: [FitWarning]

  public init(title: String, blocks: [Block], doubts: [FitWarning] = []) {
    self.title = title
    self.blocks = blocks
    self.doubts = doubts
  }

  /// The page with a picture before its first table.
  public func showing(_ figure: Figure, svg: String) -> Page {
    var page = self
    let place = blocks.firstIndex { if case .table = $0 { true } else { false } } ?? blocks.count
    page.blocks.insert(.figure(figure, svg: svg), at: place)
    return page
  }

  /// The page with more at its end.
  public func ending(with blocks: [Block]) -> Page {
    var page = self
    page.blocks += blocks
    return page
  }

  /// The page with what was decided about its data that nobody had written down, before all else.
  public func saying(_ readings: [Reading]) -> Page {
    var page = self
    // Which column stands for what is one line.
    let columns = readings.filter { $0.kind == .column && $0.flag?.hasPrefix("-c") ?? false }
    let others = readings.filter { !columns.contains($0) }.map(\.line)
    let found = columns.map { "\($0.sentence) (\($0.reason))" }.joined(separator: ", ")
    page.blocks.insert(.lines(others + (columns.isEmpty ? [] : ["read: \(found); -c says otherwise"])), at: 0)
    return page
  }

  /// What a result is about: a table, how many of its rows, and what else there is to say of them.
  static func about(_ source: String, _ used: Int, of rows: Int, _ more: [String] = []) -> String {
    (["\(source), \(used) of \(counted(rows, "row"))"] + more).joined(separator: "; ")
  }

  /// What a document has below its title: the blocks, with headings from level 2 down, and the doubts.
  var document: [Block] {
    let levels = blocks.compactMap { if case .heading(let level, _) = $0 { level } else { nil } }
    let top = levels.min() ?? 2
    let shown = blocks.map { block -> Block in
      if case .heading(let level, let text) = block { .heading(level: level - top + 2, text) } else { block }
    }
    return shown + (doubts.isEmpty ? [] : [.heading(level: 2, "Reasons to doubt it"), .doubts(doubts)])
  }
}

extension FitWarning {
  /// `warning: near-bound`, and what it says with its remedy.
  var fact: Page.Fact {
    Page.Fact("\(severity.rawValue): \(code.rawValue)", hint.isEmpty ? message : "\(message). Remedy: \(hint).")
  }
}

extension Reading {
  /// `read: the day of date comes first ("14/3/2023" is a date in no other order; --date-format)`.
  var line: String { "read: \(sentence) (\(reason)\(flag.map { "; \($0)" } ?? ""))" }
}
