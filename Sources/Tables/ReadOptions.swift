/// How the bytes of a table are to be read.
public struct ReadOptions: Sendable, Equatable {
  /// The format, or `nil` for the one that the extension stands for.
  ///
  /// Without a telling extension (standard input, bytes) the first bytes decide: `[` is JSON, `{` is JSON Lines, a tab
  /// in the first line is TSV, and anything else is CSV. The separator of a CSV whose format is not given is told by its
  /// first lines, see `delimiter`.
  public var format: TableFormat?

  /// The columns to parse and store, or `nil` for all.
  ///
  /// The others are checked for structure only. Names that the source does not have are no error here.
  public var columns: Set<String>?

  /// Tokens that mean a missing value, beside the empty cell, `NA`, `NaN`, `nan` and `null`.
  ///
  /// Compared with the cell after its surrounding spaces are removed. A token may look like a number: `-999`.
  public var missing: Set<String>

  /// Whether `1,234,567` is a number. Only whole groups of three digits count; `1,23` stays text.
  ///
  /// Without it, and without `decimal`, the numbers of the source decide together what a comma means.
  public var thousandsSeparators: Bool

  /// What begins the decimals of numbers; `nil` lets the numbers of the source decide.
  public var decimal: DecimalMark?

  /// What separates the cells of a CSV, one ASCII character; `nil` lets the first lines decide among `,`, `;`, `|` and tab.
  public var delimiter: Character?

  /// Whether the month or the day comes first in `3/4/2023`; `nil` lets each column decide.
  public var dateOrder: DateOrder?

  /// Units of columns by name, where neither header nor cells say it, or say it wrong.
  public var units: [String: Unit]

  /// Options; without arguments, the ones that suit a plain file.
  public init(
    format: TableFormat? = nil, columns: Set<String>? = nil, missing: Set<String> = [],
    thousandsSeparators: Bool = false, decimal: DecimalMark? = nil, delimiter: Character? = nil,
    dateOrder: DateOrder? = nil, units: [String: Unit] = [:]
  ) {
    self.format = format
    self.columns = columns
    self.missing = missing
    self.thousandsSeparators = thousandsSeparators
    self.decimal = decimal
    self.delimiter = delimiter
    self.dateOrder = dateOrder
    self.units = units
  }
}
