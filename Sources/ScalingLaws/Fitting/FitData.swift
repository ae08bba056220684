/// The rows that a fit uses, as numbers.
struct FitData: Sendable {
  let table: Table
  /// Positions in the table of the rows used.
  let rows: [Int]
  /// Column by column, how many rows lacked a value and were left out.
  let missing: [(column: String, rows: Int)]
  private let values: [String: [Double]]

  /// - Throws: `.missingValues` unless the options drop them; `.table` for a column that is not numeric.
  ///
  /// - Parameters:
  ///   - comparisons: of columns with text, whose truth serves as a column named by the comparison.
  ///   - labels: columns that name the clusters of the rows, whatever their type.
  init(
    _ table: Table, columns: [String], comparisons: [TextComparison] = [], labels: [String] = [], dropsMissing: Bool
  ) throws(FitError) {
    var all: [String: [Double]] = [:]
    var unlabelled: [(column: String, rows: [Int])] = []
    do {
      for column in labels where !columns.contains(column) {
        unlabelled.append((column, try table.texts(column).enumerated().filter { $0.element == nil }.map(\.offset)))
      }
      for column in columns { all[column] = try table.numbers(column) }
      for comparison in comparisons { all[comparison.description] = try table.truth(of: comparison) }
    } catch {
      throw .table(error)
    }
    let columns = columns + comparisons.map(\.description)
    var keep = [Bool](repeating: true, count: table.rowCount)
    var missing: [(column: String, rows: Int)] = []
    let unnumbered = columns.map { column in
      let values = all[column] ?? []
      return (column: column, rows: values.contains(where: \.isNaN) ? values.indices.filter { values[$0].isNaN } : [])
    }
    for (column, holes) in unnumbered + unlabelled where !holes.isEmpty {
      guard dropsMissing else {
        throw .missingValues(source: table.source, column: column, lines: holes.map { table.lineNumbers[$0] })
      }
      missing.append((column, holes.count))
      for row in holes { keep[row] = false }
    }
    let rows = missing.isEmpty ? Array(keep.indices) : keep.indices.filter { keep[$0] }
    self.table = table
    self.rows = rows
    self.missing = missing
    // Columns of which no row is left out are those of the table, and take no room of their own.
    values = missing.isEmpty ? all : all.mapValues { column in rows.map { column[$0] } }
  }

  /// Some of the rows used, by their positions among these.
  func selecting(_ positions: [Int]) -> FitData { FitData(self, at: positions) }

  private init(_ other: FitData, at positions: [Int]) {
    table = other.table
    missing = other.missing
    rows = positions.map { other.rows[$0] }
    values = other.values.mapValues { column in positions.map { column[$0] } }
  }

  var rowCount: Int { rows.count }

  func column(_ name: String) -> [Double] { values[name] ?? [] }

  /// The values of an expression of columns, to double-double, one per row.
  ///
  /// - Parameter name: from a symbol of the expression to its column.
  /// - Throws: `.notFinite` with the lines where it has no finite value.
  func extended(
    _ expression: Expression, scale: ResidualScale? = nil, shownAs shown: String? = nil,
    column name: (String) -> String
  ) throws(FitError) -> ExtendedColumn {
    let symbols = expression.symbols
    var variables = Dictionary(uniqueKeysWithValues: symbols.map { ($0, column(name($0))) })
    for comparison in expression.textComparisons { variables[comparison.description] = column(comparison.description) }
    let result: ExtendedColumn
    do {
      let (high, low) = try expression.extendedColumn(variables: variables, rowCount: rowCount)
      result = ExtendedColumn(high: high, low: low)
    } catch {
      throw .formula(error)
    }
    guard let first = result.high.firstIndex(where: { !$0.isFinite }) else { return result }
    let bad = result.high.indices.filter { !result.high[$0].isFinite }
    let example = symbols.map { "\($0) is \((variables[$0]?[first] ?? .nan).plain)" }
    throw .notFinite(
      source: table.source, expression: shown ?? expression.description, lines: bad.map { line(of: $0) },
      example: example.listed, scale: scale)
  }

  /// The line of the source that holds the i-th row used.
  func line(of row: Int) -> Int { table.lineNumbers[rows[row]] }

  /// A number for each row used, equal where the text of a column is.
  ///
  /// - Throws: `.missingValues` for a row without a cluster; `.table` for a column that does not exist.
  func labels(of column: String) throws(FitError) -> [Int] {
    try labels(of: column, atMost: .max)?.map(Int.init) ?? []
  }

  /// The same, counted from 0 in the order of the rows.
  ///
  /// - Parameter most: distinct texts beyond which the caller does not want to know.
  /// - Returns: `nil` for more distinct texts than that.
  func labels(of column: String, atMost most: Int) throws(FitError) -> [Int32]? {
    let whole: Column
    do { whole = try table.column(column) } catch { throw .table(error) }
    let used = rows.count == table.rowCount ? whole : whole.selecting(rows: rows)
    guard let labels = used.labels(atMost: most)?.ofRows else { return nil }
    guard !labels.contains(-1) else {
      let holes = labels.indices.filter { labels[$0] < 0 }
      throw .missingValues(source: table.source, column: column, lines: holes.map(line(of:)))
    }
    return labels
  }
}
