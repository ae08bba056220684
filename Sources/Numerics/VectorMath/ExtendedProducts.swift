import CVectors

/// Products of a matrix of pairs with vectors of pairs, as if in twice the precision, for residuals of iterative refinement.
///
/// Products are exact, sums carry their error along (Ogita, Rump & Oishi 2005). Every sum runs in the order of its elements, so
/// that a processor with wide vectors gives the bits of one without.
public struct ExtendedProducts {
  /// High parts, column by column.
  private let high: UnsafePointer<Double>
  /// Low parts; `nil` where all are zero.
  private let low: UnsafePointer<Double>?
  private let rows: Int
  /// The columns that count, in order.
  private let order: [Int]

  public init(high: UnsafePointer<Double>, low: UnsafePointer<Double>?, rows: Int, order: [Int]) {
    (self.high, self.low, self.rows, self.order) = (high, low, rows, order)
  }

  /// `v - X x`, in place of v.
  public func subtract(
    _ x: [DoubleDouble], from vector: (high: UnsafeMutablePointer<Double>, low: UnsafeMutablePointer<Double>)
  ) {
    cvectors_extended_remainder(
      high, low, rows, order, order.count, x.map(\.high), x.map(\.low), vector.high, vector.low, rows)
  }

  /// `Xᵀ v`
  public func dots(_ vector: (high: UnsafePointer<Double>, low: UnsafePointer<Double>)) -> [DoubleDouble] {
    var sums = [Double](repeating: 0, count: order.count)
    var errors = sums
    cvectors_extended_dots(high, low, rows, order, order.count, vector.high, vector.low, rows, &sums, &errors)
    return zip(sums, errors).map { DoubleDouble(sumOf: $0, and: $1) }
  }

  /// `v + d`, in place of v.
  public static func add(
    _ step: UnsafePointer<Double>, to vector: (high: UnsafeMutablePointer<Double>, low: UnsafeMutablePointer<Double>),
    count: Int
  ) {
    cvectors_extended_add(vector.high, vector.low, step, count)
  }
}
