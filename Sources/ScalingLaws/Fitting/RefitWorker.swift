import Optimization

/// The solver of one thread, with all the memory that its refits need.
final class RefitWorker {
  private let problem: FitProblem
  private let norm: Norm
  private let optimum: [Double]
  private let options: SolverOptions
  private let natural: BoundProgram
  private var workspace: ProgramWorkspace
  private let solver: TrustRegion
  private var counts: [Double]
  private var point: [Double]

  init(_ problem: FitProblem, norm: Norm, optimum: [Double], natural: BoundProgram, options: SolverOptions) {
    self.problem = problem
    self.norm = norm
    self.optimum = optimum
    self.options = options
    self.natural = natural
    workspace = natural.makeWorkspace()
    solver = TrustRegion(problem, options: options)
    counts = [Double](repeating: 0, count: problem.observed.count)
    point = optimum
  }

  /// - Parameter coefficients: where the law's own coefficients go; NaN where there is no fit.
  func refit(
    _ replicate: Int, fill: (Int, inout [Double]) -> Void, into coefficients: UnsafeMutableBufferPointer<Double>
  ) -> (objective: Double, isCertified: Bool) {
    for row in counts.indices { counts[row] = 0 }
    fill(replicate, &counts)
    precondition(counts.count == problem.observed.count, "there is a count for each row")
    if let weights = problem.weights { for row in counts.indices { counts[row] *= weights[row] } }
    for index in point.indices { point[index] = optimum[index] }
    let end = norm.canBeRefitted ? refitDirectly() : solveAnew()
    natural.evaluate(point, into: coefficients, workspace: &workspace)
    // F of the squared norm is half the sum of squares, which is what a fit reports.
    return norm == .squared ? (2 * end.objective, end.isCertified) : end
  }

  private func refitDirectly() -> (objective: Double, isCertified: Bool) {
    let refit = point.withUnsafeMutableBufferPointer { point in
      counts.withUnsafeBufferPointer { counts in try? solver.refit(point, weights: counts, norm: norm) }
    }
    return refit.map { ($0.objective, $0.isConverged) } ?? (.nan, false)
  }

  /// The way of a norm whose scale is estimated with the fit, or that is not smooth.
  private func solveAnew() -> (objective: Double, isCertified: Bool) {
    guard
      let resampled = try? FitProblem(
        model: problem.model, observed: problem.observed, weights: counts, domains: problem.domains),
      let solution = try? TrustRegion(resampled, options: options).solve(
        from: point, norm: norm, leastSquaresFirst: false)
    else {
      for index in point.indices { point[index] = .nan }
      return (.nan, false)
    }
    for index in point.indices { point[index] = solution.parameters[index] }
    return (solution.objective, solution.certificate.isCertified)
  }
}

extension Norm {
  /// Whether `TrustRegion.refit` takes it: smooth, and of fixed scale.
  fileprivate var canBeRefitted: Bool {
    guard case .fixed = scale else { return false }
    if case .quantile = shape { return false }
    return true
  }
}
