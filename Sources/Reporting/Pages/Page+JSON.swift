import ScalingLaws

/// Why a document holds no page.
public struct PageError: Error, Sendable, Hashable, CustomStringConvertible {
  public let problem: String

  public var description: String { problem }
}

extension Page {
  /// The page as a file of its own, which `scaling report` reads back: schema `scaling.page/1`.
  public var record: JSONValue { PageRecord(self).json }

  /// `{"title", "answer", "blocks": [{"heading", "level"} | {"paragraph"} | {"facts"} | {"table"} | …], "doubts", "about"}`; figures are left out.
  public var json: JSONValue { RecordEncoder.json(PagePart(self)) }

  /// - Throws: `PageError` saying what is missing where.
  public init(json: JSONValue) throws(PageError) {
    do {
      self = try RecordDecoder.read(PagePart.self, from: json).page()
    } catch let error as PageError {
      throw error
    } catch {
      throw PageError(problem: "no page: \(error)")
    }
  }
}

/// A page as a file: schema `scaling.page/1`.
public struct PageRecord: Record {
  public static let schema = "scaling.page/1"
  public static let title = "Page"
  public static let summary =
    "A page that a person reads, written by scaling report -o page.json and read back by scaling report."

  let page: PagePart

  public init(_ page: Page) { self.page = PagePart(page) }

  public static let descriptions = ["page": "what a person reads"]
}

/// A page inside a record.
struct PagePart: RecordPart {
  let title: String
  let answer: [String]?
  let blocks: [Block]
  let doubts: [WarningPart]?
  let about: [Block]?
  let commands: [String]?

  init(_ page: Page) {
    title = page.title
    answer = page.answer
    blocks = page.blocks.compactMap(Block.init)
    doubts = page.doubts.map(WarningPart.init)
    about = page.about.compactMap(Block.init)
    commands = page.commands
  }

  fileprivate func page() throws(PageError) -> Page {
    Page(
      title: title, answer: answer ?? [], blocks: try found(blocks),
      doubts: (doubts ?? []).compactMap(\.warning),
      about: try found(about ?? [])
    ).ending(with: commands ?? [])
  }

  private func found(_ blocks: [Block]) throws(PageError) -> [Page.Block] {
    var found: [Page.Block] = []
    for (index, block) in blocks.enumerated() {
      guard let block = block.block else {
        throw PageError(problem: "block \(index + 1) of the page is of no known kind")
      }
      found.append(block)
    }
    return found
  }

  static let descriptions = [
    "title": "heading", "answer": "what was asked, answered in sentences",
    "blocks": "from top to bottom",
    "doubts": "reasons to doubt what the page says",
    "about": "the data, and how the result was found",
    "commands": "that made it, or go on from it",
  ]

  /// A part of a page, of which only its own fields are written.
  struct Block: RecordPart {
    private(set) var heading: String?
    private(set) var level: Int?
    private(set) var paragraph: String?
    private(set) var lines: [String]?
    private(set) var facts: [Fact]?
    private(set) var measures: [Fact]?
    private(set) var table: Table?
    private(set) var notes: [String]?
    private(set) var code: [String]?
    private(set) var formula: String?
    private(set) var latex: String?
    private(set) var doubts: [WarningPart]?

    /// `nil` for a figure.
    init?(_ block: Page.Block) {
      switch block {
      case .heading(let level, let text): (self.level, heading) = (level, text)
      case .paragraph(let text): paragraph = text
      case .lines(let lines): self.lines = lines
      case .facts(let facts): self.facts = facts.map { Fact(term: $0.term, text: $0.text) }
      case .measures(let facts): measures = facts.map { Fact(term: $0.term, text: $0.text) }
      case .table(let table): self.table = Table(table)
      case .notes(let lines): notes = lines
      case .code(let lines): code = lines
      case .formula(let text, let latex): (formula, self.latex) = (text, latex)
      case .doubts(let warnings): doubts = warnings.map(WarningPart.init)
      case .figure: return nil
      }
    }

    fileprivate var block: Page.Block? {
      if let heading, let level, (2...6).contains(level) { return .heading(level: level, heading) }
      if let formula, let latex { return .formula(formula, latex: latex) }
      if let table { return table.table.map(Page.Block.table) }
      if let text = paragraph { return .paragraph(text) }
      if let facts { return .facts(facts.map(\.fact)) }
      if let measures { return .measures(measures.map(\.fact)) }
      if let doubts { return .doubts(doubts.compactMap(\.warning)) }
      return lines.map(Page.Block.lines) ?? notes.map(Page.Block.notes) ?? code.map(Page.Block.code)
    }

    private enum CodingKeys: String, CodingKey {
      case heading, level, paragraph, lines, facts, measures, table, notes, code, formula, latex, doubts
    }

    init(from decoder: any Decoder) throws {
      let fields = try decoder.container(keyedBy: CodingKeys.self)
      heading = try fields.decodeIfThere(String.self, forKey: .heading)
      level = try fields.decodeIfThere(Int.self, forKey: .level)
      paragraph = try fields.decodeIfThere(String.self, forKey: .paragraph)
      lines = try fields.decodeIfThere([String].self, forKey: .lines)
      facts = try fields.decodeIfThere([Fact].self, forKey: .facts)
      measures = try fields.decodeIfThere([Fact].self, forKey: .measures)
      table = try fields.decodeIfThere(Table.self, forKey: .table)
      notes = try fields.decodeIfThere([String].self, forKey: .notes)
      code = try fields.decodeIfThere([String].self, forKey: .code)
      formula = try fields.decodeIfThere(String.self, forKey: .formula)
      latex = try fields.decodeIfThere(String.self, forKey: .latex)
      doubts = try fields.decodeIfThere([WarningPart].self, forKey: .doubts)
    }

    func encode(to encoder: any Encoder) throws {
      var fields = encoder.container(keyedBy: CodingKeys.self)
      try fields.encodeIfThere(heading, forKey: .heading)
      try fields.encodeIfThere(level, forKey: .level)
      try fields.encodeIfThere(paragraph, forKey: .paragraph)
      try fields.encodeIfThere(lines, forKey: .lines)
      try fields.encodeIfThere(facts, forKey: .facts)
      try fields.encodeIfThere(measures, forKey: .measures)
      try fields.encodeIfThere(table, forKey: .table)
      try fields.encodeIfThere(notes, forKey: .notes)
      try fields.encodeIfThere(code, forKey: .code)
      try fields.encodeIfThere(formula, forKey: .formula)
      try fields.encodeIfThere(latex, forKey: .latex)
      try fields.encodeIfThere(doubts, forKey: .doubts)
    }

    static let descriptions = [
      "heading": "the text of a heading", "level": "of the heading: 2 for a section, 6 at most",
      "paragraph": "its text", "lines": "sentences that each have a line", "facts": "term by term",
      "measures": "numbers with their names", "table": "columns and rows", "notes": "remarks on what stands above",
      "code": "commands or formulas, line by line", "formula": "as text", "latex": "the formula in LaTeX",
      "doubts": "reasons to doubt it",
    ]
  }

  struct Fact: RecordPart {
    let term, text: String

    fileprivate var fact: Page.Fact { Page.Fact(term, text) }

    static let descriptions = ["term": "what it is about", "text": "what is said of it"]
  }

  struct Table: RecordPart {
    let columns: [Column]
    let rows: [[String]]
    let caption: String?

    struct Column: RecordPart {
      let header: String
      let isNumber: Bool
      let rank: Int?

      static let descriptions = [
        "header": "heading of the column", "isNumber": "numbers stand to the right",
        "rank": "where there is no room, the highest goes first",
      ]
    }

    init(_ table: PageTable) {
      columns = table.columns.map {
        Column(header: $0.header, isNumber: $0.isNumber, rank: $0.rank)
      }
      rows = table.rows
      caption = table.caption
    }

    /// `nil` for a row that is not as long as the columns.
    fileprivate var table: PageTable? {
      guard rows.allSatisfy({ $0.count == columns.count }) else { return nil }
      return PageTable(
        columns.map {
          ($0.isNumber ? PageTable.Column.number($0.header) : .text($0.header)).ranked($0.rank ?? 0)
        }, rows: rows,
        caption: caption)
    }

    static let descriptions = [
      "columns": "from left to right", "rows": "a text for each column", "caption": "what stands below it",
    ]
  }
}
