import VectorMath

/// A vector in double-double, its halves in separate arrays.
struct ExtendedVector {
  var high: [Double]
  var low: [Double]

  init(zeros count: Int) {
    high = [Double](repeating: 0, count: count)
    low = high
  }

  var indices: Range<Int> { high.indices }

  subscript(index: Int) -> DoubleDouble {
    get { DoubleDouble(high: high[index], low: low[index]) }
    set {
      high[index] = newValue.high
      low[index] = newValue.low
    }
  }
}
