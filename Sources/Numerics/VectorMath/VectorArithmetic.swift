import CVectors

/// Products, quotients and sums over columns, as wide as the processor allows, with the same bits on every processor.
///
/// Nothing is fused, and a sum runs in eight lanes whatever the width of a register. Targets do not overlap operands.
public enum VectorArithmetic: Int32, Sendable, CaseIterable {
  case add, subtract, multiply, divide

  /// `a op b`
  @inline(__always)
  public func callAsFunction(_ a: Double, _ b: Double) -> Double {
    switch self {
    case .add: a + b
    case .subtract: a - b
    case .multiply: a * b
    case .divide: a / b
    }
  }

  /// `target[i] = a[i] op b[i]`
  @inline(__always)
  public func apply(
    _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, into target: UnsafeMutablePointer<Double>, count: Int
  ) {
    cvectors_binary(rawValue, a, b, target, count)
  }

  /// `target[i] = a[i] op b`
  @inline(__always)
  public func apply(
    _ a: UnsafePointer<Double>, _ b: Double, into target: UnsafeMutablePointer<Double>, count: Int
  ) {
    cvectors_binary_number(rawValue, a, b, target, count)
  }

  /// `target[i] = a op b[i]`
  @inline(__always)
  public func apply(
    _ a: Double, _ b: UnsafePointer<Double>, into target: UnsafeMutablePointer<Double>, count: Int
  ) {
    cvectors_number_binary(rawValue, a, b, target, count)
  }

  /// `target[i] = scale * a[i]`; the two may be the same array.
  public static func scale(
    _ a: UnsafePointer<Double>, by scale: Double, into target: UnsafeMutablePointer<Double>, count: Int
  ) {
    cvectors_scale(a, scale, target, count)
  }

  /// `target[i] += scale * x[i]`
  public static func add(
    _ scale: Double, _ x: UnsafePointer<Double>, to target: UnsafeMutablePointer<Double>, count: Int
  ) {
    cvectors_add_scaled(scale, x, target, count)
  }
}

/// Sums over columns, in eight lanes; see `VectorArithmetic`.
public enum VectorSum {
  /// Σ aᵢ bᵢ
  @inline(__always)
  public static func dot(_ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, count: Int) -> Double {
    var sum = 0.0
    cvectors_dots(a, b, 0, 1, count, &sum)
    return sum
  }

  /// Σ aᵢ bᵢₖ for each of several columns, `stride` apart.
  @inline(__always)
  public static func dots(
    _ a: UnsafePointer<Double>, columns: UnsafePointer<Double>, stride: Int, columnCount: Int, count: Int,
    into sums: UnsafeMutablePointer<Double>
  ) {
    cvectors_dots(a, columns, stride, columnCount, count, sums)
  }

  /// Σ wᵢ aᵢ²
  public static func weightedSquare(
    _ a: UnsafePointer<Double>, _ weights: UnsafePointer<Double>, count: Int
  ) -> Double {
    cvectors_weighted_square(a, weights, count)
  }

  /// Whether every element is finite.
  public static func allFinite(_ a: UnsafePointer<Double>, count: Int) -> Bool {
    // A NaN or an infinity makes the sum of zeros a NaN.
    cvectors_zeros(a, count) == 0
  }

  /// Σ aᵢ bᵢ as if in twice the precision, for the last steps of a fit.
  ///
  /// - Valid when: no factor is above 1e300; the plain sum is returned otherwise.
  /// - Source: Ogita, Rump & Oishi 2005, "Accurate sum and dot product", algorithm Dot2, with Dekker's product.
  public static func exactDot(_ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, count: Int) -> Double {
    let whole = count - count % 8
    var (sums, rests) = (SIMD8<Double>.zero, SIMD8<Double>.zero)
    withUnsafeMutableBytes(of: &sums) { sums in
      withUnsafeMutableBytes(of: &rests) { rests in
        guard let sums = sums.baseAddress, let rests = rests.baseAddress else { return }
        cvectors_exact_dot(
          a, b, whole, sums.assumingMemoryBound(to: Double.self), rests.assumingMemoryBound(to: Double.self))
      }
    }
    var total = DoubleDouble(0)
    for lane in 0..<8 { total += DoubleDouble(sumOf: sums[lane], and: rests[lane]) }
    for row in whole..<count { total += DoubleDouble(productOf: a[row], and: b[row]) }
    return total.isFinite ? total.rounded : dot(a, b, count: count)
  }
}
