/// A decision about how a table is to be understood that nobody wrote down: neither its author nor the caller.
public struct Reading: Sendable, Hashable {
  /// What was decided.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// The text under the bytes: compression, UTF-16.
    case encoding
    /// What separates cells.
    case separator
    /// A column without a name.
    case index
    /// Whether a point or a comma begins the decimals.
    case decimal
    /// What dates mean: the order of day and month, a quarter, a count of seconds.
    case date
    /// In what the numbers of a column are counted.
    case unit
    /// Which column stands for what.
    case column
  }

  public let kind: Kind
  /// The column that it is about; `nil` for the whole source.
  public let column: String?
  /// What was taken for what, as a sentence without a stop.
  public let sentence: String
  /// What says so.
  public let reason: String
  /// The flag that says otherwise; `nil` where there is none.
  public let flag: String?

  public init(_ kind: Kind, column: String? = nil, _ sentence: String, because reason: String, flag: String? = nil) {
    self.kind = kind
    self.column = column
    self.sentence = sentence
    self.reason = reason
    self.flag = flag
  }
}
