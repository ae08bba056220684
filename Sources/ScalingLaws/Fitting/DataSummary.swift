/// Which data a fit rests on: enough to find and check them again.
public struct DataSummary: Sendable {
  /// Path, `-` for standard input, or `@name` for a bundled table.
  public let source: String
  /// SHA-256 of the bytes as they were read.
  public let sha256: String
  /// Rows in the source.
  public let rows: Int
  public let rowsUsed: Int
  /// Filters in the order in which they were applied, with what each left out.
  public let filters: [Filter]
  /// Column by column, rows left out because the value is missing.
  public let missing: [(column: String, rows: Int)]
  /// Variable by variable, the column that it stands for.
  public let columns: [(variable: String, column: String)]

  init(_ data: FitData, law: BoundLaw) {
    source = data.table.source
    sha256 = data.table.sha256
    rows = data.table.sourceRowCount
    rowsUsed = data.rowCount
    filters = data.table.filters
    missing = data.missing
    columns = law.columns
  }
}
