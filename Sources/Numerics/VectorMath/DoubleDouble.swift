/// A number carried as an unevaluated sum of two doubles: about 32 significant digits.
///
///     value = high + low,   |low| <= ulp(high) / 2
///
/// It serves where one rounding too many costs digits that the data hold: the columns of a polynomial design,
/// the residuals of iterative refinement, long sums. It is not a general multiple-precision type.
///
/// - Valid when: no operand or result is above about 1e300; beyond, the error terms overflow to NaN.
/// - Source: Dekker 1971; Hida, Li & Bailey 2001, "Algorithms for quad-double precision floating point arithmetic".
public struct DoubleDouble: Sendable, Hashable {
  public let high: Double
  public let low: Double

  /// The double itself, exactly.
  @inlinable
  public init(_ value: Double) {
    high = value
    low = 0
  }

  /// A pair that already satisfies `|low| <= ulp(high) / 2`.
  @inlinable
  public init(high: Double, low: Double) {
    self.high = high
    self.low = low
  }

  /// `a + b`, exactly.
  @inlinable
  public init(sumOf a: Double, and b: Double) {
    let sum = a + b
    let part = sum - a
    self.init(high: sum, low: (a - (sum - part)) + (b - part))
  }

  /// `a + b`, exactly, where `|a| >= |b|`.
  @inlinable
  public init(normalizing a: Double, _ b: Double) {
    let sum = a + b
    self.init(high: sum, low: b - (sum - a))
  }

  /// `a * b`, exactly.
  @inlinable
  public init(productOf a: Double, and b: Double) {
    let product = a * b
    self.init(high: product, low: (-product).addingProduct(a, b))
  }

  /// The nearest double.
  @inlinable
  public var rounded: Double { high + low }

  @inlinable
  public var isFinite: Bool { high.isFinite && low.isFinite }

  @inlinable
  public static prefix func - (value: Self) -> Self {
    Self(high: -value.high, low: -value.low)
  }

  @inlinable
  public static func + (a: Self, b: Self) -> Self {
    let high = Self(sumOf: a.high, and: b.high)
    let low = Self(sumOf: a.low, and: b.low)
    let first = Self(normalizing: high.high, high.low + low.high)
    return Self(normalizing: first.high, first.low + low.low)
  }

  @inlinable
  public static func - (a: Self, b: Self) -> Self { a + -b }

  @inlinable
  public static func * (a: Self, b: Self) -> Self {
    let product = Self(productOf: a.high, and: b.high)
    return Self(normalizing: product.high, product.low + (a.high * b.low + a.low * b.high))
  }

  @inlinable
  public static func / (a: Self, b: Self) -> Self {
    let first = a.high / b.high
    guard first.isFinite else { return Self(first) }
    var rest = a - b * Self(first)
    let second = rest.high / b.high
    rest = rest - b * Self(second)
    let third = rest.high / b.high
    return Self(normalizing: first, second) + Self(third)
  }

  @inlinable
  public static func += (a: inout Self, b: Self) { a = a + b }

  /// NaN for a negative value, as for `Double`.
  @inlinable
  public func squareRoot() -> Self {
    guard high > 0 else { return Self(high.squareRoot()) }
    let root = high.squareRoot()
    let rest = self - Self(productOf: root, and: root)
    return Self(normalizing: root, rest.high / (2 * root))
  }

  /// `self` to a whole power, by repeated squaring.
  @inlinable
  public func power(_ exponent: Int) -> Self {
    var result = Self(1)
    var square = self
    var rest = exponent.magnitude
    while rest > 0 {
      if rest & 1 == 1 { result = result * square }
      rest >>= 1
      if rest > 0 { square = square * square }
    }
    return exponent < 0 ? Self(1) / result : result
  }
}
