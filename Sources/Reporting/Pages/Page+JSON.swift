import ScalingLaws

/// Why a document holds no page.
public struct PageError: Error, Sendable, Hashable, CustomStringConvertible {
  public let problem: String

  public var description: String { problem }
}

extension Page {
  /// The page as a file of its own, which `scaling report` reads back: schema `scaling.page/1`.
  public var record: JSONValue { PageRecord(self).json }

  /// `{"title", "blocks": [{"heading", "level"} | {"paragraph"} | {"facts"} | {"table"} | {"code"}]}`.
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
  let blocks: [Block]

  init(_ page: Page) {
    title = page.title
    blocks = page.blocks.map(Block.init)
  }

  fileprivate func page() throws(PageError) -> Page {
    var found: [Page.Block] = []
    for (index, block) in blocks.enumerated() {
      guard let block = block.block else {
        throw PageError(problem: "block \(index + 1) of the page is none of heading, paragraph, facts, table and code")
      }
      found.append(block)
    }
    return Page(title: title, blocks: found)
  }

  static let descriptions = ["title": "heading", "blocks": "from top to bottom"]

  /// A part of a page, of which only its own fields are written.
  struct Block: RecordPart {
    private(set) var heading: String?
    private(set) var level: Int?
    private(set) var paragraph: String?
    private(set) var facts: [Fact]?
    private(set) var table: Table?
    private(set) var code: [String]?

    init(_ block: Page.Block) {
      switch block {
      case .heading(let level, let text): (self.level, heading) = (level, text)
      case .paragraph(let text): paragraph = text
      case .facts(let facts): self.facts = facts.map { Fact(term: $0.term, text: $0.text) }
      case .table(let table): self.table = Table(table)
      case .code(let lines): code = lines
      }
    }

    fileprivate var block: Page.Block? {
      if let heading, let level, (2...6).contains(level) { return .heading(level: level, heading) }
      return paragraph.map(Page.Block.paragraph) ?? facts.map { .facts($0.map { Page.Fact($0.term, $0.text) }) }
        ?? table?.table.map(Page.Block.table) ?? code.map(Page.Block.code)
    }

    private enum CodingKeys: String, CodingKey { case heading, level, paragraph, facts, table, code }

    init(from decoder: any Decoder) throws {
      let fields = try decoder.container(keyedBy: CodingKeys.self)
      heading = try fields.decodeIfThere(String.self, forKey: .heading)
      level = try fields.decodeIfThere(Int.self, forKey: .level)
      paragraph = try fields.decodeIfThere(String.self, forKey: .paragraph)
      facts = try fields.decodeIfThere([Fact].self, forKey: .facts)
      table = try fields.decodeIfThere(Table.self, forKey: .table)
      code = try fields.decodeIfThere([String].self, forKey: .code)
    }

    func encode(to encoder: any Encoder) throws {
      var fields = encoder.container(keyedBy: CodingKeys.self)
      try fields.encodeIfThere(heading, forKey: .heading)
      try fields.encodeIfThere(level, forKey: .level)
      try fields.encodeIfThere(paragraph, forKey: .paragraph)
      try fields.encodeIfThere(facts, forKey: .facts)
      try fields.encodeIfThere(table, forKey: .table)
      try fields.encodeIfThere(code, forKey: .code)
    }

    static let descriptions = [
      "heading": "the text of a heading", "level": "of the heading: 2 for a section, 6 at most",
      "paragraph": "its text", "facts": "term by term", "table": "columns and rows",
      "code": "commands or formulas, line by line",
    ]
  }

  struct Fact: RecordPart {
    let term, text: String

    static let descriptions = ["term": "what it is about", "text": "what is said of it"]
  }

  struct Table: RecordPart {
    let columns: [Column]
    let rows: [[String]]
    let caption: String?

    struct Column: RecordPart {
      let header: String
      let isNumber: Bool

      static let descriptions = ["header": "heading of the column", "isNumber": "numbers stand to the right"]
    }

    init(_ table: PageTable) {
      columns = table.columns.map { Column(header: $0.header, isNumber: $0.isNumber) }
      rows = table.rows
      caption = table.caption
    }

    /// `nil` for a row that is not as long as the columns.
    fileprivate var table: PageTable? {
      guard rows.allSatisfy({ $0.count == columns.count }) else { return nil }
      return PageTable(columns.map { .init($0.header, isNumber: $0.isNumber) }, rows: rows, caption: caption)
    }

    static let descriptions = [
      "columns": "from left to right", "rows": "a text for each column", "caption": "what stands below it",
    ]
  }
}
