import VectorMath

/// How far a share lies from a probability, as a signed root, with its derivatives by the log odds.
///
/// For a share y of one trial and the log odds `eta`, `mu = logistic(eta)`,
///
///     d(eta) = y log(y/mu) + (1-y) log((1-y)/(1-mu)),   r = sign(y - mu) * √(2 d)
///
/// so that `Σ n r²` is the deviance of a binomial response, and least squares of r is maximum likelihood. From
/// `r² = 2 d` follow `r r' = mu - y` and `r r'' + r'² = mu (1 - mu)`.
///
/// With `delta = eta - logit(y)`, d is the remainder of the Bernoulli cumulant function: `log(1 + y (exp(delta) - 1)) - y delta`.
/// Near zero it is taken from its series, so that r passes smoothly through zero.
///
/// - Source: McCullagh & Nelder 1989, 4.4.3 for the deviance, 2.4.3 for its signed root. R: `residuals(m, "deviance")`.
struct BinomialDeviance: Sendable {
  /// r, and its first and second derivative by the log odds.
  struct Root {
    let value: Double
    let slope: Double
    let curvature: Double
  }

  private let share: Double
  /// The smaller of the share and the rest: no cancellation where a share is near 1.
  private let smaller: Double
  /// 1 where `smaller` is the share, -1 where it is the rest and the log odds change their sign.
  private let sign: Double
  /// Log odds of `smaller`.
  private let centre: Double
  /// `2 κ_{k+2} / (k+2)!` for k = 0…6: `2 d / delta²` as a polynomial of delta.
  private let series: [Double]

  /// Below this the series is used: its first term left out is then below 2e-16 of the sum.
  private static let seriesLimit = 0.03
  /// Above this `exp` overflows.
  private static let largestExponent = 700.0

  /// - Precondition: the share is between 0 and 1, both included.
  init(share y: Double) {
    precondition(y >= 0 && y <= 1, "a share is between 0 and 1")
    share = y
    sign = y <= 0.5 ? 1 : -1
    smaller = y <= 0.5 ? y : 1 - y
    centre = smaller > 0 ? VectorFunction.log(smaller) - VectorFunction.log1p(-smaller) : -.infinity
    // Cumulants of a Bernoulli variable with probability `smaller`.
    let v = smaller * (1 - smaller)
    let s = 1 - 2 * smaller
    let cumulants = [
      v, v * s, v * (1 - 6 * v), v * s * (1 - 12 * v), v * (1 - 30 * v + 120 * v * v),
      v * s * (1 - 60 * v + 360 * v * v), v * (1 - 126 * v + 1680 * v * v - 5040 * v * v * v),
    ]
    var factorial = 1.0
    var terms: [Double] = []
    for (k, cumulant) in cumulants.enumerated() {
      factorial *= Double(k + 2)
      terms.append(2 * cumulant / factorial)
    }
    series = terms
  }

  /// The signed root at some log odds; NaN where these are not finite.
  func root(at eta: Double) -> Root {
    let delta = sign * eta - centre
    let own: Root
    if smaller == 0 {
      own = Self.fromZero(sign * eta)
    } else if delta.magnitude < Self.seriesLimit {
      own = near(delta)
    } else {
      own = far(delta)
    }
    // The rest has the opposite sign, as a function of the negative log odds.
    return sign > 0 ? own : Root(value: -own.value, slope: own.slope, curvature: -own.curvature)
  }

  /// `r = -delta √q` with `q = 2 d / delta²`, a polynomial.
  private func near(_ delta: Double) -> Root {
    var (q, first, second) = (0.0, 0.0, 0.0)
    for term in series.reversed() {
      second = second * delta + 2 * first
      first = first * delta + q
      q = q * delta + term
    }
    let root = q.squareRoot()
    let slope = first / (2 * root)
    return Root(
      value: -delta * root, slope: -(root + delta * slope),
      curvature: -(2 * slope + delta * (second / (2 * root) - slope * slope / root)))
  }

  private func far(_ delta: Double) -> Root {
    let p = smaller
    let deviance: Double
    let excess: Double
    let variance: Double
    if delta < Self.largestExponent {
      let growth = VectorFunction.expm1(delta)
      let total = 1 + p * growth
      deviance = VectorFunction.log1p(p * growth) - p * delta
      excess = p * (1 - p) * growth / total
      variance = p * (1 - p) * (growth + 1) / (total * total)
    } else {
      deviance = (1 - p) * delta + VectorFunction.log(p)
      excess = 1 - p
      variance = 0
    }
    // Above the log odds of the share the residual is negative.
    let value = (delta < 0 ? 1 : -1) * (2 * deviance).squareRoot()
    let slope = excess / value
    return Root(value: value, slope: slope, curvature: (variance - slope * slope) / value)
  }

  /// A share of nothing: `d = log(1 + exp(eta))`.
  private static func fromZero(_ eta: Double) -> Root {
    let size = VectorFunction.exp(-eta.magnitude)
    let deviance = max(eta, 0) + VectorFunction.log1p(size)
    let mean = eta > 0 ? 1 / (1 + size) : size / (1 + size)
    let value = -(2 * deviance).squareRoot()
    // Towards minus infinity everything fades with √mu.
    guard value < 0 else { return Root(value: eta == eta ? 0 : .nan, slope: 0, curvature: 0) }
    let slope = mean / value
    let variance = size / ((1 + size) * (1 + size))
    return Root(value: value, slope: slope, curvature: (variance - slope * slope) / value)
  }
}
