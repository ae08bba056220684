/// Values and capabilities at dates, of one group of rows, in order of date.
public struct ValueSeries: Sendable {
  public struct Point: Sendable, Hashable {
    /// Decimal year.
    public let date: Double
    public let capability: Double
    /// Above zero.
    public let value: Double
    public let line: Int
  }

  public let points: [Point]
  /// Rows without a date, a value or a capability.
  public let rowsLeftOut: Int

  /// Rows of one date stay in the order of the table.
  ///
  /// - Throws: `.notPositive` naming the line; `.outOfOrder` unless `sorts`; `.oneRow`, `.constantColumn`; `.fit(.table)`;
  ///   `.noUsableRows`.
  public init(_ table: Table, columns: ValueColumns, sorts: Bool = false) throws(TrendError) {
    let dates: [Double]
    let values: [Double]
    let capabilities: [Double]
    do {
      dates = try table.numbers(columns.date)
      values = try table.values(of: columns.value)
      capabilities = try table.values(of: columns.capability)
    } catch {
      throw .fit(.table(error))
    }
    var points: [Point] = []
    for row in dates.indices where !dates[row].isNaN && !values[row].isNaN && !capabilities[row].isNaN {
      let line = table.lineNumbers[row]
      guard values[row] > 0, values[row].isFinite else {
        throw .notPositive(source: table.source, line: line, what: columns.value.description, value: values[row])
      }
      points.append(Point(date: dates[row], capability: capabilities[row], value: values[row], line: line))
    }
    if sorts {
      points = points.enumerated().sorted { ($0.element.date, $0.offset) < ($1.element.date, $1.offset) }.map(\.element)
    }
    for (before, after) in zip(points, points.dropFirst()) where after.date < before.date {
      throw .outOfOrder(
        source: table.source, line: after.line, date: after.date.dateText, previous: before.date.dateText)
    }
    guard let first = points.first else {
      throw .noUsableRows(
        source: table.source,
        reason: table.sourceRowCount == 0
          ? "it has none"
          : table.rowCount == 0 ? "the filter leaves none" : "each lacks a date, a value or a capability")
    }
    guard points.count > 1 else { throw .oneRow(source: table.source, line: first.line) }
    guard points.contains(where: { $0.capability != first.capability }) else {
      throw .constantColumn(
        source: table.source, column: columns.capability.description, value: first.capability, flag: "--capability")
    }
    self.points = points
    rowsLeftOut = table.rowCount - points.count
  }

  public var capabilities: [Double] { points.map(\.capability) }
  public var logs: [Double] { points.map { .logarithm($0.value) } }
  public var dates: [Double] { points.map(\.date) }
  /// Least and greatest capability.
  public var range: ClosedRange<Double> {
    (capabilities.min() ?? .nan)...(capabilities.max() ?? .nan)
  }
}
