/// A table of a page.
public struct PageTable: Sendable, Hashable {
  /// A literal is the heading of numbers.
  public struct Column: Sendable, Hashable, ExpressibleByStringInterpolation {
    public enum Kind: Sendable, Hashable {
      case text
      /// Stands to the right.
      case number
      /// A name in formulas: a text that LaTeX sets in math mode.
      case symbol
    }

    /// What a terminal sets apart.
    public enum Emphasis: Sendable, Hashable { case estimate, verdict }

    public let header: String
    public let kind: Kind
    /// Where there is no room, columns of the highest rank go first; those of rank 0 stay.
    public private(set) var rank = 0
    public private(set) var emphasis: Emphasis?

    public var isNumber: Bool { kind == .number }

    public init(stringLiteral header: String) { self = .number(header) }

    public static func text(_ header: String) -> Column { Column(header, .text) }
    public static func number(_ header: String) -> Column { Column(header, .number) }
    public static func symbol(_ header: String) -> Column { Column(header, .symbol) }

    /// The main number.
    public static func estimate(_ header: String) -> Column {
      number(header).with(\.emphasis, .estimate)
    }
    /// What the numbers decide.
    public static func verdict(_ header: String) -> Column {
      text(header).with(\.emphasis, .verdict)
    }

    /// The same, to go where there is no room.
    public func ranked(_ rank: Int) -> Column { with(\.rank, rank) }

    private func with<Value>(_ property: WritableKeyPath<Column, Value>, _ value: Value) -> Column {
      var column = self
      column[keyPath: property] = value
      return column
    }

    private init(_ header: String, _ kind: Kind) {
      self.header = header
      self.kind = kind
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

  /// A row for each item.
  init<Items: Sequence>(_ columns: [Column], of items: Items, cells: (Items.Element) -> [String]) {
    self.init(columns, rows: items.map(cells))
  }

  /// A row for each quantity: its name, the estimate, and the interval (or what else stands in `heading`).
  init(_ title: String, heading: String, estimates rows: [[String]]) {
    self.init([.text(title), .estimate("estimate"), .number(heading)], rows: rows)
  }

  /// The same without the columns that are empty in every row.
  var filled: PageTable {
    let shown = columns.indices.filter { column in rows.contains { !$0[column].isEmpty } }
    return PageTable(
      shown.map { columns[$0] }, rows: rows.map { row in shown.map { row[$0] } }, caption: caption)
  }
}

extension PageTable {
  /// The table under a heading, with remarks below it; nothing where it has no rows.
  func blocks(under heading: String? = nil, notes: [String] = []) -> [Page.Block] {
    guard !rows.isEmpty else { return [] }
    return (heading.map { [.heading(level: 3, $0)] } ?? []) + [.table(self)] + (notes.isEmpty ? [] : [.notes(notes)])
  }
}
