/// Limits and tolerances of a fit.
public struct SolverOptions: Sendable, Hashable {
  /// The most steps that are tried, over all stages of a fit.
  public var maximumIterations: Int
  /// The expected decrease of F, relative to F, at which the iterations may end. A certificate asks for
  /// `Certificate.largestExpectedDecrease`, so a fit with a larger tolerance may end without one.
  public var tolerance: Double
  /// Whether the last steps go on until rounding stops them. Refits in a loop do well without.
  public var polishes: Bool

  public init(
    maximumIterations: Int = 2000, tolerance: Double = Certificate.largestExpectedDecrease, polishes: Bool = true
  ) {
    self.maximumIterations = maximumIterations
    self.tolerance = tolerance
    self.polishes = polishes
  }
}
