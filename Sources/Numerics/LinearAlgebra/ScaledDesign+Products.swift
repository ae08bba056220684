import VectorMath

extension ScaledDesign {
  /// The response less the fit, in double-double; or less the fit alone.
  ///
  ///     y' - X' x   or   -X' x
  ///
  /// Products are exact, sums carry their error along: as good as twice the precision (Ogita, Rump & Oishi 2005).
  func remainder(of solution: [DoubleDouble], columns order: [Int], withResponse: Bool) -> ExtendedVector {
    var result = withResponse ? response : ExtendedVector(zeros: rows)
    let offsets = order.map { $0 * rows }
    high.withUnsafeBufferPointer { high in
      low.withUnsafeBufferPointer { low in
        result.high.withUnsafeMutableBufferPointer { resultHigh in
          result.low.withUnsafeMutableBufferPointer { resultLow in
            for row in 0..<rows {
              var sum = ExtendedSum(DoubleDouble(high: resultHigh[row], low: resultLow[row]))
              for (offset, coefficient) in zip(offsets, solution) {
                let lowPart = low.isEmpty ? 0 : low[offset + row]
                sum.subtract(DoubleDouble(high: high[offset + row], low: lowPart), coefficient)
              }
              (resultHigh[row], resultLow[row]) = (sum.value.high, sum.value.low)
            }
          }
        }
      }
    }
    return result
  }

  /// The weighted products of columns with a vector, in double-double.
  ///
  ///     X'ᵀ W' v
  func gradient(of vector: ExtendedVector, columns order: [Int]) -> [DoubleDouble] {
    var weighted = vector
    if let weights {
      for row in vector.indices { weighted[row] = vector[row] * DoubleDouble(weights[row]) }
    }
    return order.map { column in
      high.withUnsafeBufferPointer { high in
        low.withUnsafeBufferPointer { low in
          var sum = ExtendedSum(DoubleDouble(0))
          let offset = column * rows
          for row in 0..<rows {
            let lowPart = low.isEmpty ? 0 : low[offset + row]
            sum.subtract(DoubleDouble(high: high[offset + row], low: lowPart), -weighted[row])
          }
          return sum.value
        }
      }
    }
  }
}

/// A running sum whose rounding errors are summed beside it.
struct ExtendedSum {
  private var sum: Double
  private var errors: Double

  @inline(__always)
  init(_ value: DoubleDouble) {
    sum = value.high
    errors = value.low
  }

  @inline(__always)
  var value: DoubleDouble { DoubleDouble(sumOf: sum, and: errors) }

  @inline(__always)
  mutating func subtract(_ a: DoubleDouble, _ b: DoubleDouble) {
    let product = DoubleDouble(productOf: a.high, and: -b.high)
    let next = DoubleDouble(sumOf: sum, and: product.high)
    sum = next.high
    errors += next.low + (product.low - (a.high * b.low + a.low * b.high))
  }
}
