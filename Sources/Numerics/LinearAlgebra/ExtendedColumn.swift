import VectorMath

/// A column of data with an optional second half of its digits.
///
///     value i = high[i] + low[i],   |low[i]| <= ulp(high[i]) / 2
///
/// Where a column is computed from the data, `low` keeps what the rounding of `high` would lose: of x^10, for
/// instance, sixteen more digits. Data that are read as they are have no `low`. An array literal is such a column.
public struct ExtendedColumn: Sendable, Equatable {
  /// The nearest doubles.
  public let high: [Double]
  /// Nil where every low part is zero.
  public let low: [Double]?

  /// A column from its two halves, of one length.
  public init(high: [Double], low: [Double]? = nil) {
    precondition(low == nil || low?.count == high.count, "the two halves of a column have one length")
    self.high = high
    self.low = low
  }

  /// A column of doubles as they are.
  public init(_ values: [Double]) {
    self.init(high: values)
  }

  /// A column of double-double values.
  public init(_ values: [DoubleDouble]) {
    self.init(high: values.map(\.high), low: values.map(\.low))
  }

  /// The number of rows.
  public var count: Int { high.count }

  /// A value with both its halves.
  public subscript(row: Int) -> DoubleDouble {
    DoubleDouble(high: high[row], low: low?[row] ?? 0)
  }
}

extension ExtendedColumn: ExpressibleByArrayLiteral {
  /// A column of doubles as they are.
  public init(arrayLiteral values: Double...) {
    self.init(high: values)
  }
}
