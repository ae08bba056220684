import Statistics

/// Two one-sided tests: is the estimate within a margin of the target?
///
///     p = max( P(T > (θ̂ - (target - margin))/se),  P(T < (θ̂ - (target + margin))/se) )
///
/// A small p shows equivalence; a large one shows nothing.
///
/// - Source: Schuirmann 1987. R: `TOSTER::tsum_TOST`.
public struct EquivalenceTest: Sendable, Hashable {
  /// `(θ̂ - (target - margin)) / se`.
  public let lowerStatistic: Double
  /// `(θ̂ - (target + margin)) / se`.
  public let upperStatistic: Double
  /// Against a value at or below `target - margin`.
  public let lowerPValue: Double
  /// Against a value at or above `target + margin`.
  public let upperPValue: Double

  public var pValue: Double { max(lowerPValue, upperPValue) }

  public init(estimate: Double, standardError: Double, degreesOfFreedom: Double, target: Double, margin: Double) {
    let t = StudentT(degreesOfFreedom: degreesOfFreedom)
    lowerStatistic = (estimate - (target - margin)) / standardError
    upperStatistic = (estimate - (target + margin)) / standardError
    lowerPValue = t.upperTail(lowerStatistic)
    upperPValue = t.cumulative(upperStatistic)
  }
}
