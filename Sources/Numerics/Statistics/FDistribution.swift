import CBoostMath

/// Fisher's F distribution: the ratio of two independent mean squares.
///
///     F = (χ²(d₁)/d₁) / (χ²(d₂)/d₂)
///
/// - Degrees of freedom d₁ and d₂: positive, may be fractional. One of them may be infinite; then its mean square is 1
///   and F is a scaled chi-squared, or the inverse of one.
/// - Accuracy: relative error of a tail below 1e-12 down to probabilities of 1e-300 for degrees of freedom up to 2,000;
///   2e-11 at 1,000,000.
/// - Domain: degrees of freedom that are not positive, or both infinite, a NaN argument, or a probability outside
///   [0, 1] give NaN. Below x = 0 the cumulative probability is 0.
/// - R: `pf`, `qf`. SciPy: `scipy.stats.f`.
public struct FDistribution: Sendable, Hashable {
  public let numerator: Double
  public let denominator: Double

  /// - Parameters:
  ///   - numerator: degrees of freedom of the mean square above the line.
  ///   - denominator: degrees of freedom of the mean square below it.
  public init(numerator: Double, denominator: Double) {
    self.numerator = numerator
    self.denominator = denominator
  }

  private var isDefined: Bool {
    numerator > 0 && denominator > 0 && (numerator.isFinite || denominator.isFinite)
  }

  /// P(X ≤ x).
  public func cumulative(_ x: Double) -> Double {
    guard isDefined, !x.isNaN else { return .nan }
    if x <= 0 { return 0 }
    if x == .infinity { return 1 }
    if denominator == .infinity { return ChiSquared(degreesOfFreedom: numerator).cumulative(numerator * x) }
    if numerator == .infinity { return ChiSquared(degreesOfFreedom: denominator).upperTail(denominator / x) }
    return cboostmath_f_lower(x, numerator, denominator)
  }

  /// P(X > x), with full relative accuracy where it is small.
  public func upperTail(_ x: Double) -> Double {
    guard isDefined, !x.isNaN else { return .nan }
    if x <= 0 { return 1 }
    if x == .infinity { return 0 }
    if denominator == .infinity { return ChiSquared(degreesOfFreedom: numerator).upperTail(numerator * x) }
    if numerator == .infinity { return ChiSquared(degreesOfFreedom: denominator).cumulative(denominator / x) }
    return cboostmath_f_upper(x, numerator, denominator)
  }

  /// The x with P(X ≤ x) = probability; 0 at 0 and ∞ at 1.
  public func quantile(_ probability: Double) -> Double {
    guard isDefined, probability >= 0, probability <= 1 else { return .nan }
    let guess = cboostmath_f_quantile(probability, numerator, denominator)
    return positiveQuantile(probability, near: guess, cumulative: cumulative, upperTail: upperTail)
  }
}
