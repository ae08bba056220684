import VectorMath

typealias Doubles = UnsafeMutablePointer<Double>
typealias ReadOnlyDoubles = UnsafePointer<Double>

/// Loops over columns, eight lanes at a time.
///
/// The order of the sums is fixed, and there are no fused operations, so the bits are the same on every processor.
enum Kernels {
  /// Σ aᵢ bᵢ
  @inline(__always)
  static func dot(_ a: ReadOnlyDoubles, _ b: ReadOnlyDoubles, _ count: Int) -> Double {
    let x = UnsafeRawPointer(a)
    let y = UnsafeRawPointer(b)
    var sums = SIMD8<Double>.zero
    var row = 0
    while row + 8 <= count {
      let left = x.loadUnaligned(fromByteOffset: row * 8, as: SIMD8<Double>.self)
      sums += left * y.loadUnaligned(fromByteOffset: row * 8, as: SIMD8<Double>.self)
      row += 8
    }
    var total = sums.sum()
    while row < count {
      total += a[row] * b[row]
      row += 1
    }
    return total
  }

  /// yᵢ = yᵢ + s xᵢ
  @inline(__always)
  static func add(_ s: Double, _ x: ReadOnlyDoubles, to y: Doubles, _ count: Int) {
    for row in 0..<count { y[row] += s * x[row] }
  }

  /// zᵢ = aᵢ bᵢ
  @inline(__always)
  static func multiply(_ a: ReadOnlyDoubles, _ b: ReadOnlyDoubles, into z: Doubles, _ count: Int) {
    for row in 0..<count { z[row] = a[row] * b[row] }
  }

  /// Σ wᵢ aᵢ²
  @inline(__always)
  static func weightedSquare(_ a: ReadOnlyDoubles, _ weights: ReadOnlyDoubles, _ count: Int) -> Double {
    let x = UnsafeRawPointer(a)
    let w = UnsafeRawPointer(weights)
    var sums = SIMD8<Double>.zero
    var row = 0
    while row + 8 <= count {
      let value = x.loadUnaligned(fromByteOffset: row * 8, as: SIMD8<Double>.self)
      sums += value * value * w.loadUnaligned(fromByteOffset: row * 8, as: SIMD8<Double>.self)
      row += 8
    }
    var total = sums.sum()
    while row < count {
      total += a[row] * a[row] * weights[row]
      row += 1
    }
    return total
  }

  /// Σ aᵢ bᵢ as if in twice the precision, for the last steps of a fit.
  ///
  /// - Valid when: no factor is above 1e300; the plain sum is returned otherwise.
  /// - Source: Ogita, Rump & Oishi 2005, "Accurate sum and dot product", algorithm Dot2, with Dekker's product.
  static func exactDot(_ a: ReadOnlyDoubles, _ b: ReadOnlyDoubles, _ count: Int) -> Double {
    let x = UnsafeRawPointer(a)
    let y = UnsafeRawPointer(b)
    var sums = SIMD8<Double>.zero
    var rest = SIMD8<Double>.zero
    var row = 0
    while row + 8 <= count {
      let left = x.loadUnaligned(fromByteOffset: row * 8, as: SIMD8<Double>.self)
      let right = y.loadUnaligned(fromByteOffset: row * 8, as: SIMD8<Double>.self)
      let (leftHigh, rightHigh) = (highPart(left), highPart(right))
      let (leftLow, rightLow) = (left - leftHigh, right - rightHigh)
      let product = left * right
      let cross = ((leftHigh * rightHigh - product) + leftHigh * rightLow) + leftLow * rightHigh
      let sum = sums + product
      let part = sum - sums
      rest += ((sums - (sum - part)) + (product - part)) + (cross + leftLow * rightLow)
      sums = sum
      row += 8
    }
    var total = DoubleDouble(0)
    for lane in 0..<8 { total += DoubleDouble(sumOf: sums[lane], and: rest[lane]) }
    while row < count {
      total += DoubleDouble(productOf: a[row], and: b[row])
      row += 1
    }
    return total.isFinite ? total.rounded : dot(a, b, count)
  }

  /// The upper 26 bits of each lane. Source: Veltkamp's splitting, in Dekker 1971.
  @inline(__always)
  private static func highPart(_ value: SIMD8<Double>) -> SIMD8<Double> {
    let scaled = value * 134_217_729
    return scaled - (scaled - value)
  }

  static func allFinite(_ a: ReadOnlyDoubles, _ count: Int) -> Bool {
    // A NaN or an infinity makes the sum of zeros a NaN.
    let x = UnsafeRawPointer(a)
    var sums = SIMD8<Double>.zero
    var index = 0
    while index + 8 <= count {
      sums += x.loadUnaligned(fromByteOffset: index * 8, as: SIMD8<Double>.self) * 0
      index += 8
    }
    var sum = sums.sum()
    while index < count {
      sum += a[index] * 0
      index += 1
    }
    return sum == 0
  }
}
