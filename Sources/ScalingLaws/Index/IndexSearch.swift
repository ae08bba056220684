import Optimization

/// How the search for an index ended.
public struct IndexSearch: Sendable, Hashable {
  /// Starts of a search: the first from the log odds of the scores, the others near it.
  static let starts = 8
  /// Objectives that differ by less, relative to themselves, are one minimum.
  private static let sameObjective = 1e-9

  /// Whether the point is a minimum: a full Newton step would lower the sum of squares by less than 1e-12 of itself, and the Hessian is
  /// positive definite.
  public let isCertified: Bool
  /// What such a step would still take off, relative to the sum.
  public let expectedDecrease: Double
  /// Largest cosine between residuals and a column of the Jacobian.
  public let scaledGradient: Double
  public let iterations: Int
  /// Sum of squares and penalty.
  public let objective: Double
  public let starts: Int
  /// Starts that ended in the lowest minimum.
  public let agreeing: Int

  /// - Throws: `.noOptimum`.
  static func run(
    _ problem: IndexProblem, options: IndexOptions, source: String
  ) throws(IndexError) -> (best: IndexSolution, search: IndexSearch) {
    let first = problem.firstPoint()
    let seed = options.seed
    let found = Parallel.map(starts, threads: options.threads, batch: 1, missing: nil as IndexSolution?) {
      { problem.minimized(from: problem.start($0, near: first, seed: seed)) }
    }.compactMap { $0 }.filter { $0.objective.isFinite && $0.expectedDecrease.isFinite }
    guard let best = found.min(by: { $0.objective < $1.objective }) else { throw .noOptimum(source: source) }
    return (
      best,
      IndexSearch(
        isCertified: best.isCertified, expectedDecrease: best.expectedDecrease, scaledGradient: best.scaledGradient,
        iterations: best.iterations, objective: best.objective, starts: starts,
        agreeing: found.count { $0.objective - best.objective <= sameObjective * best.objective })
    )
  }
}

/// The index without each benchmark in turn.
struct LeaveOneBenchmarkOut {
  private let problem: IndexProblem
  private let point: IndexProblem.Point
  private let scale: PlacedScale
  private let scores: IndexScores

  init(_ problem: IndexProblem, _ point: IndexProblem.Point, _ scale: PlacedScale, _ scores: IndexScores) {
    (self.problem, self.point, self.scale, self.scores) = (problem, point, scale, scores)
  }

  /// Scores that a model must keep, to be counted.
  private static let fewestScores = 2
  /// Relative decrease at which these refits end.
  private static let tolerance = 1e-8

  func results(threads: Int) -> [CapabilityIndex.LeftOut?] {
    Parallel.map(problem.benchmarks, threads: threads, batch: 1, missing: nil) { { without($0) } }
  }

  private func without(_ benchmark: Int) -> CapabilityIndex.LeftOut? {
    // A held slope would leave the scale of the penalty to nothing.
    guard benchmark != problem.fixedSlope else { return nil }
    let rest = problem.without(benchmark)
    var left = [Int](repeating: 0, count: problem.models)
    for cell in problem.cells where cell.benchmark != benchmark { left[cell.model] += 1 }
    let kept = left.indices.filter { left[$0] >= Self.fewestScores }
    guard kept.count >= 3, scale.places.allSatisfy({ left[$0] > 0 }) else { return nil }
    let found = rest.minimized(from: point, isNear: true, tolerance: Self.tolerance)
    guard found.expectedDecrease < 1e-6 else { return nil }
    let before = scale.values(point[..<problem.models])
    let after = scale.values(found.point[..<problem.models])
    let shifts = kept.map { (model: $0, shift: after[$0] - before[$0]) }
    guard let most = shifts.max(by: { abs($0.shift) < abs($1.shift) }), most.shift.isFinite else { return nil }
    let mean = shifts.reduce(0) { $0 + $1.shift * $1.shift } / Double(shifts.count)
    return CapabilityIndex.LeftOut(
      shift: mean.squareRoot(), model: scores.models[most.model], largest: most.shift)
  }
}
