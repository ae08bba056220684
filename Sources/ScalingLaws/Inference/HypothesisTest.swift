/// A hypothesis with the tests of it.
public struct HypothesisTest: Sendable, Hashable {
  /// Which test.
  public enum Method: String, Sendable, Hashable, CaseIterable {
    /// `d / se(d)` against t, with the standard errors of the fit. R: `car::linearHypothesis(vcov. =)`, whose F is its square.
    case waldT = "wald-t"
    /// `d'(R V R')⁻¹d / q` against F(q, df), with the covariance of the fit. R: `car::linearHypothesis(vcov. =)`.
    case waldF = "wald-f"
    /// `(RSS₀ - RSS)/q / s²` against F(q, n - p): least squares again under the restriction. R: `anova(m0, m)`.
    case nestedF = "nested-f"
    /// Twice the rise of the log-likelihood under the restriction against chi-squared(q). R: `lmtest::lrtest(m0, m)`.
    case likelihoodRatio = "likelihood-ratio"
    /// Against a difference at or below minus the margin; one-sided.
    case equivalenceLower = "equivalence-lower"
    /// Against a difference at or above the margin; one-sided.
    case equivalenceUpper = "equivalence-upper"
    /// Against noise without correlation, for positive correlation of successive rows.
    case durbinWatson = "durbin-watson"
    /// Koenker's form, against chi-squared.
    case breuschPagan = "breusch-pagan"
    /// Squares and cubes of the fitted values, against F.
    case reset
  }

  public struct Result: Sendable, Hashable {
    public let method: Method
    public let statistic: Double
    /// Of the numerator, or of t or chi-squared; `nil` for a normal statistic and for Durbin–Watson.
    public let degreesOfFreedom: Double?
    /// Of the denominator of F.
    public let denominatorDegreesOfFreedom: Double?
    public let pValue: Double

    init(_ method: Method, _ statistic: Double, _ first: Double?, _ second: Double? = nil, p: Double) {
      self.method = method
      self.statistic = statistic
      degreesOfFreedom = first.flatMap { $0.isFinite ? $0 : nil }
      denominatorDegreesOfFreedom = second.flatMap { $0.isFinite ? $0 : nil }
      pValue = p
    }
  }

  public let hypothesis: Hypothesis
  public let results: [Result]
  /// Left minus right of a single equality.
  public let difference: Estimate?
  /// The most likely coefficients under the restriction, in the order of the fit, where they were computed.
  public let restrictedCoefficients: [Double]?

  /// Of the whole hypothesis by a method; of equivalence, the larger of the two.
  public func pValue(_ method: Method) -> Double? { results.first { $0.method == method }?.pValue }

  /// That of an equivalence test: small where both one-sided tests reject.
  public var equivalencePValue: Double? {
    guard let lower = pValue(.equivalenceLower), let upper = pValue(.equivalenceUpper) else { return nil }
    return max(lower, upper)
  }
}
