import Statistics

/// Fits from scattered starts, until enough of them agree on the best minimum.
///
/// The first start is the one that is given, or the middle of the region; start i draws from stream i of the seed. Starts
/// run in rounds of fixed size and are judged in their order, so the result does not depend on the number of threads.
public struct MultiStart: Sendable {
  /// One region for each parameter. Draws outside a domain are moved to its border.
  public var region: [StartRegion]
  public var seed: UInt64
  /// How many starts must end at the best value.
  public var agreement: Int
  /// The most starts.
  public var maximumStarts: Int
  /// Values of F whose relative difference is below this agree.
  public var tolerance: Double
  public var threads: Int
  public var options: SolverOptions

  /// Starts that run before they are judged together. Fixed, so that the threads do not decide how many run.
  private static let round = 4

  public init(
    region: [StartRegion], seed: UInt64 = 0, agreement: Int = 4, maximumStarts: Int = 100, tolerance: Double = 1e-9,
    threads: Int = 1, options: SolverOptions = SolverOptions()
  ) {
    self.region = region
    self.seed = seed
    self.agreement = agreement
    self.maximumStarts = maximumStarts
    self.tolerance = tolerance
    self.threads = threads
    self.options = options
  }

  /// The start values number `index`: the middle of the region for 0, random for others.
  public func start(_ index: Int) -> [Double] {
    guard index > 0 else { return region.map { $0.value(at: 0.5) } }
    var stream = RandomStream(seed: seed, stream: UInt64(index))
    return region.map { $0.value(at: stream.uniform()) }
  }

  /// Fits from start after start.
  ///
  /// - Parameter first: start values to try before the random ones, in place of the middle of the region.
  /// - Throws: `.noFiniteStart`, and what `TrustRegion.solve` throws for the norm.
  public func fit(_ problem: FitProblem, norm: Norm, from first: [Double]? = nil) throws(OptimizationError)
    -> MultiStartResult
  {
    try norm.check()
    guard region.count == problem.domains.count else {
      throw .shape(what: "start regions", found: region.count, expected: problem.domains.count)
    }
    guard first == nil || first?.count == region.count else {
      throw .shape(what: "start values", found: first?.count ?? 0, expected: region.count)
    }
    var tally = StartTally(tolerance: tolerance)
    var next = 0
    while next < max(maximumStarts, 1), tally.agreeing < agreement {
      let batch = Array(next..<min(next + Self.round, max(maximumStarts, 1)))
      let starts = batch.map { index in index == 0 ? first ?? start(0) : start(index) }
      let fits = Self.solve(problem, norm, starts, options: options, threads: threads)
      for fit in fits where tally.agreeing < agreement { tally.add(fit) }
      next += batch.count
    }
    guard let result = tally.result else { throw .noFiniteStart(tried: tally.starts) }
    return result
  }

  private static func solve(
    _ problem: FitProblem, _ norm: Norm, _ starts: [[Double]], options: SolverOptions, threads: Int
  ) -> [Solution?] {
    // The workers share out the starts by turns; each start is a pure function of its values.
    let workers = min(max(threads, 1), starts.count)
    let shares = Workers.run(workers) { worker in
      let solver = TrustRegion(problem, options: options)
      return stride(from: worker, to: starts.count, by: workers).map { index in
        (index, try? solver.solve(from: starts[index], norm: norm))
      }
    }
    var fits = [Solution?](repeating: nil, count: starts.count)
    for (index, fit) in shares.joined() { fits[index] = fit }
    return fits
  }
}
