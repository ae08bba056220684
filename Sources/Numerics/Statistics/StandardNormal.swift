import CBoostMath

/// Normal distribution with mean 0 and variance 1.
///
/// - Accuracy: relative error below 1e-13 down to probabilities of 1e-300.
/// - Domain: a NaN argument, or a probability outside [0, 1], gives NaN. Infinite arguments give the limits.
/// - R: `pnorm`, `qnorm`. SciPy: `scipy.stats.norm`.
public struct StandardNormal: Sendable, Hashable {
  public init() {}

  /// P(Z ≤ x).
  public func cumulative(_ x: Double) -> Double {
    cboostmath_normal_lower(x)
  }

  /// P(Z > x), with full relative accuracy where it is small.
  public func upperTail(_ x: Double) -> Double {
    cboostmath_normal_lower(-x)
  }

  /// P(|Z| > |x|), the two-sided p-value of a z statistic.
  public func twoSided(_ x: Double) -> Double {
    2 * upperTail(x.magnitude)
  }

  /// The x with P(Z ≤ x) = probability; -∞ at 0 and ∞ at 1.
  public func quantile(_ probability: Double) -> Double {
    cboostmath_normal_quantile(probability)
  }
}
