/// Which data a fit rests on: enough to find and check them again.
public struct DataSummary: Sendable {
  /// Path, `-` for standard input, or `@name` for a bundled table.
  public let source: String
  /// SHA-256 of the bytes as they were read.
  public let sha256: String
  /// Rows in the source.
  public let rows: Int
  public let rowsUsed: Int
  /// Columns computed before anything else, as formulas, in order.
  public let derivations: [String]
  /// Tokens that were read as missing besides the usual ones, in order.
  public let missingTokens: [String]
  /// Whether `1,234` was read as a number.
  public let readsThousands: Bool
  /// The format that was asked for; `nil` where the name or the first bytes told it.
  public let format: TableFormat?
  /// How numbers and dates are written and cells separated, where it was asked for; `nil` where the text told it.
  public let decimal: DecimalMark?
  public let dateOrder: DateOrder?
  public let delimiter: Character?
  /// What was decided that nobody had written down.
  public let readings: [Reading]
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
    derivations = data.table.derivations
    missingTokens = data.table.readOptions.missing.sorted()
    readsThousands = data.table.readOptions.thousandsSeparators
    format = data.table.readOptions.format
    decimal = data.table.readOptions.decimal
    dateOrder = data.table.readOptions.dateOrder
    delimiter = data.table.readOptions.delimiter
    readings = data.table.readings
    filters = data.table.filters
    missing = data.missing
    columns = law.columns
  }
}
