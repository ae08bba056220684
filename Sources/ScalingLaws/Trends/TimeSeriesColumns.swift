/// Which columns of a table hold a series in time.
public struct TimeSeriesColumns: Sendable {
  public let date: String
  /// What is followed: a column, or a formula of columns.
  public let value: Expression
  /// Cumulative quantity, for Wright's law.
  public let cumulative: Expression?

  /// Columns by name: what is given counts. Otherwise the date is what `ColumnFinder` finds, and the value the only other column
  /// of numbers.
  ///
  /// - Throws: `.noColumn`, `.ambiguousColumn` naming the role and the flag that settles it.
  public init(
    in table: Table, date: String? = nil, value: Expression? = nil, cumulative: Expression? = nil
  ) throws(TrendError) {
    let names = table.names
    let date = try ColumnFinder(table).required(.date, given: date, flag: "--date")
    self.date = date
    self.cumulative = cumulative
    if let value {
      self.value = value
      return
    }
    let used = cumulative?.columnNames ?? []
    let numbers = table.numberNames.filter { $0 != date && !used.contains($0) }
    // How well a value is known is no value.
    let values = numbers.filter { !$0.namesUncertainty }
    let candidates = values.isEmpty ? numbers : values
    guard let only = candidates.first else { throw .noColumn(role: "value", flag: "--value", columns: names) }
    guard candidates.count == 1 else {
      throw .ambiguousColumn(role: "value", flag: "--value", candidates: candidates)
    }
    self.value = .symbol(only)
  }
}
