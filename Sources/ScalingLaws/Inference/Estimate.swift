/// A number that the data determine, and how well.
public struct Estimate: Sendable, Hashable {
  /// `nil` when the data do not determine it.
  public let value: Double?
  /// `nil` when it is undefined: no residual degrees of freedom, or not estimable.
  public let standardError: Double?
  /// `nil` when there is no standard error to build it from.
  public let interval: Interval?
  /// Of the t distribution behind the interval, infinite for the normal one; `nil` where there is none. `n - p`; for clusters
  /// `G - 1`, for CR2 Satterthwaite's, which differ between coefficients and quantities.
  public let degreesOfFreedom: Double?

  /// How the interval was made, where not as the other intervals of the fit are: by the likelihood, where a linear approximation is
  /// far from it.
  public let method: IntervalMethod?

  public init(
    value: Double?, standardError: Double?, interval: Interval?, degreesOfFreedom: Double? = nil,
    method: IntervalMethod? = nil
  ) {
    self.value = value
    self.standardError = standardError
    self.interval = interval
    self.degreesOfFreedom = degreesOfFreedom
    self.method = method
  }

  /// What the data do not determine.
  public static let notEstimable = Estimate(value: nil, standardError: nil, interval: nil)
}

/// A confidence interval. An open end is `nil`, never a large number.
public struct Interval: Sendable, Hashable {
  public let low: Double?
  public let high: Double?
  /// Nominal coverage, between 0 and 1.
  public let level: Double

  /// An end that is no finite number is open: what a double cannot hold is not known.
  public init(low: Double?, high: Double?, level: Double) {
    self.low = low.flatMap { $0.isFinite ? $0 : nil }
    self.high = high.flatMap { $0.isFinite ? $0 : nil }
    self.level = level
  }

  /// Whether the value lies inside, ends included.
  public func contains(_ value: Double) -> Bool {
    (low ?? -.infinity) <= value && value <= (high ?? .infinity)
  }
}
