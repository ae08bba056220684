import Statistics

/// One row of numbers about a fit as a whole. What is undefined is `nil`.
public struct FitStatistics: Sendable, Hashable {
  /// Observations: rows that take part, or the sum of the counts. A row of weight zero takes no part, as in R; statsmodels counts it,
  /// and its standard errors are smaller for it.
  public let observations: Int
  /// Coefficients that the data determine.
  public let rank: Int
  /// Weighted sum of squared residuals, on the residual scale.
  public let residualSumOfSquares: Double
  public let residualDegreesOfFreedom: Int
  /// Scale of the residuals that a robust norm estimated; `nil` for other norms. See `Norm.Scale`.
  public let robustScale: Double?
  /// Residual standard deviation, `sqrt(RSS / df)`; with known standard deviations, the factor by which the residuals
  /// exceed them. `nil` without residual degrees of freedom.
  public let sigma: Double?
  /// About the mean when the design holds a constant, about zero when it does not (as R and NIST do); `nil` for a
  /// constant response, and for every norm but the squared one.
  public let rSquared: Double?
  public let adjustedRSquared: Double?
  /// All coefficients but the constant against none.
  public let fTest: FTest?
  /// Normal log-likelihood of the response on the residual scale; `nil` for a perfect fit. R: `logLik(lm)`.
  /// For `Norm.studentT`, that of Student's t; for `Norm.binomial` with trials, the binomial one. `nil` for every other norm.
  public let logLikelihood: Double?
  /// Parameters that the information criteria count: the coefficients, and sigma when it is estimated (for Student's
  /// t its scale, and its degrees of freedom where they are). R counts sigma
  /// too; statsmodels does not, so its AIC is 2 lower.
  public let parametersCounted: Int
  /// Ratio of the extreme singular values of the weighted design; infinite when it is rank-deficient.
  public let conditionNumber: Double
  /// The same after scaling each column to unit length (Belsley, Kuh & Welsch 1980).
  public let scaledConditionNumber: Double
  /// With known standard deviations, or numbers of trials: the probability of residuals as large as these or larger.
  public let goodnessOfFitPValue: Double?
  /// Whether the residuals are rounding errors.
  public let isPerfect: Bool
  /// Whether the standard deviation of the noise is known rather than estimated.
  public let isSigmaKnown: Bool

  public struct FTest: Sendable, Hashable {
    public let statistic: Double
    public let numeratorDegreesOfFreedom: Int
    public let denominatorDegreesOfFreedom: Int
    public let pValue: Double
  }

  /// Akaike's criterion, `2k - 2 log L`, with k as in `parametersCounted`.
  public var aic: Double? { logLikelihood.map { 2 * Double(parametersCounted) - 2 * $0 } }

  /// Akaike's criterion corrected for small samples (Hurvich & Tsai 1989); `nil` when `n <= k + 1`.
  public var aicc: Double? {
    let k = Double(parametersCounted)
    let rest = Double(observations) - k - 1
    guard let aic, rest > 0 else { return nil }
    return aic + 2 * k * (k + 1) / rest
  }

  /// Schwarz's criterion, `k log n - 2 log L`.
  public var bic: Double? {
    logLikelihood.map { Double(parametersCounted) * .logarithm(Double(observations)) - 2 * $0 }
  }
}
