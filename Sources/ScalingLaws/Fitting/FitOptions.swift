/// How to fit and what to report. The defaults are the ones that measured coverage supports.
public struct FitOptions: Sendable {
  /// `nil` takes the law's own.
  public var scale: ResidualScale?
  public var weights: Weights?
  public var covariance: CovarianceMethod
  /// Nominal coverage of every interval, between 0 and 1.
  public var level: Double
  /// Quantities to estimate besides the law's own.
  public var quantities: [Quantity]
  /// Whether a row with a missing value in a column that the fit uses is left out and counted. Otherwise it is an
  /// error that names the row.
  public var dropsMissing: Bool

  public init(
    scale: ResidualScale? = nil, weights: Weights? = nil, covariance: CovarianceMethod = .hc3, level: Double = 0.95,
    quantities: [Quantity] = [], dropsMissing: Bool = false
  ) {
    self.scale = scale
    self.weights = weights
    self.covariance = covariance
    self.level = level
    self.quantities = quantities
    self.dropsMissing = dropsMissing
  }
}
