/// The rows of a table by the value of a column, as it is printed.
struct Grouping {
  /// Texts in the order of their first row; numbers and dates ascending. Rows are positions in the table.
  let groups: [(value: String, rows: [Int])]
  /// Positions of the rows whose value is missing.
  let missing: [Int]

  /// - Throws: `.table` for a column that does not exist; `.noRows` when every value is missing.
  init(_ table: Table, column name: String) throws(FitError) {
    let column: Column
    do { column = try table.column(name) } catch { throw .table(error) }
    let labels = column.labels().map(\.ofRows) ?? []
    var rows: [[Int]] = []
    var missing: [Int] = []
    for (row, label) in labels.enumerated() {
      if label < 0 {
        missing.append(row)
      } else if label < rows.count {
        rows[Int(label)].append(row)
      } else {
        rows.append([row])
      }
    }
    let texts = column.selecting(rows: rows.map { $0[0] }).texts
    var groups = zip(texts, rows).map { (value: $0 ?? "", rows: $1) }
    switch column.storage {
    case .numbers(let values), .dates(let values, _): groups.sort { values[$0.rows[0]] < values[$1.rows[0]] }
    case .texts: break
    }
    guard !groups.isEmpty else {
      throw .noRows(reason: table.rowCount == 0 ? "there are none" : "\"\(name)\" is missing in every one")
    }
    self.groups = groups
    self.missing = missing
  }
}
