/// How to fit and what to report. The defaults are the ones that measured coverage supports.
public struct FitOptions: Sendable {
  /// `nil` takes the law's own.
  public var scale: ResidualScale?
  public var weights: Weights?
  /// `nil` takes the one that suits the norm and the rows; see `FitOptions.checkedInterval`.
  public var interval: IntervalMethod?
  /// How the noise of a new run grows, as a formula of the law's variables; `nil` for noise of one size. See `NoiseModel`.
  public var noise: Expression?
  /// How many resamples a bootstrap draws.
  public var replicates: Int
  /// How many threads refit; the numbers do not depend on it.
  public var threads: Int
  /// What resamples and simulated tables may take.
  public var memory = MemoryLimit.standard
  /// Called now and then while refits go on, with how many are done; from several threads.
  public var progress: (@Sendable (_ done: Int, _ total: Int) -> Void)?
  /// Columns whose values name clusters of rows that depend on one another, such as the checkpoints of one run. Rows that share a
  /// value of any of them may depend on one another.
  ///
  /// Where none is named, rows of one run are clusters if the law names the column of runs (`Law.run`).
  public var clusters: [String]
  /// The only name of `clusters` that means that rows are independent, unless the table has a column of that name.
  public static let noClusters = "none"
  /// Nominal coverage of every interval, between 0 and 1.
  public var level: Double
  /// Quantities to estimate besides the law's own.
  public var quantities: [Quantity]
  /// What to test; see `Fit.tests`.
  public var hypotheses: [Hypothesis] = []
  /// Whether a row with a missing value in a column that the fit uses is left out and counted. Otherwise it is an
  /// error that names the row.
  public var dropsMissing: Bool

  /// How residuals count; the squared norm is least squares.
  public var norm: Norm
  /// Coefficients that are held at a value and not fitted.
  public var fixed: [String: Double]
  /// A column whose groups have an intercept each; see `GroupEffect`.
  public var effect: String?
  /// Where coefficients may lie; those of the law count where none is given.
  public var domains: [String: Domain]
  /// Values from which the search of a nonlinear law begins; other starts are scattered as well.
  public var start: [String: Double]
  /// The most starts of a nonlinear law; fewer are made when a better minimum is unlikely; see `Convergence.shareUnseen`.
  public var starts: Int
  /// Of every random choice.
  public var seed: UInt64
  /// The most steps from one start.
  public var iterations: Int
  /// The expected decrease of the objective, relative to it, below which a point is certified.
  public var tolerance: Double

  /// Whether reasons to doubt the fit are looked for; not in simulations, which nobody reads one by one.
  var collectsWarnings = true
  /// Whether the law's column of runs has been looked for, and what came of it.
  var runs = RunClusters.unknown

  public init(
    scale: ResidualScale? = nil, weights: Weights? = nil, interval: IntervalMethod? = nil, level: Double = 0.95,
    quantities: [Quantity] = [], dropsMissing: Bool = false, norm: Norm = .squared, fixed: [String: Double] = [:],
    domains: [String: Domain] = [:], start: [String: Double] = [:], starts: Int = 200, seed: UInt64 = 0,
    iterations: Int = 2000, tolerance: Double = 1e-12, effect: String? = nil, clusters: [String] = [],
    replicates: Int = 1000, threads: Int = Threads.available
  ) {
    self.replicates = replicates
    self.threads = threads
    self.clusters = clusters
    self.norm = norm
    self.effect = effect
    self.fixed = fixed
    self.domains = domains
    self.start = start
    self.starts = starts
    self.seed = seed
    self.iterations = iterations
    self.tolerance = tolerance
    self.scale = scale
    self.weights = weights
    self.interval = interval
    self.level = level
    self.quantities = quantities
    self.dropsMissing = dropsMissing
  }
}
