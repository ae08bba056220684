import Formulas

/// Named columns of equal length, and where they came from.
public struct Table: Sendable {
  /// The path, `-` for standard input, `@name` for a bundled table, or any name for a table made in memory.
  public let source: String
  /// SHA-256 of the bytes that were read, in hexadecimal; empty for a table made in memory.
  public let sha256: String
  /// The columns, in the order of the source.
  public let columns: [Column]
  /// The number of rows.
  public let rowCount: Int
  /// For each row its line in the source, counted from 1.
  public let lineNumbers: LineNumbers
  /// All columns of the source, also those that `ReadOptions.columns` left out.
  public let sourceNames: [String]

  /// What was decided while reading that nobody had written down.
  public internal(set) var readings: [Reading] = []
  /// How the bytes were read.
  public internal(set) var readOptions = ReadOptions()
  /// Columns that were computed since, as formulas, in order.
  public private(set) var derivations: [String] = []
  /// What was applied to the rows of the source since they were read, in order.
  public private(set) var filters: [Filter] = []
  /// The number of rows that were read, before any filter.
  public private(set) var sourceRowCount: Int

  private let indices: [String: Int]

  /// A table made from columns.
  ///
  /// The columns must have equal lengths, and as many rows as `lineNumbers` where it is given. Without it, rows are
  /// numbered from 1.
  /// - Throws: `.duplicateColumn`.
  public init(source: String, sha256: String = "", columns: [Column], lineNumbers: LineNumbers? = nil)
    throws(TableError)
  {
    let rowCount = columns.first?.count ?? lineNumbers?.count ?? 0
    precondition(columns.allSatisfy { $0.count == rowCount }, "columns of unequal length")
    precondition(lineNumbers?.count ?? rowCount == rowCount, "line numbers for another number of rows")
    var seen: Set<String> = []
    for column in columns where !seen.insert(column.name).inserted {
      throw .duplicateColumn(source: source, name: column.name)
    }
    self.init(
      source: source, sha256: sha256, columns: columns, lineNumbers: lineNumbers ?? LineNumbers(rows: rowCount),
      rowCount: rowCount, sourceNames: columns.map(\.name))
  }

  init(
    source: String, sha256: String, columns: [Column], lineNumbers: LineNumbers, rowCount: Int, sourceNames: [String]
  ) {
    self.source = source
    self.sha256 = sha256
    self.columns = columns
    self.lineNumbers = lineNumbers
    self.rowCount = rowCount
    self.sourceNames = sourceNames
    sourceRowCount = rowCount
    indices = Dictionary(columns.enumerated().map { ($1.name, $0) }) { first, _ in first }
  }

  /// The names of the columns, in order.
  public var names: [String] { columns.map(\.name) }

  /// The column of a name, or `nil`.
  public subscript(name: String) -> Column? { indices[name].map { columns[$0] } }

  /// The column of a name.
  ///
  /// - Throws: `.unknownColumn`, with the nearest name as its hint; `.columnNotRead`.
  public func column(_ name: String) throws(TableError) -> Column {
    if let column = self[name] { return column }
    if sourceNames.contains(name) { throw .columnNotRead(source: source, name: name) }
    let names = sourceNames + columns.map(\.name).filter { !sourceNames.contains($0) }
    throw .unknownColumn(source: source, name: name, names: names)
  }

  /// The rows of some indices (from 0), in the order given, with their line numbers. An index may come twice.
  public func selecting(rows: [Int]) -> Table {
    with(columns.map { $0.selecting(rows: rows) }, lineNumbers: lineNumbers.selecting(rows: rows), rowCount: rows.count)
  }

  /// The table with one more column, which must have as many rows.
  ///
  /// - Throws: `.duplicateColumn`.
  public func appending(column: Column) throws(TableError) -> Table {
    precondition(column.count == rowCount, "a column of \(column.count) rows for a table of \(rowCount)")
    if self[column.name] != nil || sourceNames.contains(column.name) {
      throw .duplicateColumn(source: source, name: column.name)
    }
    return with(columns + [column], lineNumbers: lineNumbers, rowCount: rowCount)
  }

  /// The table with one more column, computed by a formula.
  func appending(column: Column, derivedBy formula: Formula) throws(TableError) -> Table {
    var table = try appending(column: column)
    table.derivations.append(formula.description)
    return table
  }

  /// The table with further decisions about what it means.
  public func noting(_ decisions: [Reading]) -> Table {
    var table = self
    table.readings += decisions.filter { !readings.contains($0) }
    return table
  }

  /// Columns that were computed since the table was read.
  public var derivedNames: Set<String> { Set(names).subtracting(sourceNames) }

  /// The rows of some indices, as what a filter kept.
  func selecting(rows: [Int], by filter: Filter) -> Table {
    var table = selecting(rows: rows)
    table.filters.append(filter)
    return table
  }

  /// Other columns or rows of the same source, with the same history.
  private func with(_ columns: [Column], lineNumbers: LineNumbers, rowCount: Int) -> Table {
    var table = Table(
      source: source, sha256: sha256, columns: columns, lineNumbers: lineNumbers, rowCount: rowCount,
      sourceNames: sourceNames)
    table.filters = filters
    table.derivations = derivations
    table.readOptions = readOptions
    table.readings = readings
    table.sourceRowCount = sourceRowCount
    return table
  }
}
