import CBoostMath

/// Non-central t distribution: the law of a t statistic when the true effect is not zero.
///
///     T = (Z + δ) / √(χ²(ν)/ν)
///
/// The power of a two-sided test at critical value c is `upperTail(c) + cumulative(-c)`, with δ the true effect over
/// its standard error.
///
/// - Degrees of freedom ν: positive, may be fractional or infinite (a normal shifted by δ). Noncentrality δ: finite.
/// - Accuracy: absolute error below 1e-13. A tail far out keeps fewer digits than in ``StudentT``.
/// - Domain: ν that is not positive, δ that is not finite, or a NaN argument gives NaN.
/// - R: `pt(t, df, ncp)`. SciPy: `scipy.stats.nct`.
public struct NonCentralT: Sendable, Hashable {
  public let degreesOfFreedom: Double
  public let noncentrality: Double

  public init(degreesOfFreedom: Double, noncentrality: Double) {
    self.degreesOfFreedom = degreesOfFreedom
    self.noncentrality = noncentrality
  }

  private var isDefined: Bool { degreesOfFreedom > 0 && noncentrality.isFinite }

  /// P(T ≤ t).
  public func cumulative(_ t: Double) -> Double {
    guard isDefined, !t.isNaN else { return .nan }
    if t.magnitude == .infinity { return t < 0 ? 0 : 1 }
    return cboostmath_noncentral_t_lower(t, degreesOfFreedom, noncentrality)
  }

  /// P(T > t).
  public func upperTail(_ t: Double) -> Double {
    guard isDefined, !t.isNaN else { return .nan }
    if t.magnitude == .infinity { return t < 0 ? 1 : 0 }
    return cboostmath_noncentral_t_upper(t, degreesOfFreedom, noncentrality)
  }
}
