import Statistics

/// What intervals really cover on a design of one's own: tables are simulated from a law with known coefficients, every
/// method makes its intervals from each, and those that hold the truth are counted.
///
///     let study = try Calibration(of: fit, noise: fit.normalNoise(), methods: [.hc3, .classical], tables: 1000)
///
/// Table k draws its noise from a stream of its own, and is fitted as the data were: the same law, norm, weights and clusters.
/// A fit that fails, or an interval that is undefined, misses; an open end is on the safe side, and counted.
public struct Calibration: Sendable {
  /// How one method did for one quantity.
  public struct Result: Sendable, Hashable {
    public let method: IntervalMethod
    /// A coefficient, a quantity, or a point with `mean at` or `new run at`.
    public let target: String
    public let truth: Double
    public internal(set) var tables = 0
    /// Intervals that hold the truth.
    public internal(set) var covered = 0
    /// Intervals that lie below the truth.
    public internal(set) var below = 0
    /// Intervals that lie above the truth.
    public internal(set) var above = 0
    /// No fit, or no interval.
    public internal(set) var undefined = 0
    /// Intervals with an end that is open.
    public internal(set) var open = 0
    /// Infinite where the middle interval is open.
    public internal(set) var medianWidth = Double.nan

    /// The share that holds the truth.
    public var coverage: Double { Double(covered) / Double(tables) }

    /// Standard error of the coverage by the number of tables, `√(c(1-c)/m)`; by one half more than seen where all or none cover.
    public var monteCarloError: Double {
      let m = Double(tables)
      let c = min(max(coverage, 0.5 / m), 1 - 0.5 / m)
      return (c * (1 - c) / m).squareRoot()
    }
  }

  /// Method by method, target by target.
  public let results: [Result]
  public let tables: Int
  /// Tables for which no optimum was certified.
  public let uncertified: Int
  public let noise: String
  public let level: Double

  /// - Parameters:
  ///   - fit: the design: rows, law, norm, weights, clusters, level, replicates, seed.
  ///   - truth: coefficients to simulate from; those of the fit where not given.
  ///   - noise: how the response of a simulated row is drawn.
  ///   - methods: `nil` is not among them where the norm lacks it: such a method is an error.
  ///   - quantities: functions of the coefficients that are judged too.
  ///   - points: where predictions are judged too, a value for each variable.
  ///   - tables: how many are simulated.
  ///   - threads: threads that simulate; the numbers do not depend on it.
  ///   - progress: called with how many tables are done; from several threads.
  /// - Throws: `.intervalDoesNotApply`, `.clusterNeeded`, `.noNoise`; `.memory` for more tables than there may be.
  public init(
    of fit: Fit, truth: [String: Double] = [:], noise: SimulatedNoise, methods: [IntervalMethod],
    quantities: [Quantity] = [], points: [[String: Double]] = [], tables: Int = 1000, threads: Int = Threads.available,
    progress: (@Sendable (_ done: Int, _ total: Int) -> Void)? = nil
  ) throws(FitError) {
    let design = try SimulatedDesign(fit, truth: truth)
    for method in methods { try design.options.with(method, clusters: fit.options.clusters).checkInterval() }
    let targets = try CalibrationTargets(
      design, coefficients: fit.coefficients.map(\.name), quantities: fit.law.law.derived + quantities, points: points)
    let entries = methods.count * targets.names.count
    // As threads leave them, and method by method.
    try fit.options.memory.check(
      "tables", count: tables, bytesEach: Double(64 + 2 * MemoryLayout<CalibrationSheet.Entry>.stride * entries))
    if methods.contains(where: \.isBootstrap) {
      try fit.options.memory.check(
        "resamples", count: fit.options.replicates,
        bytesEach: Double(threads) * Draws.bytesEach(coefficients: fit.coefficients.count, hasCovariances: true))
    }
    let counter = ProgressCounter(total: tables, progress)
    // The first table that went wrong in a way that every other will.
    let run = CalibrationRun(
      design: design, targets: targets, methods: methods, clusters: fit.options.clusters, noise: noise)
    let all = Parallel.map(tables, threads: threads, missing: run.nothing) {
      { table in
        defer { counter.advance() }
        return run.sheet(of: table)
      }
    }
    self.tables = tables
    self.noise = noise.description
    level = fit.options.level
    uncertified = all.count { !$0.isCertified }
    results = methods.enumerated().flatMap { method, name in
      targets.names.enumerated().map { target, label in
        Result(
          method: name, target: label, truth: targets.truths[target],
          intervals: all.map { $0.entries[method * targets.names.count + target] })
      }
    }
  }
}

extension Calibration.Result {
  fileprivate init(method: IntervalMethod, target: String, truth: Double, intervals: [CalibrationSheet.Entry]) {
    self.method = method
    self.target = target
    self.truth = truth
    tables = intervals.count
    var widths: [Double] = []
    for entry in intervals {
      guard let interval = entry.interval else {
        undefined += 1
        continue
      }
      if interval.low == nil || interval.high == nil { open += 1 }
      widths.append((interval.high ?? .infinity) - (interval.low ?? -.infinity))
      if interval.contains(entry.truth) {
        covered += 1
      } else if (interval.high ?? .infinity) < entry.truth {
        below += 1
      } else {
        above += 1
      }
    }
    medianWidth = Descriptive.median(widths)
  }
}
