/// How runs are chosen.
public struct DesignOptions: Sendable {
  /// What all runs together may cost, in the unit of the candidates' costs.
  public var budget: Double
  /// The most runs.
  public var runs: Int
  /// Whether a candidate can be run once only.
  public var once: Bool
  /// `nil` takes c where something is named to be known, else d.
  public var criterion: DesignCriterion?
  /// Over how many draws of the coefficients the criterion is averaged; 0 takes the estimate alone.
  public var draws: Int
  /// Of the draws.
  public var seed: UInt64
  /// Nominal coverage of the intervals; `nil` takes that of the fit.
  public var level: Double?
  /// The standard deviation of the noise, on the residual scale; `nil` takes that of the fit.
  public var sigma: Double?
  /// The numbers do not depend on it.
  public var threads: Int
  /// What the candidates may take, each with its derivatives at each draw.
  public var memory = MemoryLimit.standard

  public init(
    budget: Double, runs: Int = 50, once: Bool = false, criterion: DesignCriterion? = nil, draws: Int = 50,
    seed: UInt64 = 0, level: Double? = nil, sigma: Double? = nil, threads: Int = Threads.available
  ) {
    self.budget = budget
    self.runs = runs
    self.once = once
    self.criterion = criterion
    self.draws = draws
    self.seed = seed
    self.level = level
    self.sigma = sigma
    self.threads = threads
  }

  /// - Throws: `.budget`, `.runs`, `.draws`, `.sigma`; `.fit(.level)`.
  func check() throws(DesignError) {
    guard budget > 0, budget.isFinite else { throw .budget(budget) }
    guard (1...Self.mostRuns).contains(runs) else { throw .runs(runs, most: Self.mostRuns) }
    guard (0...Self.mostDraws).contains(draws) else { throw .draws(draws, most: Self.mostDraws) }
    if let sigma, !(sigma > 0 && sigma.isFinite) { throw .sigma(sigma) }
    if let level { do { try CoverageLevel.check(level) } catch { throw .fit(error) } }
  }

  private static let mostDraws = 10_000
  /// The search takes longer as the square of it.
  private static let mostRuns = 200
}
