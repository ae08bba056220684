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
    guard let title = json["title"]?.string, case .array(let blocks)? = json["blocks"] else {
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
    case .facts(let facts): ["facts": .array(facts.map(\.json))]
    case .measures(let facts): ["measures": .array(facts.map(\.json))]
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
    let lists: [(String, ([String]) -> Page.Block)] = [
      ("lines", Self.lines), ("notes", Self.notes), ("code", Self.code),
    ]
    let facts: [(String, ([Page.Fact]) -> Page.Block)] = [("facts", Self.facts), ("measures", Self.measures)]
    if let text = json["heading"]?.string, case .integer(let level)? = json["level"], (2...6).contains(level) {
      self = .heading(level: level, text)
    } else if let text = json["paragraph"]?.string {
      self = .paragraph(text)
    } else if let table = json["table"].flatMap(PageTable.init(json:)) {
      self = .table(table)
    } else if let text = json["formula"]?.string, let latex = json["latex"]?.string {
      self = .formula(text, latex: latex)
    } else if let doubts = json["doubts"]?.all(FitWarning.init(json:)) {
      self = .doubts(doubts)
    } else if let list = lists.compactMap({ kind in json[kind.0]?.all(\.string).map(kind.1) }).first {
      self = list
    } else if let list = facts.compactMap({ kind in json[kind.0]?.all(Page.Fact.init(json:)).map(kind.1) }).first {
      self = list
    } else {
      return nil
    }
  }
}

extension Page.Fact {
  fileprivate var json: JSONValue { ["term": .string(term), "text": .string(text)] }

  fileprivate init?(json: JSONValue) {
    guard let term = json["term"]?.string, let text = json["text"]?.string else { return nil }
    self.init(term, text)
  }
}

extension PageTable {
  fileprivate init?(json: JSONValue) {
    let columns = json["columns"]?.all { column -> Column? in
      guard let header = column["header"]?.string, case .bool(let isNumber)? = column["is_number"] else { return nil }
      return isNumber ? .number(header) : .text(header)
    }
    guard let columns, let rows = json["rows"]?.all({ $0.all(\.string) }),
      rows.allSatisfy({ $0.count == columns.count })
    else { return nil }
    self.init(columns, rows: rows, caption: json["caption"]?.string)
  }
}

extension JSONValue {
  /// What each value of an array is; `nil` where one is none, or this is no array.
  fileprivate func all<Value>(_ read: (JSONValue) -> Value?) -> [Value]? {
    guard case .array(let values) = self else { return nil }
    let found = values.compactMap(read)
    return found.count == values.count ? found : nil
  }
}
