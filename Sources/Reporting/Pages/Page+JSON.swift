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

  /// `{"title", "blocks": [{"heading", "level"} | {"paragraph"} | {"facts"} | {"table"} | …], "doubts"}`; figures are left out.
  public var json: JSONValue {
    let doubted: [JSONValue.Member] =
      doubts.isEmpty ? [] : [.init(key: "doubts", value: .array(doubts.map(\.json)))]
    return .object(
      [
        .init(key: "title", value: .string(title)), .init(key: "blocks", value: .array(blocks.compactMap(\.json))),
      ] + doubted)
  }

  /// - Throws: `PageError` saying what is missing where.
  public init(json: JSONValue) throws(PageError) {
    guard case .string(let title)? = json["title"], case .array(let blocks)? = json["blocks"] else {
      throw PageError(problem: "a page has a title and blocks")
    }
    var found: [Block] = []
    for (index, block) in blocks.enumerated() {
      guard let block = Block(json: block) else {
        throw PageError(problem: "block \(index + 1) of the page is of no known kind")
      }
      found.append(block)
    }
    self.init(title: title, blocks: found, doubts: (json["doubts"]?.elements ?? []).compactMap(FitWarning.init(json:)))
  }
}

extension Page.Block {
  /// `nil` for a figure.
  fileprivate var json: JSONValue? {
    switch self {
    case .heading(let level, let text): ["heading": .string(text), "level": .integer(level)]
    case .paragraph(let text): ["paragraph": .string(text)]
    case .lines(let lines): ["lines": .array(lines.map(JSONValue.string))]
    case .facts(let facts): ["facts": facts.json]
    case .measures(let facts): ["measures": facts.json]
    case .table(let table):
      [
        "table": [
          "columns": .array(table.columns.map { ["header": .string($0.header), "is_number": .bool($0.isNumber)] }),
          "rows": .array(table.rows.map { .array($0.map(JSONValue.string)) }), "caption": JSONValue(table.caption),
        ]
      ]
    case .notes(let lines): ["notes": .array(lines.map(JSONValue.string))]
    case .code(let lines): ["code": .array(lines.map(JSONValue.string))]
    case .formula(let text, let latex): ["formula": .string(text), "latex": .string(latex)]
    case .doubts(let doubts): ["doubts": .array(doubts.map(\.json))]
    case .figure: nil
    }
  }

  fileprivate init?(json: JSONValue) {
    if case .string(let text)? = json["heading"], case .integer(let level)? = json["level"], (2...6).contains(level) {
      self = .heading(level: level, text)
    } else if case .string(let text)? = json["paragraph"] {
      self = .paragraph(text)
    } else if let facts = json["facts"].flatMap([Page.Fact].init(json:)) {
      self = .facts(facts)
    } else if let facts = json["measures"].flatMap([Page.Fact].init(json:)) {
      self = .measures(facts)
    } else if let table = json["table"].flatMap(PageTable.init(json:)) {
      self = .table(table)
    } else if let lines = json["lines"]?.texts {
      self = .lines(lines)
    } else if let lines = json["notes"]?.texts {
      self = .notes(lines)
    } else if let lines = json["code"]?.texts {
      self = .code(lines)
    } else if case .string(let text)? = json["formula"], case .string(let latex)? = json["latex"] {
      self = .formula(text, latex: latex)
    } else if case .array(let doubts)? = json["doubts"] {
      self = .doubts(doubts.compactMap(FitWarning.init(json:)))
    } else {
      return nil
    }
  }
}

extension [Page.Fact] {
  fileprivate var json: JSONValue { .array(map { ["term": .string($0.term), "text": .string($0.text)] }) }

  fileprivate init?(json: JSONValue) {
    guard case .array(let facts) = json else { return nil }
    self = facts.compactMap { fact in
      guard case .string(let term)? = fact["term"], case .string(let text)? = fact["text"] else { return nil }
      return Page.Fact(term, text)
    }
    guard count == facts.count else { return nil }
  }
}

extension PageTable {
  fileprivate init?(json: JSONValue) {
    guard case .array(let columns)? = json["columns"], case .array(let rows)? = json["rows"] else { return nil }
    let read = columns.compactMap { column -> Column? in
      guard case .string(let header)? = column["header"], case .bool(let isNumber)? = column["is_number"] else {
        return nil
      }
      return isNumber ? .number(header) : .text(header)
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
