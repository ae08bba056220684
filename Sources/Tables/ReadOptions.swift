/// How the bytes of a table are to be read.
public struct ReadOptions: Sendable, Equatable {
  /// The format, or `nil` for the one that the extension stands for.
  ///
  /// Without a telling extension (standard input, bytes) the first bytes decide: `[` is JSON, `{` is JSON Lines, a tab
  /// in the first line is TSV, and anything else is CSV.
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
  public var thousandsSeparators: Bool

  /// Options; without arguments, the ones that suit a plain file.
  public init(
    format: TableFormat? = nil, columns: Set<String>? = nil, missing: Set<String> = [],
    thousandsSeparators: Bool = false
  ) {
    self.format = format
    self.columns = columns
    self.missing = missing
    self.thousandsSeparators = thousandsSeparators
  }
}
