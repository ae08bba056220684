/// Three-valued logic over numbers: 0 is false, NaN is undecided, every other number is true.
///
/// Source: Kleene 1952, §64, the strong tables. R and SQL treat `NA` and `NULL` in the same way.
enum Kleene {
  @inline(__always)
  static func not(_ a: Double) -> Double { a.isNaN ? a : (a == 0 ? 1 : 0) }

  /// False when one is false, whatever the other is.
  @inline(__always)
  static func and(_ a: Double, _ b: Double) -> Double {
    let decided: Double = a == 0 || b == 0 ? 0 : 1
    return decided == 0 || (a == a && b == b) ? decided : .nan
  }

  /// True when one is true, whatever the other is.
  @inline(__always)
  static func or(_ a: Double, _ b: Double) -> Double {
    let first = a == a && a != 0
    let second = b == b && b != 0
    return first || second ? 1 : (a == a && b == b ? 0 : .nan)
  }

  /// The truth of a comparison, undecided when an operand is NaN.
  @inline(__always)
  static func truth(_ holds: Bool, _ a: Double, _ b: Double) -> Double {
    a == a && b == b ? (holds ? 1 : 0) : .nan
  }
}
