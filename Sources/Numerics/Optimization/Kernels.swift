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

  /// Σ aᵢ bᵢ rounded once, by exact products and sums. Ten times slower than `dot`; the last steps of a fit use it.
  static func exactDot(_ a: ReadOnlyDoubles, _ b: ReadOnlyDoubles, _ count: Int) -> Double {
    var sum = DoubleDouble(0)
    for row in 0..<count { sum += DoubleDouble(productOf: a[row], and: b[row]) }
    return sum.rounded
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
