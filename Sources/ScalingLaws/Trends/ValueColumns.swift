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
    let names = table.names
    let find = {
      (given: String?, role: String, words: [String], among: [String], first: Bool) throws(TrendError) in
      guard
        let found = try ColumnRole.find(
          given, role: role, words: words, flag: "--\(role)", among: among, takesFirst: first)
      else { throw TrendError.noColumn(role: role, flag: "--\(role)", columns: names) }
      return found
    }
    self.date = try find(date, "date", ColumnRole.dateWords, names, false).name
    let numbers = table.numberNames
    if let value {
      self.value = value
    } else {
      self.value = .symbol(try find(nil, "value", ["value", "revenue"], numbers, false).name)
    }
    if let capability {
      (self.capability, otherCapabilities) = (capability, [])
    } else {
      let found = try find(nil, "capability", ["capability", "eci", "score", "index"], numbers, true)
      (self.capability, otherCapabilities) = (.symbol(found.name), found.others)
    }
  }
}
