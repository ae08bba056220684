/// How a residual counts: the function ρ of F = Σ wᵢ ρ(rᵢ).
///
/// Every norm but `studentT` and `quantile` behaves as r²/2 near zero, so F of the squared norm is half the residual sum
/// of squares, and F of `huber(delta:)` is the sum of `scipy.special.huber(delta, r)`. A shape has a width in units of a
/// scale s; a scale that is estimated is found together with the parameters:
///
///     ρ(r) = s² ρ₁(r / s)
public struct Norm: Sendable, Hashable {
  /// The form of ρ₁. The number is its width, u = r / s.
  public enum Shape: Sendable, Hashable {
    /// u²/2.
    case squared
    /// u²/2 up to the width k, then k |u| - k²/2. Source: Huber 1964. SciPy: `special.huber`.
    case huber(Double)
    /// k² (√(1 + (u/k)²) - 1). SciPy: `least_squares(loss="soft_l1", f_scale=k)`.
    case softL1(Double)
    /// k²/2 log(1 + (u/k)²). SciPy: `least_squares(loss="cauchy", f_scale=k)`.
    case cauchy(Double)
    /// k²/6 (1 - (1 - (u/k)²)³) up to k, then k²/6. Not convex. Source: Beaton & Tukey 1974. R: `MASS::psi.bisquare`.
    case tukey(Double)
    /// The negative log-likelihood of Student's t with ν degrees of freedom and scale s; nil: ν is estimated too.
    case studentT(Double?)
    /// r τ for r >= 0 and r (τ - 1) below: F is least at the conditional τ quantile. Source: Koenker & Bassett 1978.
    case quantile(Double)
    /// r²/2 of residuals that are signed root deviances, so that F is half the deviance. The model computes them; to the
    /// solver it is the squared norm.
    case binomial
    /// As `binomial`, with one row more that holds Firth's penalty; F is half the deviance less half the logarithm of the
    /// determinant of the information, up to a constant.
    case firth
  }

  /// Whether F is half a sum of squares.
  public var isLeastSquares: Bool { shape == .squared || isBinomial }

  /// Whether it is a likelihood of shares, with or without Firth's penalty.
  public var isBinomial: Bool { shape == .binomial || shape == .firth }

  /// Where s comes from.
  public enum Scale: Sendable, Hashable {
    /// A given value.
    case fixed(Double)
    /// median |r| / 0.6745, the constant of R's `MASS::rlm(scale.est = "MAD")`; statsmodels' `RLM` has the normal quantile with all
    /// its digits, which changes the fifth digit of the scale.
    case medianAbsoluteDeviation
    /// Σ w min(u², k²) = (Σw - p) E min(Z², k²). Source: Huber 1981, 7.7. R: `MASS::rlm(scale.est = "proposal 2")`.
    case proposal2
    /// The most likely value, for `studentT`.
    case maximumLikelihood
  }

  public let shape: Shape
  public let scale: Scale

  public init(_ shape: Shape, scale: Scale = .fixed(1)) {
    self.shape = shape
    self.scale = scale
  }

  /// Least squares: F is half the residual sum of squares.
  public static let squared = Norm(.squared)
  /// Huber's norm with a scale that is estimated; the width 1.345 keeps 95 % of the efficiency for normal errors.
  public static let adaptiveHuber = Norm(.huber(1.345), scale: .medianAbsoluteDeviation)
  /// Tukey's biweight with a scale that is estimated; the width 4.685 keeps 95 % of the efficiency for normal errors.
  public static let adaptiveTukey = Norm(.tukey(4.685), scale: .medianAbsoluteDeviation)

  /// Huber's norm with a fixed width in units of the residual.
  public static func huber(delta: Double) -> Norm { Norm(.huber(delta)) }
  /// Soft L1 with a fixed width in units of the residual.
  public static func softL1(width: Double) -> Norm { Norm(.softL1(width)) }
  /// Cauchy's (Lorentz's) norm with a fixed width in units of the residual.
  public static func cauchy(width: Double) -> Norm { Norm(.cauchy(width)) }
  /// Tukey's biweight with a fixed width in units of the residual.
  public static func tukey(width: Double) -> Norm { Norm(.tukey(width)) }
  /// Student's t, scale estimated by maximum likelihood; without degrees of freedom these are estimated too.
  public static func studentT(degreesOfFreedom: Double? = nil) -> Norm {
    Norm(.studentT(degreesOfFreedom), scale: .maximumLikelihood)
  }
  /// Maximum likelihood of shares; see `Shape.binomial`.
  public static let binomial = Norm(.binomial)
  /// Bias-reduced likelihood of shares, finite where shares can be separated. Source: Firth 1993. R: `logistf`.
  public static let firth = Norm(.firth)
  /// Quantile regression.
  public static func quantile(_ tau: Double) -> Norm { Norm(.quantile(tau)) }
}
