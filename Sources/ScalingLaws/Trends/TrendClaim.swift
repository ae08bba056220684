#if canImport(Glibc)
  import Glibc
#endif

/// A claimed rate held against a trend that may rise or fall.
public struct TrendClaim: Sendable {
  /// As it was written.
  public let claim: Rate
  /// The direction that the claim is read in: its own, or where it leaves that open, that of the estimate.
  public let direction: Rate.Direction
  /// Rates and factors in it are those of the claim's direction: above 1 where the quantity moves that way.
  public let verdict: Verdict?
  /// What would decide a claim that these rows do not; `nil` for one that is decided.
  public let power: ClaimPower?

  /// - Parameters:
  ///   - rate: of the trend; a verdict needs its standard error.
  ///   - span: years that the rows cover.
  init(_ claim: Rate, of rate: GrowthRate, span: Double, level: Double, margin: Double) {
    self.claim = claim
    direction = claim.direction ?? (rate.isGrowth ? .rises : .falls)
    let estimate = rate.logPerYear
    guard let value = estimate.value, let error = estimate.standardError, let degrees = estimate.degreesOfFreedom else {
      (verdict, power) = (nil, nil)
      return
    }
    // A verdict speaks of a decline; a rise is the decline of the reciprocal.
    let sign = direction == .rises ? 1.0 : -1.0
    let decline = Rate(claim, direction: .falls)
    let found = Verdict(
      of: decline, logDecline: sign * value, standardError: error, degreesOfFreedom: degrees, level: level,
      margin: margin)
    verdict = found
    power =
      found.answer == .notDecided && span > 0
      ? ClaimPower(
        of: decline, logDecline: sign * value, standardError: error, span: span, level: level, margin: margin) : nil
  }
}

extension Rate {
  /// The same factor and period in another direction.
  init(_ rate: Rate, direction: Direction) {
    text = rate.text
    factor = rate.factor
    years = rate.years
    self.direction = direction
  }
}
