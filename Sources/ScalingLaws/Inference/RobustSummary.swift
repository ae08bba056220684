import Optimization

/// What a robust norm made of the rows, and the variance of an M-estimate.
///
/// With ψ = ρ' in the unit of the residuals, so that ψ' has none and is 1 at zero, weights w, n observations and p coefficients:
///
///     V = K² · [Σ w ψ(r)² / (n - p)] / m² · (J'WJ)⁻¹,    m = Σ w ψ'(r) / Σ w
///     K = 1 + p/n · var(ψ') / m²
///
/// The variance of ψ' divides by n, as Huber wrote it: the average is over the rows at hand. R's `MASS::rlm` divides by
/// n - 1, which makes its standard errors larger by `(K-1)/(n-1)/K` of themselves (0.2 % for 21 rows). For least squares
/// ψ' is 1, K is 1, and V is the classical covariance. A scale that is estimated counts as known: its own error is not
/// in V, which is right to first order when the errors are symmetric.
///
/// - Valid when: errors are independent, of one distribution, and symmetric. Not when most rows lie in the flat part of
///   the norm: then m is near zero and V means little.
/// - Source: Huber 1973, "Robust Regression", Annals of Statistics 1, eq. 6.5. R: `MASS::rlm`; statsmodels: `RLM`, `cov="H1"`.
public struct RobustSummary: Sendable, Hashable {
  /// The scale of the residuals that was estimated with the fit; `nil` where the norm has a fixed width.
  public let scale: Double?
  /// Of Student's t, given or estimated.
  public let degreesOfFreedom: Double?
  /// Row by row, `ψ(r) / r`: how much of a row's residual counts, 1 for a row in the middle.
  public let weights: [Double]
  /// m: the mean of ψ'.
  public let meanSlope: Double
  /// K.
  public let correction: Double
  /// `K² Σ wψ² / (n-p) / m²`; `nil` without residual degrees of freedom, or where m is not positive.
  let variance: Double?
  /// Of Student's t; `nil` where the rows have weights that are no counts.
  let logLikelihood: Double?
  /// Constants of the error distribution that were estimated.
  let scalesEstimated: Int

  /// - Returns: `nil` for the squared norm and for quantiles, which have no slope.
  init?(_ norm: Norm, at solution: Solution, weights rowWeights: RowWeights, rank: Int) {
    guard let influence = Influence(norm, scale: solution.scale, degreesOfFreedom: solution.degreesOfFreedom) else {
      return nil
    }
    let residuals = solution.residuals
    var (total, square, slope, slopeSquare) = (0.0, 0.0, 0.0, 0.0)
    for (row, residual) in residuals.enumerated() {
      let weight = rowWeights.value(row)
      let derivative = influence.slope(residual)
      total += weight
      square += weight * influence.value(residual).squared
      slope += weight * derivative
      slopeSquare += weight * derivative.squared
    }
    let n = Double(rowWeights.observations)
    let p = Double(rank)
    let mean = slope / total
    let spread = max(0, slopeSquare / total - mean.squared)
    let factor = 1 + p / n * spread / mean.squared
    weights = residuals.map(influence.weight)
    meanSlope = mean
    correction = factor
    variance = n > p && mean > 0 ? factor.squared * square / (n - p) / mean.squared : nil
    degreesOfFreedom = solution.degreesOfFreedom
    if case .fixed = norm.scale { scale = nil } else { scale = solution.scale }
    if case .studentT(let given) = norm.shape {
      logLikelihood = rowWeights.kind == nil || rowWeights.kind == .count ? -solution.objective : nil
      scalesEstimated = given == nil ? 2 : 1
    } else {
      logLikelihood = nil
      scalesEstimated = scale == nil ? 0 : 1
    }
  }
}

/// ψ and ψ' of a norm at its scale, in the unit of the residuals: ψ'(0) = 1.
private struct Influence {
  private let shape: Norm.Shape
  /// Where the norm bends, in the unit of the residuals.
  private let width: Double

  init?(_ norm: Norm, scale: Double, degreesOfFreedom: Double?) {
    switch norm.shape {
    case .squared, .quantile, .binomial: return nil
    case .huber(let k), .softL1(let k), .cauchy(let k), .tukey(let k): width = k * scale
    // Student's t is Cauchy's norm of the width s √ν, up to a factor, which cancels in the variance.
    case .studentT(let given): width = scale * (given ?? degreesOfFreedom ?? 5).squareRoot()
    }
    shape = norm.shape
  }

  /// ψ(r) / r.
  func weight(_ r: Double) -> Double {
    let v = (r / width).squared
    return switch shape {
    case .squared, .quantile, .binomial: 1
    case .huber: r.magnitude <= width ? 1 : width / r.magnitude
    case .softL1: 1 / (1 + v).squareRoot()
    case .cauchy, .studentT: 1 / (1 + v)
    case .tukey: v < 1 ? (1 - v).squared : 0
    }
  }

  /// ψ(r).
  func value(_ r: Double) -> Double { r * weight(r) }

  /// ψ'(r).
  func slope(_ r: Double) -> Double {
    let v = (r / width).squared
    return switch shape {
    case .squared, .quantile, .binomial: 1
    case .huber: r.magnitude <= width ? 1 : 0
    case .softL1: 1 / ((1 + v) * (1 + v).squareRoot())
    case .cauchy, .studentT: (1 - v) / (1 + v).squared
    case .tukey: v < 1 ? (1 - v) * (1 - 5 * v) : 0
    }
  }
}
