/// A reason to doubt a result that is there, with its remedy.
public struct FitWarning: Sendable, Hashable {
  public enum Severity: String, Sendable, Hashable, CaseIterable {
    /// Something to know.
    case note
    /// Something that may change the answer; an error under `--strict`.
    case warning
  }

  /// A stable name; scripts may match it.
  public enum Code: String, Sendable, Hashable, CaseIterable {
    /// Coefficients that the data do not determine, because columns depend on one another exactly.
    case notEstimable = "not-estimable"
    /// A predictor has the same value in every row.
    case constantPredictor = "constant-predictor"
    /// Predictors nearly depend on one another: their coefficients are poorly told apart.
    case collinear = "collinear"
    /// As many coefficients as rows: nothing is left to judge the fit by.
    case noDegreesOfFreedom = "no-degrees-of-freedom"
    /// The residuals are rounding errors.
    case perfectFit = "perfect-fit"
    /// Shares that a law reaches only at infinity, so that their likelihood has no maximum.
    case separation
    /// Shares that round to 0 or 1, where rounding decides their likelihood.
    case roundedShares = "rounded-shares"
    /// A share is fitted by a law without bounds.
    case unboundedShare = "unbounded-share"
    /// The response is the same in every row.
    case constantResponse = "constant-response"
    /// Rows that are equal in every column that the fit uses.
    case duplicateRows = "duplicate-rows"
    /// A row that moves the fit on its own.
    case influentialRow = "influential-row"
    /// A row far from the fit, for what the others scatter.
    case outlier = "outlier"
    /// A coefficient whose name is one slip away from a column.
    case mistypedColumn = "mistyped-column"
    /// Cells that are no numbers in a column that holds numbers otherwise.
    case textAmongNumbers = "text-among-numbers"
    /// Rows left out for a missing value, as asked.
    case missingDropped = "missing-dropped"
    /// Residuals that are alike within groups of rows: such rows depend on one another.
    case clusteredResiduals = "clustered-residuals"
    /// Residuals that fall into two groups, as those of two recipes do.
    case twoGroups = "two-groups"
    /// Coefficients that a nonlinear law hardly tells apart, so that intervals by a linear approximation mislead.
    case weaklyIdentified = "weakly-identified"
    /// Few clusters of dependent rows.
    case fewClusters = "few-clusters"
    /// Rows of one run are kept together, because the law says which column names it.
    case clusteredByRun = "clustered-by-run"
    /// Columns, or exponents, that cannot be what the law takes them for: a unit that is wrong, columns that are swapped.
    case implausible = "implausible"
    /// All rows are of one run.
    case singleRun = "single-run"
    /// A covariance for clusters by several columns that was not positive semi-definite, and was mended.
    case indefiniteCovariance = "indefinite-covariance"
    /// A row that the fit must pass through.
    case decisiveRow = "decisive-row"
    /// A coefficient has no finite value at the optimum.
    case undefinedEstimate = "undefined-estimate"
    /// The residuals exceed the standard deviations that were given.
    case excessScatter = "excess-scatter"
    /// Few points.
    case fewPoints = "few-points"
    /// Nothing is known yet about the precision of such a fit.
    case noStandardErrors = "no-standard-errors"
    /// Refits to resamples that ended at no optimum.
    case failedRefits = "failed-refits"
    /// Too few resamples for the ends of an interval.
    case fewReplicates = "few-replicates"
    /// Refits that do not have what a way of reading them needs.
    case undefinedInterval = "undefined-interval"
    /// A point outside the rows of the fit.
    case extrapolation
    /// A new-run band held fewer of the runs beyond its rows than it says.
    case bandUndercovers = "band-undercovers"
    /// The law that fits best foretold larger runs worse than another one.
    case backtestDisagrees = "backtest-disagrees"
    /// Laws whose criteria were computed on other scales, or that are fitted to other rows.
    case notComparable = "not-comparable"
    /// The point that was found is not certified as the optimum.
    case notCertified = "not-certified"
    /// A fit file of a bootstrap without its draws.
    case drawsMissing = "draws-missing"
    /// A group of one row: its intercept passes through that row.
    case singleRowGroup = "single-row-group"
    /// Rows that belong to no group, because it is missing.
    case ungroupedRows = "ungrouped-rows"
    /// A group that has no fit, with the reason.
    case groupNotFitted = "group-not-fitted"
    /// Rows that cannot be placed, because a value is missing.
    case unplacedRows = "unplaced-rows"
    /// A profile stays below its threshold as far as it can be followed: that end of the interval is open.
    case profileOpen = "profile-open"
    /// An interval ends at a bound of a coefficient, not where the data end it.
    case profileAtBound = "profile-at-bound"
    /// A lower minimum than that of the fit was met while profiling.
    case profileLowerMinimum = "profile-lower-minimum"
    /// Rows that together decide the answer.
    case influentialRows = "influential-rows"
    /// Residuals whose size depends on a variable.
    case heteroscedastic = "heteroscedastic"
    /// Residuals with a pattern: the form of the law does not suit the data.
    case residualPattern = "residual-pattern"
    /// A row whose own value decides more than half of what is fitted to it.
    case highLeverage = "high-leverage"
    /// A coefficient that ended on a bound of where it may lie.
    case atBound = "at-bound"
    /// Other coefficients minimise the norm as well: the ones given are one optimum of several.
    case notUnique = "not-unique"
    /// Starts of the search that ended in different minima.
    case startsDisagree = "starts-disagree"
    /// Another norm gives another answer.
    case dependsOnNorm = "depends-on-norm"
    /// Leaving out one end of the data gives another answer.
    case dependsOnRange = "depends-on-range"
    /// A floor that is traded against exponents.
    case dependsOnFloor = "depends-on-floor"
    /// A combination of coefficients that the data hardly determine.
    case sloppyDirection = "sloppy-direction"
    /// A predictor with one or two values.
    case fewLevels = "few-levels"
    /// A predictor that spans little.
    case narrowRange = "narrow-range"
    /// Rows that seem to be checkpoints of one run.
    case repeatedCheckpoints = "repeated-checkpoints"
    /// Runs with different names and the same numbers.
    case duplicateRuns = "duplicate-runs"
    /// Values that are missing.
    case missingValues = "missing-values"
    /// Values at or below zero where only positive ones make sense.
    case nonpositiveValues = "nonpositive-values"
    /// Scores outside what a score can be.
    case scoreOutOfRange = "score-out-of-range"
    /// Scores of exactly zero or one.
    case scoreAtLimit = "score-at-limit"
    /// Percentages and shares in one column.
    case percentAndShare = "percent-and-share"
    /// Two units in one column.
    case unitMismatch = "unit-mismatch"
    /// Compute that is not six times parameters times tokens.
    case flopsRatio = "flops-ratio"
    /// A price an order of magnitude off its neighbours.
    case priceOutlier = "price-outlier"
    /// There is no fit, with the reason.
    case notFitted = "not-fitted"
    /// An isoFLOP curve without a minimum.
    case noMinimum = "no-minimum"
    /// The minimum of an isoFLOP curve, or an end of the envelope, lies beyond the sizes that were trained.
    case minimumOutsideGrid = "minimum-outside-grid"
    /// The minimum of an isoFLOP curve lies far from the middle of the sizes.
    case offCentreGrid = "off-centre-grid"
    /// Few model sizes at a compute budget.
    case fewSizes = "few-sizes"
    /// Runs of one budget differ in compute.
    case wideBudget = "wide-budget"
    /// Optimal sizes that do not lie on a power law.
    case minimaScatter = "minima-scatter"
    /// What parabolas make of the fitted surface is off.
    case parabolaBias = "parabola-bias"
  }

  /// A number behind a warning, with its name.
  public struct Number: Sendable, Hashable {
    public let name: String
    public let value: Double
  }

  public let code: Code
  public let severity: Severity
  public let message: String
  public let hint: String
  /// Lines of the source that it is about, all of them.
  public let lines: [Int]
  /// The numbers of the message with all their digits, and more.
  public let numbers: [Number]

  public init(
    _ code: Code, _ message: String, hint: String, lines: [Int] = [], numbers: KeyValuePairs<String, Double> = [:]
  ) {
    self.init(code, .warning, message, hint: hint, lines: lines, numbers: numbers.map { ($0, $1) })
  }

  public init(
    _ code: Code, _ severity: Severity, _ message: String, hint: String, lines: [Int] = [],
    numbers: [(name: String, value: Double)] = []
  ) {
    self.code = code
    self.severity = severity
    self.message = message
    self.hint = hint
    self.lines = lines
    self.numbers = numbers.map { Number(name: $0.name, value: $0.value) }
  }
}
