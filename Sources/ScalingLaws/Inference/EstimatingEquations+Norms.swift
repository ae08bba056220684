import Optimization

extension EstimatingEquations {
  /// The equations of a fit.
  ///
  /// - Parameters:
  ///   - search: `nil` for the direct solution of a linear law.
  ///   - densities: of the rows at a quantile; see `QuantileDensity`.
  /// - Returns: `nil` where the rows do not determine the estimate.
  init?(
    _ fit: Linearization, search: NonlinearFit?, norm: Norm, method: CovarianceMethod?, densities: [Double]?
  ) {
    let weights = fit.residuals.indices.map(fit.weights.value)
    if case .quantile(let tau) = norm.shape {
      guard let densities else { return nil }
      let spread = (tau * (1 - tau)).squareRoot()
      // The norm sees s·r, and Σ ρ(s·r) is Σ s·ρ(r).
      let sizes = fit.weights.residualFactors.map { zip($0, weights).map { $1 > 0 ? $0 : 0 } } ?? weights
      self.init(fit, scores: sizes.map { $0 * spread }, slopes: zip(sizes, densities).map { $0 * $1 })
    } else if norm.isLeastSquares {
      guard method == .hessian, let search else {
        self.init(fit)
        return
      }
      let scores = zip(weights, fit.residuals).map { $0 * $1 }
      guard let curvature = search.curvature(scores: scores) else { return nil }
      self.init(fit, scores: scores, slopes: weights, curvature: curvature)
    } else {
      guard let best = search?.best,
        let influence = Influence(norm, scale: best.scale, degreesOfFreedom: best.degreesOfFreedom)
      else { return nil }
      // Of Σ w ρ(s·r): the scores w s ψ(s·r) and the slopes w s² ψ'(s·r).
      let factors = fit.weights.residualFactors ?? fit.residuals.map { _ in 1 }
      let copies = fit.residuals.indices.map(fit.weights.ofNorm.value)
      let seen = zip(factors, fit.residuals).map { $0 * $1 }
      self.init(
        fit, scores: seen.indices.map { copies[$0] * factors[$0] * influence.value(seen[$0]) },
        slopes: seen.indices.map { copies[$0] * factors[$0].squared * influence.slope(seen[$0]) })
    }
  }
}

extension NonlinearFit {
  /// `Σ sᵢ ∇²fᵢ` at the optimum, of the coefficients that are not on a bound.
  ///
  /// - Returns: `nil` where it is not finite.
  func curvature(scores: [Double]) -> Matrix? {
    let count = model.parameterCount
    let evaluator = model.makeEvaluator()
    var sum = [Double](repeating: 0, count: count * count)
    var (values, jacobian) = (
      [Double](repeating: 0, count: model.residualCount), [Double](repeating: 0, count: model.residualCount * count)
    )
    evaluator.evaluate(best.parameters, values: &values, jacobian: &jacobian)
    guard evaluator.sumSecondDerivatives(coefficients: scores, into: &sum), sum.allSatisfy(\.isFinite) else {
      return nil
    }
    let free = (0..<count).filter { !atBound.contains($0) }
    return Matrix(columns: free.map { column in free.map { sum[$0 + column * count] } })
  }

  /// The density of each row at the quantile that the options ask for; `nil` for another norm.
  func densities(
    _ law: BoundLaw, data: FitData, scale: ResidualScale, options: FitOptions
  ) throws(FitError) -> [Double]? {
    guard case .quantile(let tau) = options.norm.shape else { return nil }
    return try QuantileDensity.densities(tau: tau, observations: observed.weights.observations) {
      tau throws(FitError) in
      var options = options
      options.norm = .quantile(tau)
      let fit = try NonlinearFit(law, data: data, scale: scale, options: options)
      return fit.model.values(at: fit.best.parameters)
    }
  }
}

extension Linearization {
  /// Column by column of those that name clusters, the clusters with a row that takes part.
  var clusterCounts: [Int] {
    clusterings.map { labels in Set(labels.indices.filter { weights.value($0) > 0 }.map { labels[$0] }).count }
  }
}
