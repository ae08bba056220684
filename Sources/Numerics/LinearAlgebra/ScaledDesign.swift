import Glibc
import VectorMath

/// A weighted design and its response, scaled by powers of two, so without rounding.
///
///     X = X' 2^e (by column),   y = y' 2^f,   W = W' 2^g
///
/// Each weighted column has a length between 1/2 and 1 after scaling, so that neither the units of a column nor those
/// of the response matter for pivots, for the rank, or for overflow. Rows of weight zero are rows of zeros here, so that
/// nothing in them, however large, has a part in the solution.
struct ScaledDesign {
  let rows: Int
  let columns: Int
  /// X', column by column.
  private(set) var high: [Double]
  /// The low parts of X', or empty.
  private(set) var low: [Double] = []
  private(set) var response: ExtendedVector
  /// W', or nil where every weight is one.
  let weights: [Double]?
  /// The square roots of W', rounded.
  let rootWeights: [Double]?
  private(set) var columnExponents: [Int] = []
  let responseExponent: Int
  let weightExponent: Int
  /// The rows of weight zero.
  let emptyRows: [Int]
  /// Columns of one value, other than zero, over the rows of positive weight.
  private(set) var constantColumns: [Int] = []

  init(design: [ExtendedColumn], response: ExtendedColumn, weights: [Double]?) {
    rows = response.count
    columns = design.count
    weightExponent = Self.clamped(Int((weights?.max() ?? 1).exponent))
    let weightFactor = scalbn(1, Int32(-weightExponent))
    self.weights = weights.map { $0.map { $0 * weightFactor } }
    rootWeights = self.weights.map { $0.map { $0.squareRoot() } }
    emptyRows = weights.map { weights in weights.indices.filter { weights[$0] == 0 } } ?? []

    responseExponent = Self.exponent(ofLargest: response.high, where: weights)
    let responseFactor = scalbn(1, Int32(-responseExponent))
    self.response = ExtendedVector(zeros: rows)
    self.response.high = response.high.map { $0 * responseFactor }
    if let low = response.low { self.response.low = low.map { $0 * responseFactor } }
    for row in emptyRows { self.response[row] = DoubleDouble(0) }

    high = []
    high.reserveCapacity(rows * columns)
    let hasLow = design.contains { $0.low != nil }
    if hasLow { low.reserveCapacity(rows * columns) }
    for column in design { append(column, keepingLow: hasLow) }
  }

  private mutating func append(_ column: ExtendedColumn, keepingLow: Bool) {
    let exponent = scaleExponent(of: column.high)
    let factor = scalbn(1, Int32(-exponent))
    if isConstant(column) { constantColumns.append(columnExponents.count) }
    columnExponents.append(exponent)
    let start = high.count
    high.append(contentsOf: column.high.lazy.map { $0 * factor })
    for row in emptyRows { high[start + row] = 0 }
    guard keepingLow else { return }
    if let parts = column.low {
      low.append(contentsOf: parts.lazy.map { $0 * factor })
      for row in emptyRows { low[start + row] = 0 }
    } else {
      low.append(contentsOf: repeatElement(0, count: rows))
    }
  }

  /// The high parts of the given columns, each row times the root of its weight: what is decomposed.
  func weightedColumns(_ order: [Int]) -> [Double] {
    var result: [Double] = []
    result.reserveCapacity(rows * order.count)
    for column in order {
      let values = high[column * rows..<(column + 1) * rows]
      if let rootWeights {
        result.append(contentsOf: zip(values, rootWeights).lazy.map { $0 * $1 })
      } else {
        result.append(contentsOf: values)
      }
    }
    return result
  }

  /// The same of a stretch of rows of one column, into an array at a place.
  func copyWeighted(_ column: Int, rows range: Range<Int>, into target: inout [Double], at place: Int) {
    let start = column * rows + range.lowerBound
    for row in 0..<range.count {
      target[place + row] = high[start + row] * (rootWeights?[range.lowerBound + row] ?? 1)
    }
  }

  /// The exponent that brings the weighted length of a column between 1/2 and 1.
  private func scaleExponent(of values: [Double]) -> Int {
    let first = Self.exponent(ofLargest: values, where: weights)
    let factor = scalbn(1, Int32(-first))
    var sum = 0.0
    for row in values.indices where weights?[row] != 0 {
      let value = values[row] * factor
      sum += value * value * (weights?[row] ?? 1)
    }
    // The largest value is about 1 now. Its row may have a small weight, so the length counts.
    return sum > 0 ? Self.clamped(first + Int(sum.squareRoot().exponent) + 1) : first
  }

  private func isConstant(_ column: ExtendedColumn) -> Bool {
    guard let first = weights.map({ $0.firstIndex { $0 > 0 } }) ?? 0, column.high[first] != 0 else { return false }
    return column.high.indices.allSatisfy { row in
      weights?[row] == 0 || (column.high[row] == column.high[first] && column.low?[row] == column.low?[first])
    }
  }

  /// The exponent of the largest value in rows of positive weight.
  private static func exponent(ofLargest values: [Double], where weights: [Double]?) -> Int {
    var largest = 0.0
    for row in values.indices where weights?[row] != 0 { largest = max(largest, abs(values[row])) }
    return largest > 0 ? clamped(Int(largest.exponent)) : 0
  }

  /// Keeps 2^e and 2^-e among the normal doubles.
  private static func clamped(_ exponent: Int) -> Int { min(max(exponent, -1000), 1000) }
}
