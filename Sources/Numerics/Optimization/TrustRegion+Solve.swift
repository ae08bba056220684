extension TrustRegion {
  /// Minimises F from start values: least squares first, then the norm from there.
  ///
  /// - Parameters:
  ///   - start: p values; those outside their domain are moved to its border.
  ///   - path: what comes before the norm itself.
  /// - Returns: the point where it ended, whether or not it is certified.
  /// - Throws: `.notFiniteAtStart`, `.notFinite`, `.shape`, `.badNorm`. Not converging is a state of the solution.
  public func solve(
    from start: [Double], norm: Norm = .squared, path: StartPath = .leastSquares
  ) throws(OptimizationError) -> Solution {
    try norm.check()
    try begin(at: start)
    if let factors = path.rowFactors {
      for row in 0..<rows { weights[row] *= factors[row] }
      assess(current)
      if path.beginsWithLeastSquares { leastSquaresFirst(of: norm) }
      if path.weighsNorm { _ = minimizeNorm(norm, isNarrowed: path.isNarrowed) }
      for row in 0..<rows { weights[row] = problem.weights?[row] ?? 1 }
      self.norm = .squared
      assess(current)
    } else if path.beginsWithLeastSquares {
      leastSquaresFirst(of: norm)
    }
    return minimizeNorm(norm, isNarrowed: path.isNarrowed && !path.weighsNorm)
  }

  /// Solves for the linear parameters; for another norm than least squares, fits the others roughly too.
  private func leastSquaresFirst(of norm: Norm) {
    solveLinearParameters()
    if !norm.isLeastSquares { _ = minimize(.squared, usesNewton: false, roughly: Self.stageTolerance) }
  }

  private func minimizeNorm(_ norm: Norm, isNarrowed: Bool) -> Solution {
    if case .quantile(let tau) = norm.shape { return minimizeQuantile(tau) }
    if norm.isLeastSquares { return solution(certify(minimize(.squared, usesNewton: false)), scale: 1) }
    return minimizeRobust(norm, isNarrowed: isNarrowed)
  }

  func begin(at start: [Double]) throws(OptimizationError) {
    guard start.count == parameters else {
      throw .shape(what: "start values", found: start.count, expected: parameters)
    }
    if let index = start.firstIndex(where: { !$0.isFinite }) { throw .notFinite(what: "start value", index: index) }
    iterations = 0
    evaluations = 0
    norm = .squared
    for (index, domain) in problem.domains.enumerated() { current.theta[index] = domain.clamp(start[index]) }
    evaluate(current)
    guard current.objective.isFinite else {
      throw .notFiniteAtStart(row: firstBadRow(), parameters: currentParameters)
    }
  }

  /// Moves the linear parameters to their least-squares values for the others as they are.
  ///
  /// The start stays as it is where that would put one of them on a bound, since a term that is zero has no gradient, or
  /// where they depend on each other.
  func solveLinearParameters() {
    guard !problem.linearParameters.isEmpty else { return }
    let all = isVaried
    defer { isVaried = all }
    for j in 0..<parameters where !problem.linearParameters.contains(j) { isVaried[j] = false }
    resetScale()
    buildModel()
    guard freeCount > 0, subproblem.solveFully() != nil else { return }
    _ = subproblem.solve(radius: .infinity)
    moveTrial()
    evaluate(trial)
    let isInside = (0..<parameters).allSatisfy {
      !isVaried[$0] || (trial.theta[$0] > lower[$0] && trial.theta[$0] < upper[$0])
    }
    if isInside, trial.objective < current.objective { swap(&current, &trial) }
  }

  private func firstBadRow() -> Int {
    (0..<rows).first { row in
      !current.values[row].isFinite || (0..<parameters).contains { !current.jacobian[row + $0 * rows].isFinite }
    } ?? 0
  }

  var currentParameters: [Double] { (0..<parameters).map { current.theta[$0] } }

  func solution(
    _ certificate: Certificate, scale: Double, objective: Double? = nil, degreesOfFreedom: Double? = nil
  ) -> Solution {
    Solution(
      parameters: currentParameters, objective: objective ?? exactObjective(),
      residuals: (0..<rows).map { current.residuals[$0] }, scale: scale, degreesOfFreedom: degreesOfFreedom,
      certificate: certificate)
  }

  /// F of the current point; for least squares by exact products and sums.
  private func exactObjective() -> Double {
    norm == .squared ? 0.5 * Kernels.exactDot(current.residuals, current.psi, rows) : current.objective
  }

  /// The expected relative decrease at which a stage on the way to the norm ends.
  static let stageTolerance = 1e-3

  /// Brings a norm of fixed width down from one that most residuals are inside of, in steps of a factor four.
  ///
  /// A narrow norm is hard to minimise from afar, since few rows say how far to go.
  ///
  /// - Parameter isNarrowed: false goes straight to the norm, which from a point that few rows chose leads to minima that a wide
  ///   norm passes by.
  func approach(_ target: FixedNorm, isNarrowed: Bool = true) -> StopReason {
    guard isNarrowed else { return minimize(target, usesNewton: true) }
    if let width = target.width {
      var wide = 1.345 * weightedMedianScale()
      while wide > 4 * width {
        _ = minimize(target.widened(to: wide), usesNewton: true, roughly: Self.stageTolerance)
        wide /= 4
      }
    }
    if case .tukey(let width) = target {
      // Tukey's norm has many local minima; Huber's estimate is a start that outliers hardly move. 1.345 / 4.685.
      _ = minimize(.huber(0.287 * width), usesNewton: true, roughly: Self.stageTolerance)
    }
    return minimize(target, usesNewton: true)
  }

  /// The weighted median of |r| over 0.6745, weights as counts.
  ///
  /// The constant is that of R's `MASS::rlm`.
  func weightedMedianScale() -> Double {
    let order = (0..<rows).filter { weights[$0] > 0 }
      .sorted { current.residuals[$0].magnitude < current.residuals[$1].magnitude }
    let half = 0.5 * order.reduce(0) { $0 + weights[$1] }
    var sum = 0.0
    for (position, row) in order.enumerated() {
      sum += weights[row]
      let size = current.residuals[row].magnitude
      // Half the weight on each side: the median is the mean of the two middle values.
      if sum == half, position + 1 < order.count {
        return 0.5 * (size + current.residuals[order[position + 1]].magnitude) / 0.6745
      }
      if sum > half { return size / 0.6745 }
    }
    return .nan
  }
}
