import Optimization

/// Fits of one law to resamples of the rows of one fit: everything is prepared once, and refitting allocates nothing.
///
///     let refits = try fit.refits()
///     let draws = refits.run(4000, threads: 2) { replicate, counts in
///       var random = RandomStream(seed: 0, stream: UInt64(replicate))
///       for _ in counts.indices { counts[random.integer(below: counts.count)] += 1 }
///     }
///     Descriptive.standardDeviation(draws["alpha"])
///
/// A resample is the same rows with counts 0, 1, 2, … as weights, on top of the weights that the fit has. Each refit starts
/// from the optimum of the fit and minimises the norm directly; where that does not converge, it takes the long way. It does
/// not look for other minima. A replicate is a pure function of its counts, so results are the same, bit for bit, for any
/// number of threads.
public struct Refits: Sendable {
  /// Names of the coefficients, in the order of every replicate.
  public let names: [String]
  /// Rows that a count is given for: those that the fit used, in its order.
  public let rowCount: Int
  private let prepared: SearchProblem
  private let norm: Norm
  private let optimum: [Double]
  /// Outputs: the law's coefficients, from what is solved for.
  private let natural: BoundProgram
  private let options: SolverOptions
  /// Outputs: derivatives of the law's coefficients by what is solved for, p × p.
  private let slopes: BoundProgram

  /// - Throws: `.optimization` where a coefficient of the fit has no value to start from.
  init(_ fit: Fit) throws(FitError) {
    // A resample has its own penalty.
    guard fit.options.norm != .firth else {
      throw .intervalDoesNotApply(.bootstrap(Bootstrap()), norm: fit.options.norm)
    }
    prepared = try fit.searchProblem()
    let start = fit.coefficients.map { $0.estimate.value ?? .nan }
    if let index = start.firstIndex(where: { !$0.isFinite }) {
      throw .optimization(.notFinite(what: "start value", index: index))
    }
    do {
      optimum = try prepared.space.point(at: start)
      natural = try Program(prepared.space.natural, variables: [], parameters: prepared.space.names)
        .bind(columns: [], rowCount: 1)
      let names = prepared.space.names
      let derivatives = prepared.space.natural.flatMap { natural in names.map { natural.derivative(by: $0) } }
      slopes = try Program(derivatives, variables: [], parameters: names).bind(columns: [], rowCount: 1)
    } catch {
      throw .formula(error)
    }
    names = prepared.space.names
    rowCount = prepared.model.residualCount
    norm = fit.options.norm
    options = SolverOptions(fit.options, polishes: false)
  }

  /// Refits, each replicate with counts of its own.
  ///
  /// - Parameters:
  ///   - count: how many replicates.
  ///   - threads: how many work at them; the result does not depend on it.
  ///   - fill: adds the counts of a replicate to zeros, one for each row. Called from several threads, in any order.
  /// - Shape: `counts` has `rowCount` elements, each zero or more.
  public func run(
    _ count: Int, threads: Int = 1,
    counts fill: @escaping @Sendable (_ replicate: Int, _ counts: inout [Double]) -> Void
  ) -> RefitResults {
    run(count, threads: threads) { replicate, resample in fill(replicate, &resample.counts) }
  }

  /// Refits, each replicate with counts and observations of its own.
  ///
  /// - Parameters:
  ///   - groups: for covariances; `nil` computes none.
  ///   - progress: called with how many are done; from several threads.
  ///   - prepare: changes a resample that is zero counts and the observations of the fit, on the residual scale. Called from
  ///     several threads, in any order.
  func run(
    _ count: Int, threads: Int, covariancesOf groups: RefitGroups? = nil,
    progress: (@Sendable (_ done: Int, _ total: Int) -> Void)? = nil,
    prepare: @escaping @Sendable (_ replicate: Int, _ resample: inout Resample) -> Void
  ) -> RefitResults {
    let results = RefitResults.Buffers(count: count, coefficients: names.count, hasCovariances: groups != nil)
    let counter = ProgressCounter(total: count, progress)
    Parallel.run(count, threads: threads) {
      let worker = RefitWorker(
        prepared, norm: norm, optimum: optimum, natural: natural, slopes: slopes, groups: groups, options: options)
      return { replicate in
        worker.refit(replicate, prepare: prepare, into: results)
        counter.advance()
      }
    }
    return RefitResults(names: names, results)
  }

  /// Refits to given counts: for each replicate, how often each row takes part.
  ///
  /// - Precondition: each replicate has `rowCount` counts.
  public func run(counts: [[UInt16]], threads: Int = 1) -> RefitResults {
    precondition(counts.allSatisfy { $0.count == rowCount }, "there is a count for each row")
    return run(counts.count, threads: threads) { replicate, target in
      for (row, count) in counts[replicate].enumerated() { target[row] = Double(count) }
    }
  }

  /// Refits to given rows: for each replicate, the positions of its rows, repeated as often as they are drawn.
  ///
  /// - Precondition: positions are below `rowCount`.
  public func run(rows: [[Int]], threads: Int = 1) -> RefitResults {
    run(rows.count, threads: threads) { replicate, target in
      for row in rows[replicate] { target[row] += 1 }
    }
  }
}

extension Fit {
  /// Prepares fits to resamples of the rows, each from the optimum of this fit; see `Refits`.
  ///
  /// - Throws: `.optimization` where the data do not determine a coefficient, so that there is no optimum to start from.
  public func refits() throws(FitError) -> Refits { try Refits(self) }
}

/// What a refit is made to.
struct Resample {
  /// Row by row, how often it takes part.
  var counts: [Double]
  /// Row by row, the response on the residual scale.
  var observed: [Double]
}
