/// A page that a person reads: headings, paragraphs, lists and tables, whatever it is shown as.
///
/// `PageText`, `PageMarkdown` and `PageHTML` show it; `json` and `init(json:)` carry it in a record.
public struct Page: Sendable, Hashable {
  public enum Block: Sendable, Hashable {
    /// Level 2 for a section, 3 for a part of one.
    case heading(level: Int, String)
    case paragraph(String)
    /// A term and what is said of it, as `verdict` and `not decided`.
    case facts([Fact])
    case table(PageTable)
    /// Commands or formulas, line by line, as they are.
    case code([String])
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
  public let blocks: [Block]

  public init(title: String, blocks: [Block]) {
    self.title = title
    self.blocks = blocks
  }
}

/// A table of a page.
public struct PageTable: Sendable, Hashable {
  public struct Column: Sendable, Hashable {
    public let header: String
    /// Numbers stand to the right.
    public let isNumber: Bool

    public init(_ header: String, isNumber: Bool = false) {
      self.header = header
      self.isNumber = isNumber
    }
  }

  public let columns: [Column]
  /// Each with one cell for each column.
  public let rows: [[String]]
  public let caption: String?

  public init(_ columns: [Column], rows: [[String]], caption: String? = nil) {
    precondition(rows.allSatisfy { $0.count == columns.count }, "a row has one cell for each column")
    self.columns = columns
    self.rows = rows
    self.caption = caption
  }

  /// The same without the columns that are empty in every row.
  var filled: PageTable {
    let shown = columns.indices.filter { column in rows.contains { !$0[column].isEmpty } }
    return PageTable(
      shown.map { columns[$0] }, rows: rows.map { row in shown.map { row[$0] } }, caption: caption)
  }
}
