/// Which columns of a table hold a series in time.
public struct TimeSeriesColumns: Sendable {
  public let date: String
  /// What is followed: a column, or a formula of columns.
  public let value: Expression
  /// Cumulative quantity, for Wright's law.
  public let cumulative: Expression?

  /// Columns by name: what is given counts. Otherwise the date is the column whose name holds *date*, *year*, *month*, *day* or
  /// *time*, and the value the only other column of numbers.
  ///
  /// - Throws: `.noColumn`, `.ambiguousColumn` naming the role and the flag that settles it.
  public init(
    in table: Table, date: String? = nil, value: Expression? = nil, cumulative: Expression? = nil
  ) throws(TrendError) {
    let names = table.names
    guard
      let found = try ColumnRole.find(
        date, role: "date", words: ColumnRole.dateWords, flag: "--date", among: names)
    else { throw .noColumn(role: "date", flag: "--date", columns: names) }
    self.date = found.name
    self.cumulative = cumulative
    if let value {
      self.value = value
      return
    }
    let used = cumulative?.columnNames ?? []
    let candidates = table.numberNames.filter { $0 != found.name && !used.contains($0) }
    guard let only = candidates.first else { throw .noColumn(role: "value", flag: "--value", columns: names) }
    guard candidates.count == 1 else {
      throw .ambiguousColumn(role: "value", flag: "--value", candidates: candidates)
    }
    self.value = .symbol(only)
  }
}
