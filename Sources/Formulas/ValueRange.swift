/// Numbers between two ends, either of which may be infinite.
///
/// An end is a bound, which need not be reached: the range of `exp(x)` is from 0 to infinity.
public struct ValueRange: Hashable, Sendable {
  public let low: Double
  public let high: Double

  /// - Parameters:
  ///   - low: at most `high`; anything else is every number.
  public init(_ low: Double, _ high: Double) {
    (self.low, self.high) = low <= high ? (low, high) : (-.infinity, .infinity)
  }

  /// Every number.
  public static let all = ValueRange(-.infinity, .infinity)
  public static let positive = ValueRange(0, .infinity)
  public static let share = ValueRange(0, 1)

  /// Whether a value lies between the ends and is neither of them.
  public func hasInside(_ value: Double) -> Bool { low < value && value < high }

  public func contains(_ other: ValueRange) -> Bool { low <= other.low && other.high <= high }

  /// The nearest number of the range.
  public func clamp(_ value: Double) -> Double { value.isNaN ? value : min(max(value, low), high) }

  /// What lies in both; this one where nothing does.
  public func intersection(_ other: ValueRange) -> ValueRange {
    let (first, last) = (max(low, other.low), min(high, other.high))
    return first <= last ? ValueRange(first, last) : self
  }
}

// Ends of results are those of exact arithmetic to rounding. Zero times infinity is zero: an infinite end is no number, and as a
// limit it is met by one of the other corners.
extension ValueRange {
  private init(hull values: [Double]) {
    guard let low = values.min(), let high = values.max(), !values.contains(where: \.isNaN) else {
      self = .all
      return
    }
    self.init(low, high)
  }

  static func number(_ value: Double) -> ValueRange { value.isNaN ? .all : ValueRange(value, value) }

  private static func product(_ x: Double, _ y: Double) -> Double { x == 0 || y == 0 ? 0 : x * y }

  static prefix func - (range: ValueRange) -> ValueRange { ValueRange(-range.high, -range.low) }

  static func + (one: ValueRange, other: ValueRange) -> ValueRange {
    ValueRange(hull: [one.low + other.low, one.high + other.high])
  }

  static func - (one: ValueRange, other: ValueRange) -> ValueRange { one + -other }

  static func * (one: ValueRange, other: ValueRange) -> ValueRange {
    ValueRange(hull: [one.low, one.high].flatMap { x in [other.low, other.high].map { product(x, $0) } })
  }

  static func / (one: ValueRange, other: ValueRange) -> ValueRange { one * other.reciprocal }

  var reciprocal: ValueRange {
    guard low >= 0 || high <= 0, !(low == 0 && high == 0) else { return .all }
    return low >= 0
      ? ValueRange(1 / high, low == 0 ? .infinity : 1 / low) : ValueRange(high == 0 ? -.infinity : 1 / high, 1 / low)
  }

  /// The image of what is at least `least` under a rising function: the rest has none.
  func rising(from least: Double = -.infinity, _ function: (Double) -> Double) -> ValueRange {
    high < least ? .all : ValueRange(hull: [function(max(low, least)), function(high)])
  }

  var magnitude: ValueRange {
    low >= 0 ? self : high <= 0 ? -self : ValueRange(0, max(-low, high))
  }

  func power(_ exponent: ValueRange) -> ValueRange {
    let raised = { (base: Double, n: Double) in BinaryOperator.power(base, n) }
    guard exponent.low == exponent.high else {
      // A negative number has no power but a whole one.
      if low < 0 { return .all }
      let logarithm = rising(from: 0) { UnaryOperator.log($0) } * exponent
      return logarithm.rising { UnaryOperator.exp($0) }
    }
    let n = exponent.low
    if n == 0 { return .number(1) }
    guard n == n.rounded() else {
      return high < 0 ? .all : ValueRange(hull: [raised(max(low, 0), n), raised(high, n)])
    }
    guard n.remainder(dividingBy: 2) != 0 else {
      let size = magnitude
      return ValueRange(hull: [raised(size.low, n), raised(size.high, n)])
    }
    // An odd power rises everywhere; its reciprocal has a pole where the range holds zero.
    let whole = ValueRange(hull: [low, high].map { $0 < 0 ? -raised(-$0, n.magnitude) : raised($0, n.magnitude) })
    return n > 0 ? whole : whole.reciprocal
  }
}
