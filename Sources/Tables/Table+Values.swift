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

  private enum Meaning {
    case number(Double)
    case date(Double)
    case neither(CellProblem)
  }

  private func numbers(_ texts: TextValues, of column: Column) throws(TableError) -> [Double] {
    var meanings = [Meaning?](repeating: nil, count: texts.strings.count)
    var values: [Double] = []
    values.reserveCapacity(rowCount)
    var firstDate: Int?
    var hasNumber = false
    for (row, code) in texts.codes.enumerated() {
      if code < 0 {
        values.append(.nan)
        continue
      }
      let meaning = meanings[Int(code)] ?? Self.meaning(texts.strings[Int(code)], column.syntax)
      meanings[Int(code)] = meaning
      switch meaning {
      case .number(let value):
        hasNumber = true
        values.append(value)
      case .date(let year):
        firstDate = firstDate ?? row
        values.append(year)
      case .neither(let problem): throw badCell(texts, row, column, problem)
      }
    }
    if hasNumber, let firstDate { throw badCell(texts, firstDate, column, .dateAmongNumbers) }
    return values
  }

  private static func meaning(_ text: String, _ syntax: NumberSyntax) -> Meaning {
    do throws(CellProblem) {
      return .number(try syntax.number(text))
    } catch {
      let trimmed = text.drop { $0 == " " || $0 == "\t" }.reversed().drop { $0 == " " || $0 == "\t" }.reversed()
      return CalendarDate(String(trimmed)).map { .date($0.decimalYear) } ?? .neither(error)
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
