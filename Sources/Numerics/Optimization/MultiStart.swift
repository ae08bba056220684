import Statistics
import Synchronization

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
  /// Parameters that a start holds at the values drawn while it looks for the others, before all are free: places and
  /// widths of bends, with which the rest of a law is easily found.
  ///
  /// Where there are any, a start draws several such values, each with the others fitted roughly, and goes on from the best.
  public var heldFirst: [Int]
  public var options: SolverOptions

  /// Starts that run before they are judged together. Fixed, so that the threads do not decide how many run.
  private static let round = 4
  /// Draws of which a start takes the best, where parameters are held first.
  private static let draws = 8

  public init(
    region: [StartRegion], seed: UInt64 = 0, agreement: Int = 4, maximumStarts: Int = 100, tolerance: Double = 1e-9,
    threads: Int = 1, heldFirst: [Int] = [], options: SolverOptions = SolverOptions()
  ) {
    self.region = region
    self.seed = seed
    self.agreement = agreement
    self.maximumStarts = maximumStarts
    self.tolerance = tolerance
    self.threads = threads
    self.heldFirst = heldFirst
    self.options = options
  }

  /// The start values number `index`: the middle of the region for 0, random for others.
  public func start(_ index: Int) -> [Double] { draws(index)[0] }

  /// What start number `index` may go on from.
  private func draws(_ index: Int) -> [[Double]] {
    var stream = RandomStream(seed: seed, stream: UInt64(index))
    return (0..<(heldFirst.isEmpty ? 1 : Self.draws)).map { draw in
      if index == 0, draw == 0 { return region.map { $0.value(at: 0.5) } }
      return region.map { $0.value(at: stream.uniform()) }
    }
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
      let starts = batch.map { index in
        index == 0
          ? first.map { Start(values: [$0], held: []) } ?? Start(values: draws(0), held: heldFirst)
          : Start(values: draws(index), held: heldFirst)
      }
      let fits = Self.solve(problem, norm, starts, options: options, threads: threads)
      for fit in fits where tally.agreeing < agreement { tally.add(fit) }
      next += batch.count
    }
    guard let result = tally.result else { throw .noFiniteStart(tried: tally.starts) }
    return result
  }

  private static func solve(
    _ problem: FitProblem, _ norm: Norm, _ starts: [Start], options: SolverOptions, threads: Int
  ) -> [Solution?] {
    // Each start is a pure function of its values, whichever thread takes it.
    let fits = Fits(count: starts.count)
    Parallel.run(starts.count, threads: threads, batch: 1) {
      let solver = TrustRegion(problem, options: options)
      return { index in
        let start = starts[index]
        let values = start.held.isEmpty ? start.values[0] : solver.best(of: start.values, holding: start.held)
        guard let fit = try? solver.solve(from: values, norm: norm) else { return }
        fits.all.withLock { $0[index] = fit }
      }
    }
    return fits.all.withLock { $0 }
  }

  /// Values of which a start takes the best, once the parameters that are not held have been fitted.
  private struct Start {
    let values: [[Double]]
    let held: [Int]
  }

  /// Where threads leave what they found.
  private final class Fits: Sendable {
    let all: Mutex<[Solution?]>
    init(count: Int) { all = Mutex([Solution?](repeating: nil, count: count)) }
  }
}
