/// Which columns of a table hold a value and a capability.
public struct ValueColumns: Sendable {
  public let date: String
  public let value: Expression
  public let capability: Expression
  /// Columns that could have been meant as well.
  public let otherCapabilities: [String]

  /// Columns by name: what is given counts. Otherwise the date is told as for `TimeSeriesColumns`, the value is the column whose
  /// name holds *value* or *revenue*, and capability the first whose name holds *capability*, *eci*, *score* or *index*.
  ///
  /// - Throws: `.noColumn`, `.ambiguousColumn` naming the role and the flag that settles it.
  public init(
    in table: Table, date: String? = nil, value: Expression? = nil, capability: Expression? = nil
  ) throws(TrendError) {
    let finder = ColumnFinder(table)
    self.date = try finder.required(.date, given: date, flag: "--date")
    self.value = if let value { value } else { .symbol(try finder.required(.value, flag: "--value")) }
    if let capability {
      (self.capability, otherCapabilities) = (capability, [])
    } else {
      let found = finder.equallySure(.capability)
      guard let first = found.first else {
        throw .noColumn(role: "capability", flag: "--capability", columns: table.names)
      }
      (self.capability, otherCapabilities) = (.symbol(first), Array(found.dropFirst()))
    }
  }
}
