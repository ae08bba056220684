#if canImport(Glibc)
  import Glibc
#endif

/// A positive quantity at dates, checked and in order.
public struct TimeSeries: Sendable {
  public struct Point: Sendable, Hashable {
    /// Decimal year.
    public let date: Double
    /// Above zero.
    public let value: Double
    /// Above zero; `nil` where the series has none.
    public let cumulative: Double?
    /// Line of the source.
    public let line: Int
  }

  public let columns: TimeSeriesColumns
  public let source: String
  public let sha256: String
  public let filters: [Filter]
  public let derivations: [String]
  /// Rows in the source.
  public let rows: Int
  /// By date; two dates or more.
  public let points: [Point]
  /// Rows without a date, a value or a cumulative quantity.
  public let rowsLeftOut: Int

  /// - Parameters:
  ///   - table: one row per date.
  ///   - columns: which columns are dates and values.
  ///   - sorts: whether rows that are not in order of date are put in order rather than refused.
  /// - Throws: `.notPositive`, `.outOfOrder` naming the line; `.oneRow`, `.oneDate`; `.fit(.table)` for a column that is not what
  ///   it must be; `.noUsableRows`.
  public init(_ table: Table, columns: TimeSeriesColumns, sorts: Bool = false) throws(TrendError) {
    let dates: [Double]
    let values: [Double]
    let cumulative: [Double]?
    do {
      dates = try table.numbers(columns.date)
      values = try table.values(of: columns.value)
      cumulative = try columns.cumulative.map { expression throws(TableError) in try table.values(of: expression) }
    } catch {
      throw .fit(.table(error))
    }
    var points: [Point] = []
    for row in dates.indices where !dates[row].isNaN && !values[row].isNaN && cumulative?[row].isNaN != true {
      let line = table.lineNumbers[row]
      for (value, what) in [(values[row], columns.value), (cumulative?[row] ?? 1, columns.cumulative ?? columns.value)]
      where !(value > 0 && value.isFinite) {
        throw .notPositive(source: table.source, line: line, what: what.description, value: value)
      }
      points.append(Point(date: dates[row], value: values[row], cumulative: cumulative?[row], line: line))
    }
    guard let first = points.first else {
      throw .noUsableRows(
        source: table.source,
        reason: table.sourceRowCount == 0
          ? "it has none" : table.rowCount == 0 ? "the filter leaves none" : "each lacks a date or a value")
    }
    if sorts {
      points = points.enumerated().sorted { ($0.element.date, $0.offset) < ($1.element.date, $1.offset) }.map(\.element)
    }
    for (before, after) in zip(points, points.dropFirst()) where after.date < before.date {
      throw .outOfOrder(
        source: table.source, line: after.line, date: after.date.dateText, previous: before.date.dateText)
    }
    guard points.count > 1 else { throw .oneRow(source: table.source, line: first.line) }
    guard points.contains(where: { $0.date != first.date }) else {
      throw .oneDate(source: table.source, rows: points.count, date: first.date.dateText)
    }
    self.columns = columns
    self.points = points
    source = table.source
    sha256 = table.sha256
    filters = table.filters
    derivations = table.derivations
    rows = table.sourceRowCount
    rowsLeftOut = table.rowCount - points.count
  }

  /// Years since the first row.
  public var years: [Double] { points.map { $0.date - firstDate } }
  /// Natural logarithms of the values.
  public var logs: [Double] { points.map { .logarithm($0.value) } }
  /// Natural logarithms of the cumulative quantity; `nil` where there is none.
  public var logCumulative: [Double]? {
    points.first?.cumulative == nil ? nil : points.map { .logarithm($0.cumulative ?? .nan) }
  }
  public var firstDate: Double { points.first?.date ?? .nan }
  public var lastDate: Double { points.last?.date ?? .nan }
  /// Years from the first row to the last.
  public var span: Double { lastDate - firstDate }

  /// One point per date: years since the first row, the mean logarithm of its rows, and how many rows up to there.
  typealias Dates = [(year: Double, log: Double, logCumulative: Double?, rowsUpTo: Int)]

  var distinct: Dates {
    var result: Dates = []
    let (years, logs, cumulative) = (years, logs, logCumulative)
    var start = 0
    while start < years.count {
      var end = start
      while end < years.count, years[end] == years[start] { end += 1 }
      let mean = { (values: [Double]) in values[start..<end].reduce(0, +) / Double(end - start) }
      result.append((years[start], mean(logs), cumulative.map(mean), end))
      start = end
    }
    return result
  }
}

extension Double {
  /// A decimal year as an ISO date.
  package var dateText: String { CalendarDate(decimalYear: self)?.description ?? plain }
}
