extension Table {
  /// The numbers of a column, one to a row.
  ///
  /// Dates become decimal years, a missing value NaN. A column of texts is looked at cell by cell: after a selection of
  /// rows it may well hold nothing but numbers, or nothing but dates.
  /// - Throws: `.unknownColumn`; `.badCell` with the first cell that is not a number.
  public func numbers(_ name: String) throws(TableError) -> [Double] {
    let column = try column(name)
    switch column.storage {
    case .numbers(let values), .dates(let values, _): return values
    case .texts(let texts): return try numbers(texts, of: column)
    }
  }

  /// The cells of a column as text, `nil` where missing; see `Column.texts`.
  ///
  /// - Throws: `.unknownColumn`.
  public func texts(_ name: String) throws(TableError) -> [String?] {
    try column(name).texts
  }

  private func numbers(_ texts: TextValues, of column: Column) throws(TableError) -> [Double] {
    var firstRows = [Int?](repeating: nil, count: texts.strings.count)
    for (row, code) in texts.codes.enumerated() where code >= 0 && firstRows[Int(code)] == nil {
      firstRows[Int(code)] = row
    }
    do {
      let meaning = try ColumnMeaning(
        of: texts.strings, isUsed: { firstRows[$0] != nil }, name: column.name, notation: column.notation)
      return texts.codes.map { $0 < 0 ? .nan : meaning.values[Int($0)] }
    } catch {
      throw badCell(texts, firstRows[error.text] ?? 0, column, error.problem)
    }
  }

  private func badCell(_ texts: TextValues, _ row: Int, _ column: Column, _ problem: CellProblem) -> TableError {
    let rowLine = lineNumbers[row]
    let text = texts.strings[Int(texts.codes[row])]
    let place = column.places.first { $0.rowLine == rowLine && $0.text == text }
    let position = SourcePosition(source: source, line: place?.line ?? rowLine, column: place?.column)
    return .badCell(position, column: column.name, text: text, problem)
  }
}
