/// A reason to doubt a result that is there, with its remedy.
public struct FitWarning: Sendable, Hashable {
  public enum Severity: String, Sendable, Hashable {
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
    /// Rows left out for a missing value, as asked.
    case missingDropped = "missing-dropped"
    /// Points of a frontier are order statistics and depend on one another: intervals are too narrow.
    case dependentPoints = "dependent-points"
    /// Few clusters of dependent rows.
    case fewClusters = "few-clusters"
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
    /// A point outside the rows of the fit.
    case extrapolation
    /// A new-run band held fewer of the runs beyond its rows than it says.
    case bandUndercovers = "band-undercovers"
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
  }

  public let code: Code
  public let severity: Severity
  public let message: String
  public let hint: String

  public init(_ code: Code, _ message: String, hint: String) {
    self.init(code, .warning, message, hint: hint)
  }

  public init(_ code: Code, _ severity: Severity, _ message: String, hint: String) {
    self.code = code
    self.severity = severity
    self.message = message
    self.hint = hint
  }
}
