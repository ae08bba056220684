import ScalingLaws

/// Why a document holds no page.
public struct PageError: Error, Sendable, Hashable, CustomStringConvertible {
  public let problem: String

  public var description: String { problem }
}

extension Page {
  public static let schema = "scaling.page/1"

  /// The page as a file of its own, which `scaling report` reads back: schema `scaling.page/1`.
  public var record: JSONValue {
    ["schema": .string(Self.schema), "version": .string(Version.current), "page": json]
  }

  /// `{"title", "blocks": [{"heading", "level"} | {"paragraph"} | {"facts"} | {"table"} | {"code"}]}`.
  public var json: JSONValue { ["title": .string(title), "blocks": .array(blocks.map(\.json))] }

  /// - Throws: `PageError` saying what is missing where.
  public init(json: JSONValue) throws(PageError) {
    guard case .string(let title)? = json["title"], case .array(let blocks)? = json["blocks"] else {
      throw PageError(problem: "a page has a title and blocks")
    }
    self.title = title
    var found: [Block] = []
    for (index, block) in blocks.enumerated() {
      guard let block = Block(json: block) else {
        throw PageError(problem: "block \(index + 1) of the page is none of heading, paragraph, facts, table and code")
      }
      found.append(block)
    }
    self.blocks = found
  }
}

extension Page.Block {
  fileprivate var json: JSONValue {
    switch self {
    case .heading(let level, let text): ["heading": .string(text), "level": .integer(level)]
    case .paragraph(let text): ["paragraph": .string(text)]
    case .facts(let facts): ["facts": .array(facts.map { ["term": .string($0.term), "text": .string($0.text)] })]
    case .table(let table):
      [
        "table": [
          "columns": .array(table.columns.map { ["header": .string($0.header), "is_number": .bool($0.isNumber)] }),
          "rows": .array(table.rows.map { .array($0.map(JSONValue.string)) }), "caption": JSONValue(table.caption),
        ]
      ]
    case .code(let lines): ["code": .array(lines.map(JSONValue.string))]
    }
  }

  fileprivate init?(json: JSONValue) {
    if case .string(let text)? = json["heading"], case .integer(let level)? = json["level"], (2...6).contains(level) {
      self = .heading(level: level, text)
    } else if case .string(let text)? = json["paragraph"] {
      self = .paragraph(text)
    } else if case .array(let facts)? = json["facts"] {
      let read = facts.compactMap { fact -> Page.Fact? in
        guard case .string(let term)? = fact["term"], case .string(let text)? = fact["text"] else { return nil }
        return Page.Fact(term, text)
      }
      guard read.count == facts.count else { return nil }
      self = .facts(read)
    } else if let table = json["table"].flatMap(PageTable.init(json:)) {
      self = .table(table)
    } else if let lines = json["code"]?.texts {
      self = .code(lines)
    } else {
      return nil
    }
  }
}

extension PageTable {
  fileprivate init?(json: JSONValue) {
    guard case .array(let columns)? = json["columns"], case .array(let rows)? = json["rows"] else { return nil }
    let read = columns.compactMap { column -> Column? in
      guard case .string(let header)? = column["header"], case .bool(let isNumber)? = column["is_number"] else {
        return nil
      }
      return Column(header, isNumber: isNumber)
    }
    let cells = rows.compactMap(\.texts)
    guard read.count == columns.count, cells.count == rows.count, cells.allSatisfy({ $0.count == read.count }) else {
      return nil
    }
    var caption: String?
    if case .string(let text)? = json["caption"] { caption = text }
    self.init(read, rows: cells, caption: caption)
  }
}

extension JSONValue {
  /// The strings of an array of nothing else.
  fileprivate var texts: [String]? {
    guard case .array(let values) = self else { return nil }
    let texts = values.compactMap { value -> String? in
      if case .string(let text) = value { text } else { nil }
    }
    return texts.count == values.count ? texts : nil
  }
}
