import CBoostMath

/// Student's t distribution.
///
///     f(t) ∝ (1 + t²/ν)^(-(ν+1)/2)
///
/// - Degrees of freedom ν: positive, may be fractional; infinity means the standard normal.
/// - Accuracy: relative error of a tail below 1e-13 down to probabilities of 1e-300, and of a quantile below 1e-12
///   (close to the median: an absolute error below 1e-11).
/// - Domain: ν that is not positive, a NaN argument, or a probability outside [0, 1] gives NaN.
/// - R: `pt`, `qt`. SciPy: `scipy.stats.t`.
public struct StudentT: Sendable, Hashable {
  public let degreesOfFreedom: Double

  public init(degreesOfFreedom: Double) {
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// P(T ≤ t).
  public func cumulative(_ t: Double) -> Double {
    upperTail(-t)
  }

  /// P(T > t), with full relative accuracy where it is small.
  public func upperTail(_ t: Double) -> Double {
    guard degreesOfFreedom > 0, !t.isNaN else { return .nan }
    if degreesOfFreedom == .infinity { return StandardNormal().upperTail(t) }
    let tail = t.magnitude == .infinity ? 0 : cboostmath_t_upper(t.magnitude, degreesOfFreedom)
    return t < 0 ? 1 - tail : tail
  }

  /// P(|T| > |t|), the two-sided p-value of a t statistic.
  public func twoSided(_ t: Double) -> Double {
    2 * upperTail(t.magnitude)
  }

  /// The t with P(T ≤ t) = probability; -∞ at 0 and ∞ at 1.
  public func quantile(_ probability: Double) -> Double {
    guard degreesOfFreedom > 0, probability >= 0, probability <= 1 else { return .nan }
    if degreesOfFreedom == .infinity { return StandardNormal().quantile(probability) }
    if probability == 0.5 { return 0 }
    // The distribution is symmetric, and the smaller tail is the accurate one.
    let tail = min(probability, 1 - probability)
    let guess = -cboostmath_t_quantile(tail, degreesOfFreedom)
    let magnitude = positiveQuantile(of: tail, near: guess, in: .upper) { upperTail($0) }
    return probability < 0.5 ? -magnitude : magnitude
  }
}
