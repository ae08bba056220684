import VectorMath

/// The logistic scale with a bend: the solution v of
///
///     v + (a - 1) * log(1 + exp(v)) = u
///
/// which is `log(z) - a * log(1 - z) = u` for `z = logistic(v)`. Far below zero `v` is `u`, far above it is `u / a`, and for
/// `a = 1` it is `u` everywhere. Laws that hold their response implicitly, as `z / (1 - z)^a = x`, are explicit in it.
///
/// - Valid when: `a` is positive; for `a = 0` where `u` is below zero. NaN elsewhere.
enum Bend {
  /// Newton's method from the asymptote.
  ///
  /// The left side is convex for `a > 1` and concave below, and lies above its asymptotes in the first case and below
  /// them in the second. So the asymptote is on the side from which Newton's method never steps over the solution, and
  /// it needs no other guard: six steps for exponents of the usual size, a few dozen for those of 1e±8.
  static func value(_ u: Double, _ a: Double) -> Double {
    guard a >= 0, u == u else { return .nan }
    if a == 1 || !u.isFinite { return u }
    guard a > 0 || u < 0 else { return .nan }
    var v = u < 0 ? u : u / a
    guard v.isFinite else { return v }
    for _ in 0..<200 {
      let step = residual(v, u, a) / steepness(v, a)
      let next = v - step
      // From one side only: a step backwards is rounding.
      if !(a > 1 ? next < v : next > v) { break }
      v = next
      if step.magnitude <= 0x1p-53 * v.magnitude { break }
    }
    return v
  }

  /// The same for a pair: the value at the high parts, with the first-order correction for the low ones.
  static func extended(_ u: DoubleDouble, _ a: DoubleDouble) -> DoubleDouble {
    let v = value(u.high, a.high)
    guard v.isFinite, u.low != 0 || a.low != 0 else { return DoubleDouble(v) }
    return DoubleDouble(sumOf: v, and: (u.low - softplus(v) * a.low) / steepness(v, a.high))
  }

  private static func residual(_ v: Double, _ u: Double, _ a: Double) -> Double {
    v - u + (a - 1) * softplus(v)
  }

  /// The derivative of the left side, `1 + (a - 1) * logistic(v)`, without cancellation.
  private static func steepness(_ v: Double, _ a: Double) -> Double {
    UnaryOperator.logistic(-v) + a * UnaryOperator.logistic(v)
  }

  /// `log(1 + exp(v))`.
  private static func softplus(_ v: Double) -> Double {
    max(v, 0) + VectorFunction.log1p(VectorFunction.exp(-v.magnitude))
  }
}
