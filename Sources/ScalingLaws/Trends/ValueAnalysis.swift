import Escaping

/// How value grows with capability, in all rows or group by group.
public struct ValueAnalysis: Sendable {
  public let columns: ValueColumns
  public let source: String
  public let sha256: String
  public let filters: [Filter]
  public let derivations: [String]
  /// Rows in the source.
  public let rows: Int
  /// `nil` where rows are not grouped.
  public let column: String?
  public let groups: [ValueGroup]
  public let level: Double
  public let margin: Double
  public let warnings: [FitWarning]

  /// - Parameters:
  ///   - table: one row per date and group.
  ///   - columns: which columns are dates, values and capability.
  ///   - column: its values name the groups; `nil` takes all rows together.
  ///   - level: nominal coverage of intervals.
  ///   - margin: factor, above 1, within which two slopes count as the same.
  ///   - sorts: whether rows that are not in order of date are put in order rather than refused.
  /// - Throws: `TrendError`; in a group, as `ValueSeries`.
  public init(
    _ table: Table, columns: ValueColumns, by column: String? = nil, level: Double = 0.95, margin: Double = 1.5,
    sorts: Bool = false
  ) throws(TrendError) {
    do { try CoverageLevel.check(level) } catch { throw .fit(error) }
    guard level > 0.5 else { throw .levelOfClaims(level) }
    guard margin > 1, margin.isFinite else { throw .margin(margin) }
    var parts: [(name: String?, table: Table)] = [(nil, table)]
    var ungrouped: [Int] = []
    if let column {
      let grouping: Grouping
      do { grouping = try Grouping(table, column: column) } catch { throw .fit(error) }
      parts = grouping.groups.map { ($0.value, table.selecting(rows: $0.rows)) }
      ungrouped = grouping.missing.map { table.lineNumbers[$0] }
    }
    var groups: [ValueGroup] = []
    for (name, rows) in parts {
      let series = try ValueSeries(rows, columns: columns, sorts: sorts)
      groups.append(try ValueGroup(series, name: name, level: level, margin: margin))
    }
    self.columns = columns
    self.groups = groups
    self.column = column
    self.level = level
    self.margin = margin
    source = table.source
    sha256 = table.sha256
    filters = table.filters
    derivations = table.derivations
    rows = table.sourceRowCount
    warnings = Self.warnings(groups, columns: columns, ungrouped: ungrouped, column: column)
  }

  /// Whether there is a curvature with an interval in any group.
  public var hasResult: Bool { groups.contains { $0.curvature?.curvature.interval != nil } }

  private static func warnings(
    _ groups: [ValueGroup], columns: ValueColumns, ungrouped: [Int], column: String?
  ) -> [FitWarning] {
    var warnings: [FitWarning] = []
    for group in groups {
      let place = group.name.map { "\($0): " } ?? ""
      let correlation = group.confounding.correlation
      if abs(correlation) > 0.9 {
        warnings.append(
          FitWarning(
            .collinear,
            "\(place)capability and date go together (correlation \(correlation.formatted(significant: 3))): these rows"
              + " cannot tell an effect of capability from whatever else changed over time",
            hint: "rows in which capability differs on one date would"))
      }
      if group.series.points.count < 20 {
        warnings.append(
          FitWarning(
            .fewPoints, .note,
            "\(place)\(counted(group.series.points.count, "row")): only a large curvature would be detected",
            hint: "add rows, above all at low and high capability"))
      }
      if group.series.rowsLeftOut > 0 {
        warnings.append(
          FitWarning(
            .unplacedRows, .note,
            "\(place)\(counted(group.series.rowsLeftOut, "row")) left out: no date, value or capability",
            hint: "fill the values in, if they are known"))
      }
    }
    if let other = columns.otherCapabilities.first {
      warnings.append(
        FitWarning(
          .unplacedRows, .note,
          "capability is \(columns.capability); \(columns.otherCapabilities.listed) could be meant as well",
          hint: "\(String.flag("--capability", other)) takes it instead"))
    }
    return warnings + (column.map { .ungrouped(lines: ungrouped, column: $0) } ?? [])
  }
}
