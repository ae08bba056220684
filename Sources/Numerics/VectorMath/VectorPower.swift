import CSleef

/// Powers over arrays, through SLEEF, with the same bits on every processor (see `VectorPath`).
public enum VectorPower {
  /// `base ^ exponent` for one pair; the same bits as over an array. Special cases are those of C `pow`.
  public static func value(_ base: Double, _ exponent: Double) -> Double {
    var base = base
    var exponent = exponent
    var result = 0.0
    csleef_pow(VectorPath.single.rawValue, &base, &exponent, &result, 1)
    return result
  }

  /// `target[i] = base[i] ^ exponent[i]`, within 1 ulp. `target` may be one of the operands.
  public static func apply(
    _ base: UnsafePointer<Double>, _ exponent: UnsafePointer<Double>, into target: UnsafeMutablePointer<Double>,
    count: Int, path: VectorPath = .best
  ) {
    csleef_pow(path.rawValue, base, exponent, target, count)
  }

  /// A power with one exponent, from the logarithms of the bases.
  ///
  ///     target[i] = exp(exponent * (high[i] + low[i]))
  ///
  /// Costs as much as `exp` and keeps the accuracy of a power: the rounding of the product is carried along. The error
  /// is below 1.5 ulp where `|exponent * log(base)| < 100`, and grows to about 5 ulp at the ends of the range.
  ///
  /// - Valid when: `|exponent| <= 1e300`; `high` and `low` come from `ExtendedLogarithm`.
  public static func apply(
    logarithms high: UnsafePointer<Double>, _ low: UnsafePointer<Double>, exponent: Double,
    into target: UnsafeMutablePointer<Double>, count: Int, path: VectorPath = .best
  ) {
    csleef_exp_scaled(path.rawValue, exponent, high, low, target, count)
  }
}
