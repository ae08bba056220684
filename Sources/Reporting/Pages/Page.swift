import ScalingLaws

/// A page that a person reads: what every result says of itself, whatever it is shown as.
///
/// It begins with the answer; then come what supports it, reasons to doubt it, and what it is about and how it was found.
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
    /// A figure, which only HTML shows.
    case figure(Figure)
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
  /// What was asked, answered in one or two plain sentences, with the numbers that decide it.
  public let answer: [String]
  public private(set) var blocks: [Block]
  /// Reasons to doubt the result, after what supports it.
  public let doubts: [FitWarning]
  /// The data, and how the result was found.
  public private(set) var about: [Block]
  /// Commands that made it, or that go on from it.
  public private(set) var commands: [String] = []

  public init(
    title: String, answer: [String] = [], blocks: [Block], doubts: [FitWarning] = [],
    about: [Block] = []
  ) {
    self.title = title
    self.answer = answer
    self.blocks = blocks
    self.doubts = doubts
    self.about = about
  }

  /// The page with a picture right after its answer.
  public func showing(_ figure: Figure) -> Page {
    var page = self
    page.blocks.insert(.figure(figure), at: 0)
    return page
  }

  /// The page with commands at its end.
  public func ending(with commands: [String]) -> Page {
    var page = self
    page.commands += commands
    return page
  }

  /// The page with what was decided about its data that nobody had written down, before what is said of the data.
  public func saying(_ readings: [Reading]) -> Page {
    var page = self
    // Which column stands for what is one line.
    let columns = readings.filter { $0.kind == .column && $0.flag?.hasPrefix("-c") ?? false }
    let others = readings.filter { !columns.contains($0) }.map(\.line)
    let found = columns.map { "\($0.sentence) (\($0.reason))" }.joined(separator: ", ")
    let line = "Columns: \(found); -c says otherwise."
    let lines = others + (columns.isEmpty ? [] : [line])
    if case .lines(let said)? = about.first {
      page.about[0] = .lines(lines + said)
    } else {
      page.about.insert(.lines(lines), at: 0)
    }
    return page
  }

  /// What a result is about: a table, how many of its rows, and what else there is to say of them.
  static func about(_ source: String, _ used: Int, of rows: Int, _ more: [String] = []) -> String {
    (["\(source), \(used) of \(counted(rows, "row"))"] + more).joined(separator: "; ")
  }

  /// What a document has below its title and answer: what supports it, with headings from level 2 down, the doubts, data and method,
  /// commands.
  var document: [Block] {
    let levels = blocks.compactMap { if case .heading(let level, _) = $0 { level } else { nil } }
    let top = levels.min() ?? 2
    let shown = blocks.map { block -> Block in
      if case .heading(let level, let text) = block { .heading(level: level - top + 2, text) } else { block }
    }
    return shown
      + section("Reasons to doubt it", doubts.isEmpty ? [] : [.doubts(doubts.byConsequence)])
      + section("Data and method", about)
      + section("Command", commands.isEmpty ? [] : [.code(commands)])
  }

  private func section(_ title: String, _ blocks: [Block]) -> [Block] {
    blocks.isEmpty ? [] : [.heading(level: 2, title)] + blocks
  }
}

extension [FitWarning] {
  /// Warnings before notes; among each, first what leaves no result, then what makes intervals wrong, then the rest as found.
  var byConsequence: [FitWarning] {
    enumerated().sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }.map(
      \.element)
  }
}

extension FitWarning {
  /// How far up it stands.
  fileprivate var rank: Int {
    let place = Self.worst.firstIndex { $0.contains(code) } ?? Self.worst.count
    return severity == .warning ? place : place + Self.worst.count + 1
  }

  /// Codes after which there is no result to use, then those after which intervals are not what they say.
  private static let worst: [Set<Code>] = [
    [.mistypedColumn],
    [
      .notFitted, .notCertified, .separation, .notEstimable, .undefinedEstimate, .implausible,
      .unitMismatch, .constantPredictor, .constantResponse, .perfectFit, .noDegreesOfFreedom,
    ],
    [
      .clusteredResiduals, .repeatedCheckpoints, .fewClusters, .weaklyIdentified, .noStandardErrors,
      .undefinedInterval,
      .bandUndercovers, .extrapolation, .influentialRows, .influentialRow, .decisiveRow,
      .residualPattern,
    ],
  ]

  /// `warning: near-bound`, and what it says with its remedy.
  var fact: Page.Fact {
    Page.Fact("\(severity.rawValue): \(code.rawValue)", hint.isEmpty ? message : "\(message). Remedy: \(hint).")
  }
}

extension Reading {
  /// `Read: the day of date comes first ("14/3/2023" is a date in no other order; --date-format).`
  var line: String { "Read: \(sentence) (\(reason)\(flag.map { "; \($0)" } ?? ""))." }
}
