/// Which runs to make next: those that tell most about what one wants to know, for the money there is.
///
///     let candidates = try CandidateRuns(grid: [DesignAxis("N=1e8..1e10:8"), DesignAxis("D=1e9..1e12:8")], needed: ["N", "D"], cost: nil)
///     let options = DesignOptions(budget: 1e22)
///     let basis = try DesignBasis(fit.saved, options: options)
///     let design = try RunDesign(basis, candidates: candidates, targets: [.quantity(Quantity("alpha"))], options: options)
///
/// The covariance after some runs is that before with their Fisher information added,
///
///     V⁻¹ = V₀⁻¹ + Σ (efficiency / sdᵢ²) gᵢgᵢᵀ,   gᵢ = ∂(law on the residual scale at run i)/∂θ
///
/// with the noise of a run of weight 1, and the efficiency of the fit's norm. The criterion is averaged over draws of θ.
///
/// - Valid when: the law holds where the runs are, and runs are independent with noise like that of the fit. The information of the
///   data is that at the estimate; the bend of the law within their uncertainty is averaged over for new runs alone.
/// - Source: Chaloner & Verdinelli 1995, section 2, for the average; Fedorov 1972 for exchange.
public struct RunDesign: Sendable {
  /// A candidate that is run, and how often.
  public struct Chosen: Sendable, Hashable {
    public let candidate: Int
    public let runs: Int
    /// Of one run.
    public let cost: Double
    /// Variables of the run whose value lies outside the rows of the fit.
    public let extrapolation: [Extrapolation]
  }

  /// Something that one wants to know, before and after.
  public struct Outcome: Sendable {
    public let name: String
    public let target: DesignTarget
    /// By the covariance of the fit, or over draws from the ranges. The interval of a point is in the unit of the response; its
    /// standard error is on the residual scale.
    public let now: Estimate
    /// Expected after the chosen runs: if the estimates stay, or over draws from the ranges.
    public let after: Estimate
    /// Expected after the plain grid.
    public let plain: Estimate
  }

  public let basis: DesignBasis
  public let candidates: CandidateRuns
  public let options: DesignOptions
  public let criterion: DesignCriterion
  /// Cheapest first.
  public let chosen: [Chosen]
  public let outcomes: [Outcome]
  public let plainGrid: PlainGrid
  /// What the chosen runs leave of a standard error, averaged over the draws as the criterion says: `exp(½ Δcriterion)`.
  public let standardErrorShare: Double
  /// What the plain grid leaves.
  public let plainShare: Double
  /// Draws that the criterion was averaged over; 0 for the estimate alone.
  public let drawsUsed: Int
  /// The largest relative difference between a variance of the search and one computed anew by another decomposition.
  public let deviation: Double

  /// How many runs are made.
  public var runs: Int { chosen.reduce(0) { $0 + $1.runs } }
  /// What they cost together.
  public var cost: Double { chosen.reduce(0.0) { $0 + Double($1.runs) * $1.cost } }

  /// - Parameters:
  ///   - basis: what is known of the coefficients.
  ///   - candidates: runs to choose from, each with its cost.
  ///   - targets: what one wants to know; with none, the coefficients.
  ///   - options: budget, most runs, criterion.
  /// - Throws: `DesignError`, with a hint.
  public init(
    _ basis: DesignBasis, candidates: CandidateRuns, targets: [DesignTarget], options: DesignOptions
  ) throws(DesignError) {
    let criterion = options.criterion ?? (targets.isEmpty ? .d : .c)
    guard criterion != .c || !targets.isEmpty else { throw .nothingAsked }
    try Self.check(basis, candidates, options)
    let asked = targets.isEmpty ? basis.fit.coefficients.map(DesignTarget.coefficient) : targets
    let now = try basis.estimatesNow(of: asked)
    let names = asked.map(basis.name)
    let question = zip(names, asked).map { (name: $0, expression: basis.expression(of: $1)) }
    do {
      // Derivatives draw by draw, and place by place.
      let numbers = max(basis.draws.count, 1) * basis.fit.inference.parameters.count
      try options.memory.check("candidates", count: candidates.count, bytesEach: Double(16 * numbers))
    } catch {
      throw .fit(error)
    }
    let local = try DesignProblem(
      basis, candidates: candidates, targets: question, criterion: criterion, points: [basis.fit.inference.point],
      areEstimates: true)
    let averaged = try DesignProblem(
      basis, candidates: candidates, targets: question, criterion: criterion, points: basis.draws, areEstimates: false)
    let problem = averaged.draws > 0 ? averaged : local
    let best = DesignSearch(
      problem: problem, budget: options.budget, most: options.runs, once: options.once, threads: options.threads
    ).best()
    guard best.runs > 0 else { throw .nothingGained(names) }
    let runs = best.support.map { (place: $0, count: Double(best.counts[$0] ?? 0)) }
    let grid = PlainGrid(
      candidates, runs: best.runs, coefficients: problem.order,
      money: runs.reduce(0.0) { $0 + $1.count * problem.costs[$1.place] })
    let places = Dictionary(uniqueKeysWithValues: problem.candidates.enumerated().map { ($1, $0) })
    let plain = grid.candidates.map { (place: places[$0] ?? 0, count: grid.rounds) }
    let after = try basis.expected(asked, after: runs, estimate: local, draws: averaged)
    let afterPlain = try basis.expected(asked, after: plain, estimate: local, draws: averaged)
    chosen = runs.map { run in
      let candidate = problem.candidates[run.place]
      return Chosen(
        candidate: candidate, runs: Int(run.count), cost: candidates.costs[candidate],
        extrapolation: Extrapolation.list(candidates.point(candidate), basis.fit.ranges))
    }
    outcomes = asked.indices.map {
      Outcome(name: names[$0], target: asked[$0], now: now[$0], after: after[$0], plain: afterPlain[$0])
    }
    standardErrorShare = Double.exponential(best.value / 2)
    plainShare = Double.exponential(problem.value(problem.factors(plain)) / 2)
    drawsUsed = averaged.draws
    deviation = problem.deviation(best.factors, runs)
    plainGrid = grid
    self.basis = basis
    self.candidates = candidates
    self.options = options
    self.criterion = criterion
  }

  /// - Throws: `.tooManyCandidates`, `.nothingAffordable`.
  private static func check(
    _ basis: DesignBasis, _ candidates: CandidateRuns, _ options: DesignOptions
  ) throws(DesignError) {
    let size = basis.fit.inference.parameters.count * max(options.draws, 1) * candidates.count
    guard size <= mostNumbers else {
      throw .tooManyCandidates(candidates.count, most: mostNumbers * candidates.count / size)
    }
    let cheapest = candidates.costs.indices.min { candidates.costs[$0] < candidates.costs[$1] } ?? 0
    guard candidates.costs[cheapest] <= options.budget else {
      throw .nothingAffordable(
        budget: options.budget, cheapest: candidates.costs[cheapest], place: candidates.place(cheapest))
    }
  }

  /// A quarter of a gigabyte of derivatives, which are held twice.
  private static let mostNumbers = 1 << 25
}
