import VectorMath

#if canImport(Glibc)
  import Glibc
#endif

/// A fit of shares at its optimum as the weighted linear problem that it solves.
///
///     weight  n μ (1 - μ),   residual (y - μ) / (μ (1 - μ)),   design ∂η/∂θ
///
/// The scores of the likelihood are `design · weight · residual`, the expected information is `J'WJ`, and the weighted sum
/// of squared residuals is Pearson's chi-squared. So every formula of least squares, the sandwich ones among them, is the
/// one for a generalized linear model.
///
/// - Source: McCullagh & Nelder 1989, section 2.5. R: `residuals(m, "working")`, `weights(m, "working")`.
struct WorkingResponse {
  /// Log odds that the law gives.
  let fitted: [Double]
  let residuals: [Double]
  let weights: RowWeights
  /// Binomial log-likelihood; `nil` without numbers of trials.
  let logLikelihood: Double?
  /// Rows that the law reaches only at infinity; `nil` where its likelihood has a maximum.
  let separation: Separation?

  /// - Parameter separation: asked for where the likelihood may have no maximum.
  init(logOdds: [Double], shares: [Double], weights given: RowWeights, separation: Separation?) {
    fitted = logOdds
    residuals = zip(logOdds, shares).map { eta, share in
      // y/μ - (1-y)/(1-μ): what is all successes or none loses no digits.
      let residual =
        share * (1 + VectorFunction.exp(-eta)) - (1 - share) * (1 + VectorFunction.exp(eta))
      return residual.isFinite ? residual : 0
    }
    let variances = logOdds.map { eta in
      let size = VectorFunction.exp(-eta.magnitude)
      return size / ((1 + size) * (1 + size))
    }
    // Rows beyond reach tell nothing of the noise either; where no row is left, the design alone says so.
    let isBeyond = separation.flatMap { $0.isComplete ? nil : $0.isBeyond }
    weights = given.ofShares(variances: variances, leaving: isBeyond)
    logLikelihood = given.kind == .trials ? Self.logLikelihood(logOdds, shares, given) : nil
    self.separation = separation
  }

  private static func logLikelihood(_ logOdds: [Double], _ shares: [Double], _ weights: RowWeights) -> Double {
    var sum = 0.0
    for (row, eta) in logOdds.enumerated() {
      let n = weights.value(row)
      let successes = n * shares[row]
      let softened = max(eta, 0) + log1p(exp(-eta.magnitude))
      sum += lgamma(n + 1) - lgamma(successes + 1) - lgamma(n - successes + 1)
      // log(1 - μ) is -softened, and log μ is η more.
      sum += successes * eta - n * softened
    }
    return sum
  }
}

extension RowWeights {
  /// The weights of the working residuals: the inverse of their variance, known with trials, up to a factor without.
  ///
  /// - Parameter left: row by row, whether it is not counted. It keeps its weight, next to nothing: a design without it may hold
  ///   columns that look constant.
  fileprivate func ofShares(variances: [Double], leaving left: [Bool]?) -> RowWeights {
    let gone = left.map { left in left.indices.count { left[$0] && value($0) > 0 } } ?? 0
    return RowWeights(
      kind: kind == .trials ? .standardDeviation : .precision,
      values: variances.enumerated().map { value($0) * $1 },
      effectiveRows: effectiveRows - gone, observations: observations - gone)
  }
}
