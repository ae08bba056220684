/// What a refit reports: less than a `Solution`, so that nothing is allocated.
public struct Refit: Sendable, Hashable {
  /// F at the parameters that were found.
  public let objective: Double
  /// The scale of the norm.
  public let scale: Double
  /// How much a full Newton step would lower F, relative to F.
  public let expectedDecrease: Double
  /// Whether the expected decrease is below the tolerance (or within the rounding error of F).
  public let isConverged: Bool
  /// Evaluations of the model with its Jacobian.
  public let evaluations: Int
}

extension TrustRegion {
  /// Minimises F again with other weights, from parameters that are near the optimum.
  ///
  /// A resample of rows is the same rows with weights 0, 1, 2, ... The norm is minimised directly, by Newton steps; where
  /// that does not converge, the long way is taken: least squares first.
  ///
  /// - Parameters:
  ///   - parameters: p start values, replaced by what was found.
  ///   - weights: n values, zero or more, in place of those of the problem; nil keeps those of the call before.
  /// - Valid when: the norm is smooth (not `quantile`) and its scale is fixed.
  public func refit(
    _ parameters: UnsafeMutableBufferPointer<Double>, weights: UnsafeBufferPointer<Double>?, norm: Norm
  ) -> Refit {
    precondition(parameters.count == self.parameters, "there is a start value for each parameter")
    if let weights, let base = weights.baseAddress {
      precondition(weights.count == rows, "there is a weight for each row")
      self.weights.update(from: base, count: rows)
    }
    guard case .fixed(let scale) = norm.scale, let start = parameters.baseAddress else {
      preconditionFailure("a refit takes a norm of fixed scale")
    }
    let target = norm.fixed(scale: scale, degreesOfFreedom: nil)
    iterations = 0
    evaluations = 0
    begin(at: start, target)
    var stop = current.objective.isFinite ? minimize(target, usesNewton: target != .squared) : .noProgress
    if stop != .expectedDecrease, stop != .rounding, target != .squared {
      begin(at: start, .squared)
      if current.objective.isFinite {
        _ = minimize(.squared, usesNewton: false, roughly: Self.stageTolerance)
        stop = approach(target)
      }
    }
    start.update(from: current.theta, count: self.parameters)
    return Refit(
      objective: current.objective, scale: scale, expectedDecrease: lastDecrement / current.objective,
      isConverged: stop == .expectedDecrease || stop == .rounding, evaluations: evaluations)
  }

  private func begin(at start: ReadOnlyDoubles, _ norm: FixedNorm) {
    self.norm = norm
    for j in 0..<parameters { current.theta[j] = min(max(start[j], lower[j]), upper[j]) }
    evaluate(current)
  }
}
