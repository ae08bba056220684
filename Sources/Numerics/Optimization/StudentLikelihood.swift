import Glibc

/// The likelihood of residuals under Student's t with ν degrees of freedom and scale s.
///
///     -log p(r) = log Γ(ν/2) - log Γ((ν+1)/2) + log(π ν)/2 + log s + (ν+1)/2 log(1 + r²/(ν s²))
struct StudentLikelihood {
  let degreesOfFreedom: Double
  let scale: Double

  /// Σ w (-log p(r))
  func negativeLog(residuals: Doubles, weights: Doubles, count: Int) -> Double {
    let nu = degreesOfFreedom
    let constant = lgamma(0.5 * nu) - lgamma(0.5 * (nu + 1)) + 0.5 * log(Double.pi * nu) + log(scale)
    var sum = 0.0
    for row in 0..<count {
      let u = residuals[row] / scale
      sum += weights[row] * (constant + 0.5 * (nu + 1) * log1p(u * u / nu))
    }
    return sum
  }

  /// The derivative of the sum with respect to ν.
  func slopeInDegrees(residuals: Doubles, weights: Doubles, count: Int) -> Double {
    let nu = degreesOfFreedom
    let constant = Self.digamma(0.5 * nu) - Self.digamma(0.5 * (nu + 1)) + 1 / nu
    var sum = 0.0
    for row in 0..<count {
      let v = residuals[row] * residuals[row] / (scale * scale * nu)
      sum += weights[row] * 0.5 * (constant + log1p(v) - (nu + 1) / nu * v / (1 + v))
    }
    return sum
  }

  /// ψ(x) = Γ'(x)/Γ(x) for x > 0: recurrence up to 10, then the asymptotic series.
  ///
  /// - Source: Abramowitz & Stegun 1964, 6.3.5 and 6.3.18. SciPy: `special.digamma`.
  static func digamma(_ x: Double) -> Double {
    var (argument, shift) = (x, 0.0)
    while argument < 10 {
      shift -= 1 / argument
      argument += 1
    }
    let z = 1 / (argument * argument)
    // B₂ₖ / 2k, the highest first.
    let terms: [Double] = [-691.0 / 32760, 1.0 / 132, -1.0 / 240, 1.0 / 252, -1.0 / 120, 1.0 / 12]
    var series = 0.0
    for term in terms { series = z * (series + term) }
    return shift + log(argument) - 0.5 / argument - series
  }
}
