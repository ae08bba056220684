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
    var groups: [(value: String, rows: [Int])] = []
    var places: [String: Int] = [:]
    var missing: [Int] = []
    for (row, text) in column.texts.enumerated() {
      guard let text else {
        missing.append(row)
        continue
      }
      if let place = places[text] {
        groups[place].rows.append(row)
      } else {
        places[text] = groups.count
        groups.append((text, [row]))
      }
    }
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
