extension TrustRegion {
  /// Minimises F again with other weights, from parameters that are near the optimum.
  ///
  /// A resample of rows is the same rows with weights 0, 1, 2, ... A smooth norm of fixed scale is minimised directly, by
  /// Newton steps, without allocating; where that does not converge, the long way is taken: least squares first. Quantile
  /// regression goes on from the parameters; other norms always take the long way.
  ///
  /// - Parameters:
  ///   - parameters: p start values, replaced by what was found.
  ///   - weights: n values, zero or more, in place of those of the problem; nil keeps those of the call before.
  ///   - observed: n values in place of those of the problem; nil keeps those of the call before.
  /// - Throws: `.badNorm`, `.badScale`; `.notFiniteAtStart` where the long way cannot start.
  public func refit(
    _ parameters: UnsafeMutableBufferPointer<Double>, weights: UnsafeBufferPointer<Double>?,
    observed: UnsafeBufferPointer<Double>? = nil, norm: Norm
  ) throws(OptimizationError) -> Refit {
    try norm.check()
    precondition(parameters.count == self.parameters, "there is a start value for each parameter")
    guard let start = parameters.baseAddress else { preconditionFailure("a model has parameters") }
    if let weights, let base = weights.baseAddress {
      precondition(weights.count == rows, "there is a weight for each row")
      self.weights.update(from: base, count: rows)
    }
    if let observed, let base = observed.baseAddress {
      precondition(observed.count == rows, "there is an observation for each row")
      self.observed.update(from: base, count: rows)
    }
    if let refit = refitDirectly(start, norm) { return refit }

    var isQuantile = false
    if case .quantile = norm.shape { isQuantile = true }
    let fit = try solve(from: Array(parameters), norm: norm, path: isQuantile ? .direct : .leastSquares)
    start.update(from: current.theta, count: self.parameters)
    return Refit(
      objective: fit.objective, scale: fit.scale, expectedDecrease: fit.certificate.expectedDecrease,
      isConverged: fit.certificate.isCertified, evaluations: evaluations)
  }

  private func refitDirectly(_ start: Doubles, _ norm: Norm) -> Refit? {
    guard case .fixed(let scale) = norm.scale, norm.isSmooth else { return nil }
    let target = norm.fixed(scale: scale, degreesOfFreedom: nil)
    iterations = 0
    evaluations = 0
    self.norm = target
    for j in 0..<parameters { current.theta[j] = min(max(start[j], lower[j]), upper[j]) }
    evaluate(current)
    guard current.objective.isFinite else { return nil }
    let stop = minimize(target, usesNewton: target != .squared)
    guard stop == .expectedDecrease || stop == .rounding || stop == .nothingFree else { return nil }
    start.update(from: current.theta, count: parameters)
    let decrease = stop == .nothingFree ? 0 : lastDecrement / current.objective
    return Refit(
      objective: current.objective, scale: scale, expectedDecrease: decrease, isConverged: true,
      evaluations: evaluations)
  }
}
