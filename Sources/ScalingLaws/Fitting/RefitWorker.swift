import Optimization

/// The solver of one thread, with all the memory that its refits need.
final class RefitWorker {
  private let problem: FitProblem
  /// What each residual is multiplied by before the norm sees it; `nil` where it is one for every row.
  private let factors: [Double]?
  private let response: [Double]
  private let norm: Norm
  private let optimum: [Double]
  private let options: SolverOptions
  private let natural: BoundProgram
  @exclusivity(unchecked) private var workspace: ProgramWorkspace
  private let solver: TrustRegion
  @exclusivity(unchecked) private var resample: Resample
  @exclusivity(unchecked) private var point: [Double]
  private let covariance: RefitCovariance?

  /// - Parameter groups: for covariances; `nil` computes none.
  init(
    _ prepared: SearchProblem, norm: Norm, optimum: [Double], natural: BoundProgram, slopes: BoundProgram,
    groups: RefitGroups?, options: SolverOptions
  ) {
    problem = prepared.problem
    factors = prepared.rowFactors
    response = factors == nil ? problem.observed : prepared.observed.response.rounded
    self.norm = norm
    self.optimum = optimum
    self.options = options
    self.natural = natural
    workspace = natural.makeWorkspace()
    solver = TrustRegion(problem, options: options)
    resample = Resample(counts: response.map { _ in 0 }, observed: response)
    point = optimum
    covariance = groups.map { RefitCovariance(slopes: slopes, groups: $0, coefficients: optimum.count) }
  }

  /// Coefficients are NaN where there is no fit.
  func refit(_ replicate: Int, prepare: (Int, inout Resample) -> Void, into results: RefitResults.Buffers) {
    for row in resample.counts.indices {
      resample.counts[row] = 0
      resample.observed[row] = response[row]
    }
    prepare(replicate, &resample)
    precondition(resample.counts.count == problem.observed.count, "there is a count for each row")
    covariance?.count(resample.counts, weights: problem.weights)
    if let weights = problem.weights { for row in weights.indices { resample.counts[row] *= weights[row] } }
    if let factors { for row in factors.indices { resample.observed[row] *= factors[row] } }
    for index in point.indices { point[index] = optimum[index] }
    let end = norm.canBeRefitted ? refitDirectly() : solveAnew()
    natural.evaluate(point, into: results.coefficients(of: replicate), workspace: &workspace)
    covariance?.evaluate(solver, at: point, into: results.covariance(of: replicate))
    // F of the squared norm is half the sum of squares, which is what a fit reports.
    results.set(
      replicate, objective: norm.isLeastSquares ? 2 * end.objective : end.objective, isCertified: end.isCertified)
  }

  private func refitDirectly() -> (objective: Double, isCertified: Bool) {
    let refit = point.withUnsafeMutableBufferPointer { point in
      resample.counts.withUnsafeBufferPointer { counts in
        resample.observed.withUnsafeBufferPointer { observed in
          try? solver.refit(point, weights: counts, observed: observed, norm: norm)
        }
      }
    }
    return refit.map { ($0.objective, $0.isConverged) } ?? (.nan, false)
  }

  /// The way of a norm whose scale is estimated with the fit.
  private func solveAnew() -> (objective: Double, isCertified: Bool) {
    guard
      let resampled = try? problem.with(
        observed: resample.observed, weights: resample.counts, linearParameters: []),
      let solution = try? TrustRegion(resampled, options: options).solve(
        from: point, norm: norm, path: .direct)
    else {
      for index in point.indices { point[index] = .nan }
      return (.nan, false)
    }
    for index in point.indices { point[index] = solution.parameters[index] }
    return (solution.objective, solution.certificate.isCertified)
  }
}

/// Which rows belong together in the covariance of a refit.
struct RefitGroups: Sendable {
  /// Row by row, the number of its cluster.
  let rows: [Int]
  /// Row by row, how many independent observations it stands for; `nil` where clusters are drawn whole, or each row is one.
  let observations: [Double]?
  let count: Int
}

/// The covariance of the law's coefficients after each refit, `N V N'` with N their derivatives by what is solved for.
private final class RefitCovariance {
  private let slopes: BoundProgram
  private let groups: RefitGroups
  /// Group by group, how many independent ones it stands for in the resample.
  private var copies: [Double]
  private let size: Int
  @exclusivity(unchecked) private var workspace: ProgramWorkspace
  private var scores: [Double]
  private var solved: [Double]
  private var derivatives: [Double]

  init(slopes: BoundProgram, groups: RefitGroups, coefficients p: Int) {
    self.slopes = slopes
    self.groups = groups
    copies = [Double](repeating: 0, count: groups.count)
    size = p
    workspace = slopes.makeWorkspace()
    scores = [Double](repeating: 0, count: groups.count * p)
    solved = [Double](repeating: 0, count: p * p)
    derivatives = [Double](repeating: 0, count: p * p)
  }

  /// - Parameters:
  ///   - counts: row by row, how often it was drawn.
  ///   - weights: row by row; one of weight zero is in no group.
  func count(_ counts: [Double], weights: [Double]?) {
    for row in counts.indices where (weights?[row] ?? 1) > 0 {
      copies[groups.rows[row]] = counts[row] * (groups.observations?[row] ?? 1)
    }
  }

  /// - Parameter target: stays NaN where the resample does not determine the coefficients.
  func evaluate(_ solver: TrustRegion, at point: [Double], into target: UnsafeMutableBufferPointer<Double>) {
    let isDefined = groups.rows.withUnsafeBufferPointer { groups in
      copies.withUnsafeBufferPointer { copies in
        scores.withUnsafeMutableBufferPointer { scores in
          solved.withUnsafeMutableBufferPointer {
            solver.sandwich(groups: groups, copies: copies, scores: scores, into: $0)
          }
        }
      }
    }
    guard isDefined else { return }
    derivatives.withUnsafeMutableBufferPointer { slopes.evaluate(point, into: $0, workspace: &workspace) }
    for column in 0..<size {
      for row in 0..<size {
        var sum = 0.0
        for j in 0..<size {
          let right = derivatives[column * size + j]
          guard right != 0 else { continue }
          for i in 0..<size { sum += derivatives[row * size + i] * solved[i + j * size] * right }
        }
        target[row + column * size] = sum
      }
    }
  }
}

extension Norm {
  /// Whether `TrustRegion.refit` takes it: one of fixed scale.
  fileprivate var canBeRefitted: Bool {
    if case .fixed = scale { true } else { false }
  }
}
