import VectorMath

typealias Doubles = UnsafeMutablePointer<Double>
typealias ReadOnlyDoubles = UnsafePointer<Double>

/// Loops over columns, under short names; see `VectorArithmetic` and `VectorSum` for what they promise.
enum Kernels {
  /// Σ aᵢ bᵢ
  @inline(__always)
  static func dot(_ a: ReadOnlyDoubles, _ b: ReadOnlyDoubles, _ count: Int) -> Double {
    VectorSum.dot(a, b, count: count)
  }

  /// Σ aᵢ bᵢₖ for each of several columns.
  @inline(__always)
  static func dots(
    _ a: ReadOnlyDoubles, columns: ReadOnlyDoubles, stride: Int, columnCount: Int, _ count: Int, into sums: Doubles
  ) {
    VectorSum.dots(a, columns: columns, stride: stride, columnCount: columnCount, count: count, into: sums)
  }

  /// Σ aᵢ bᵢ for a few numbers, as the parameters are.
  @inline(__always)
  static func smallDot(_ a: ReadOnlyDoubles, _ b: ReadOnlyDoubles, _ count: Int) -> Double {
    var sum = 0.0
    for index in 0..<count { sum += a[index] * b[index] }
    return sum
  }

  /// yᵢ = yᵢ + s xᵢ
  @inline(__always)
  static func add(_ s: Double, _ x: ReadOnlyDoubles, to y: Doubles, _ count: Int) {
    VectorArithmetic.add(s, x, to: y, count: count)
  }

  /// zᵢ = aᵢ bᵢ
  @inline(__always)
  static func multiply(_ a: ReadOnlyDoubles, _ b: ReadOnlyDoubles, into z: Doubles, _ count: Int) {
    VectorArithmetic.multiply.apply(a, b, into: z, count: count)
  }

  /// Σ wᵢ aᵢ²
  @inline(__always)
  static func weightedSquare(_ a: ReadOnlyDoubles, _ weights: ReadOnlyDoubles, _ count: Int) -> Double {
    VectorSum.weightedSquare(a, weights, count: count)
  }

  /// Σ aᵢ bᵢ as if in twice the precision.
  static func exactDot(_ a: ReadOnlyDoubles, _ b: ReadOnlyDoubles, _ count: Int) -> Double {
    VectorSum.exactDot(a, b, count: count)
  }

  static func allFinite(_ a: ReadOnlyDoubles, _ count: Int) -> Bool { VectorSum.allFinite(a, count: count) }
}
