/// Reads CSV and TSV: RFC 4180 over bytes.
///
/// - The first line names the columns. Lines end with LF or CRLF, the last one perhaps not at all. A lone carriage return
///   is refused.
/// - A cell that begins with a quote ends with one; inside, a quote is written twice, and separators and line breaks are
///   text. A quote anywhere else is refused. Quotes say nothing about the type: `"12"` is a number, `""` is missing.
/// - Spaces belong to a text. Around numbers, dates and missing values they are left out.
/// - Every row has as many cells as the header. Blank lines at the end are nothing; before the last row they are refused,
///   or one missing cell each where the table has one column.
struct DelimitedReader {
  private let source: ByteSource
  private var splitter: RowSplitter
  private var table: TableBuilder
  private var wanted: [Int] = []
  /// The blank lines that nothing but blank lines has followed so far: the first, and how many.
  private var firstBlank: SourcePosition?
  private var blankCount = 0
  /// Where a first column stands that has no name.
  private var indexPlace: SourcePosition?

  static func read(_ source: ByteSource, separator: UInt8, options: ReadOptions) throws(TableError) -> Table {
    var reader = DelimitedReader(source, separator, options)
    try reader.readHeader()
    while try reader.readRow() {}
    if let place = reader.indexPlace, !reader.table.takesIndex() { throw .emptyHeader(place, field: 1) }
    return reader.table.finish(
      source: source.name, sha256: source.finish(), mayHaveCommas: separator == UInt8(ascii: ";"))
  }

  private init(_ source: ByteSource, _ separator: UInt8, _ options: ReadOptions) {
    self.source = source
    splitter = RowSplitter(separator: separator)
    table = TableBuilder(options, readsAll: separator == UInt8(ascii: ";"))
  }

  /// Splits the next row; `nil` at the end of the source.
  private mutating func nextRow() throws(TableError) -> RowSplitter.Row? {
    while true {
      if source.isAtEnd, source.position == source.end { return nil }
      do throws(RowSplitter.Stop) {
        return try splitter.split(source.base, source.position, source.end, isAtEnd: source.isAtEnd)
      } catch {
        switch error {
        case .needsMore: try source.more()
        case .fault(let fault, let index): throw self.error(fault, source.place(index))
        }
      }
    }
  }

  private mutating func readHeader() throws(TableError) {
    guard let row = try nextRow() else { throw .empty(source: source.name) }
    var fields: [String: Int] = [:]
    for field in 0..<row.cells {
      let name = String(content(field))
      let place = source.place(splitter.cells[field].opening)
      if content(field).trimmed.isEmpty {
        // What pandas writes before the columns; the rows say whether it is an index.
        guard field == 0, row.cells > 1 else { throw .emptyHeader(place, field: field + 1) }
        indexPlace = place
        table.addIndex()
        wanted.append(field)
        continue
      }
      if let first = fields.updateValue(field + 1, forKey: name) {
        throw .duplicateHeader(place, name: name, field: field + 1, first: first)
      }
      if table.addColumn(name) { wanted.append(field) }
    }
    splitter.expected = row.cells
    source.advance(to: row.next, lines: row.lines)
  }

  private mutating func readRow() throws(TableError) -> Bool {
    guard let row = try nextRow() else { return false }
    if row.isBlank {
      if firstBlank == nil { firstBlank = source.place(source.position) }
      blankCount += 1
    } else {
      if let firstBlank { try takeBlankLines(firstBlank) }
      if row.cells != splitter.expected { throw raggedRow(row) }
      for column in wanted {
        let text = content(column)
        if table.append(text, column: column) {
          table.remember(text, at: source.place(splitter.cells[column].opening), rowLine: source.line, column: column)
        }
      }
      table.endRow(line: source.line)
    }
    source.advance(to: row.next, lines: row.lines)
    return true
  }

  /// Takes each blank line as a missing cell, which it is in a table of one column.
  private mutating func takeBlankLines(_ first: SourcePosition) throws(TableError) {
    guard splitter.expected == 1 else {
      throw .raggedRow(first, expected: splitter.expected, found: 0, name: nil)
    }
    for line in first.line..<first.line + blankCount {
      for column in wanted { table.appendMissing(column: column) }
      table.endRow(line: line)
    }
    firstBlank = nil
    blankCount = 0
  }

  /// What a cell says, without quotes.
  @inline(__always)
  private func content(_ field: Int) -> Bytes {
    let cell = splitter.cells[field]
    let bytes = source.bytes(cell.start, cell.end)
    return cell.style == .doubledQuotes ? unescaped(bytes) : bytes
  }

  @inline(never)
  private func unescaped(_ bytes: Bytes) -> Bytes {
    let target = source.scratch(bytes.count)
    var count = 0
    var index = 0
    while index < bytes.count {
      target[count] = bytes[index]
      count += 1
      index += bytes[index] == RowSplitter.quote ? 2 : 1
    }
    return Bytes(start: target, count: count)
  }

  private func raggedRow(_ row: RowSplitter.Row) -> TableError {
    let names = table.names
    let name = row.cells < names.count ? names[row.cells] : nil
    let index = row.cells > names.count ? splitter.firstExtra : row.end
    return .raggedRow(source.place(index), expected: names.count, found: row.cells, name: name)
  }

  private func error(_ fault: RowSplitter.Fault, _ place: SourcePosition) -> TableError {
    func name(_ field: Int) -> CellName {
      if table.names.isEmpty { return .header(field + 1) }
      return field < table.names.count ? .column(table.names[field]) : .extra(field + 1)
    }
    switch fault {
    case .unterminatedQuote(let field): return .unterminatedQuote(place, cell: name(field))
    case .textAfterQuote(let field): return .textAfterQuote(place, cell: name(field))
    case .strayQuote(let field): return .strayQuote(place, cell: name(field))
    case .loneCarriageReturn: return .loneCarriageReturn(place)
    }
  }
}
