/// A table while it is read.
struct TableBuilder {
  private(set) var names: [String] = []
  private(set) var rowCount = 0
  private var builders: [ColumnBuilder] = []
  /// For each column of the source its builder, or -1 if it is not wanted.
  private var slots: [Int] = []
  private var lines = LineNumbers()
  private let wanted: Set<String>?
  private let tokens: MissingTokens
  private let syntax: NumberSyntax

  init(_ options: ReadOptions) {
    wanted = options.columns
    tokens = MissingTokens(options.missing)
    syntax = NumberSyntax(thousandsSeparators: options.thousandsSeparators)
  }

  /// Adds a column of the source, and says whether it is wanted.
  @discardableResult
  mutating func addColumn(_ name: String) -> Bool {
    names.append(name)
    let isWanted = wanted?.contains(name) ?? true
    slots.append(isWanted ? builders.count : -1)
    if isWanted { builders.append(ColumnBuilder()) }
    return isWanted
  }

  func isWanted(_ column: Int) -> Bool { slots[column] >= 0 }

  /// Adds a cell of the row that is being read, to a column that is wanted.
  ///
  /// True for the few cells whose place a later error may have to tell, and which are then to be remembered.
  @inline(__always)
  mutating func append(_ cell: Bytes, column: Int) -> Bool {
    builders[slots[column]].append(cell, tokens, syntax)
  }

  mutating func remember(_ cell: Bytes, at place: SourcePosition, rowLine: Int, column: Int) {
    builders[slots[column]].remember(
      CellPlace(rowLine: rowLine, line: place.line, column: place.column ?? 1, text: String(cell)))
  }

  mutating func appendMissing(column: Int) { builders[slots[column]].appendMissing() }

  /// Fills a column with missing values up to the row that is being read.
  mutating func pad(column: Int) { builders[slots[column]].pad(to: rowCount) }

  @inline(__always)
  mutating func endRow(line: Int) {
    lines.append(line)
    rowCount += 1
  }

  mutating func finish(source: String, sha256: String) -> Table {
    var columns: [Column] = []
    for (index, name) in names.enumerated() where slots[index] >= 0 {
      builders[slots[index]].pad(to: rowCount)
      columns.append(builders[slots[index]].finish(name: name, syntax: syntax))
    }
    return Table(
      source: source, sha256: sha256, columns: columns, lineNumbers: lines, rowCount: rowCount, sourceNames: names)
  }
}
