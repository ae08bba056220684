import VectorMath

extension ScaledDesign {
  /// The response less the fit, in double-double; or less the fit alone.
  ///
  ///     y' - X' x   or   -X' x
  ///
  /// Products are exact, sums carry their error along: as good as twice the precision (Ogita, Rump & Oishi 2005).
  func remainder(of solution: [DoubleDouble], columns order: [Int], withResponse: Bool) -> ExtendedVector {
    var result = withResponse ? response : ExtendedVector(zeros: rows)
    withProducts(order) { products in
      result.withPointers { products.subtract(solution, from: $0) }
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
    return withProducts(order) { products in
      weighted.withPointers { products.dots((UnsafePointer($0.high), UnsafePointer($0.low))) }
    }
  }

  private func withProducts<Result>(_ order: [Int], _ body: (ExtendedProducts) -> Result) -> Result {
    high.withUnsafeBufferPointer { high in
      low.withUnsafeBufferPointer { low in
        guard let start = high.baseAddress else {
          // Without a column there is nothing to point to.
          return withUnsafePointer(to: 0.0) {
            body(ExtendedProducts(high: $0, low: nil, rows: rows, order: []))
          }
        }
        return body(
          ExtendedProducts(high: start, low: low.isEmpty ? nil : low.baseAddress, rows: rows, order: order))
      }
    }
  }
}

extension ExtendedVector {
  /// Both halves; not called for a vector without elements.
  mutating func withPointers<Result>(
    _ body: ((high: UnsafeMutablePointer<Double>, low: UnsafeMutablePointer<Double>)) -> Result
  ) -> Result {
    high.withUnsafeMutableBufferPointer { high in
      low.withUnsafeMutableBufferPointer { low in
        guard let start = high.baseAddress, let rest = low.baseAddress else {
          preconditionFailure("a vector of a least-squares problem has elements")
        }
        return body((start, rest))
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
