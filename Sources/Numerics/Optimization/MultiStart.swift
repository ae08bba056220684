import Glibc
import Statistics
import Synchronization

/// Fits from scattered starts, until it is unlikely that a minimum has not been seen.
///
/// The first start is the one that is given, or the middle of the region; start i draws from stream i of the seed. Starts
/// run in rounds of fixed size and are judged in their order, so the result does not depend on the number of threads.
///
/// The search ends when, by the rule of Boender and Rinnooy Kan, the minima that were not seen attract at most
/// `largestUnseen` of all starts; see `MultiStartResult.shareUnseen`. The rule takes starts to be independent in the norm
/// that is minimised, so under any norm but least squares each start has a path of its own; see `StartPath`.
public struct MultiStart: Sendable {
  /// One region for each parameter. Draws outside a domain are moved to its border.
  public var region: [StartRegion]
  public var seed: UInt64
  /// The share of starts that unseen minima may attract when the search ends.
  public var largestUnseen: Double
  /// Whether the problem is known to have one minimum, so that the first one found is it.
  public var hasOneMinimum: Bool
  /// The most starts.
  public var maximumStarts: Int
  /// Values of F whose relative difference is below this agree.
  public var tolerance: Double
  public var threads: Int
  /// Parameters that a start holds at the values drawn while it looks for the others, before all are free: places and
  /// widths of bends, with which the rest of a law is easily found.
  ///
  /// Where there are any, a start draws several such values, each with the others fitted roughly, and goes on from the best.
  public var heldFirst: [Int]
  public var options: SolverOptions

  /// Starts that run before they are judged together. Fixed, so that the threads do not decide how many run.
  private static let round = 4
  /// The most starts while the lowest fit is no minimum.
  private static let startsWithoutMinimum = 64
  /// Draws of which a start takes the best, where parameters are held first.
  private static let draws = 8

  public init(
    region: [StartRegion], seed: UInt64 = 0, largestUnseen: Double = 0.01, hasOneMinimum: Bool = false,
    maximumStarts: Int = 100, tolerance: Double = 1e-9, threads: Int = 1, heldFirst: [Int] = [],
    options: SolverOptions = SolverOptions()
  ) {
    self.region = region
    self.seed = seed
    self.largestUnseen = largestUnseen
    self.hasOneMinimum = hasOneMinimum
    self.maximumStarts = maximumStarts
    self.tolerance = tolerance
    self.threads = threads
    self.heldFirst = heldFirst
    self.options = options
  }

  /// The start values number `index`: the middle of the region for 0, random for others.
  public func start(_ index: Int) -> [Double] {
    var stream = RandomStream(seed: seed, stream: UInt64(index))
    return draws(index, from: &stream)[0]
  }

  /// What start number `index` may go on from.
  private func draws(_ index: Int, from stream: inout RandomStream) -> [[Double]] {
    (0..<(heldFirst.isEmpty ? 1 : Self.draws)).map { draw in
      if index == 0, draw == 0 { return region.map { $0.value(at: 0.5) } }
      return region.map { $0.value(at: stream.uniform()) }
    }
  }

  /// Start number `index`, with its path to the norm.
  private func start(_ index: Int, of problem: FitProblem, norm: Norm) -> Start {
    var stream = RandomStream(seed: seed, stream: UInt64(index))
    let values = draws(index, from: &stream)
    guard index > 0, !norm.isLeastSquares else { return Start(values: values, held: heldFirst, path: .leastSquares) }
    let rows = problem.observed.count
    var path = StartPath(isNarrowed: stream.uniform() < 0.5)
    if stream.uniform() < 0.5 {
      // From a few more rows than parameters to all of them.
      let fewest = Double(min(problem.domains.count + 2, rows)) / Double(max(rows, 1))
      let share = fewest + (1 - fewest) * stream.uniform()
      path.rowFactors = (0..<rows).map { _ in stream.uniform() < share ? 1 : 0 }
    } else {
      // Cubes of exponential weights, of which a few rows have most.
      path.rowFactors = (0..<rows).map { _ in
        let weight = -log(max(stream.uniform(), .leastNormalMagnitude))
        return weight * weight * weight
      }
      path.weighsNorm = stream.uniform() < 0.5
    }
    return Start(values: values, held: heldFirst, path: path)
  }

  /// Fits from start after start.
  ///
  /// - Parameter first: start values to try before the random ones, in place of the middle of the region. They are followed in
  ///   the norm itself, and of minima that are as good as one another the one they lead to counts.
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
    var tally = StartTally(tolerance: tolerance, isFirstGiven: first != nil, hasOneMinimum: hasOneMinimum)
    var next = 0
    // Where the lowest fit is no minimum there is no rule to end by, and more starts seldom find a lower one.
    while next < max(tally.isLowestCertified ? maximumStarts : min(maximumStarts, Self.startsWithoutMinimum), 1),
      !(tally.shareUnseen <= largestUnseen)
    {
      let batch = Array(next..<min(next + (hasOneMinimum ? 1 : Self.round), max(maximumStarts, 1)))
      let starts = batch.map { index in
        if index == 0, let first {
          // Least squares solves for the linear parameters first, which is how such a problem is begun.
          let path = norm.isLeastSquares ? StartPath.leastSquares : .given
          return Start(values: [first], held: [], path: path)
        }
        return start(index, of: problem, norm: norm)
      }
      let fits = Self.solve(problem, norm, starts, options: options, threads: threads)
      for fit in fits where !(tally.shareUnseen <= largestUnseen) { tally.add(fit) }
      next += batch.count
    }
    guard let result = tally.result else { throw .noFiniteStart(tried: tally.starts) }
    return result
  }

  private static func solve(
    _ problem: FitProblem, _ norm: Norm, _ starts: [Start], options: SolverOptions, threads: Int
  ) -> [Solution?] {
    // Each start is a pure function of its values, whichever thread takes it.
    Parallel.map(starts.count, threads: threads, batch: 1, missing: nil) {
      let solver = TrustRegion(problem, options: options)
      return { index in
        let start = starts[index]
        let values = start.held.isEmpty ? start.values[0] : solver.best(of: start.values, holding: start.held)
        return try? solver.solve(from: values, norm: norm, path: start.path)
      }
    }
  }

  /// Values of which a start takes the best, once the parameters that are not held have been fitted.
  private struct Start {
    let values: [[Double]]
    let held: [Int]
    let path: StartPath
  }
}
