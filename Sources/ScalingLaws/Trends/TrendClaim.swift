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
  ///   - rate: of the trend.
  ///   - line: of log value on time; a verdict needs scatter about it. The claim is rejected, or shown, where every noise that the rows
  ///     allow rejects or shows it.
  ///   - span: years that the rows cover.
  init(_ claim: Rate, of rate: GrowthRate, line: SeriesRegression, span: Double, level: Double, margin: Double) {
    self.claim = claim
    direction = claim.direction ?? (rate.isGrowth ? .rises : .falls)
    let estimate = rate.logPerYear
    guard let value = estimate.value, let error = estimate.standardError, let interval = estimate.interval,
      let dependence = line.dependence
    else {
      (verdict, power) = (nil, nil)
      return
    }
    // A verdict speaks of a decline; a rise is the decline of the reciprocal.
    let sign = direction == .rises ? 1.0 : -1.0
    let decline = Rate(claim, direction: .falls)
    let target = sign * decline.annualLogDecline
    let slope = line.weights(of: 1)
    // Further from the claim than the margin, on either side.
    let beyond = [1.0, -1].map { dependence.isBelow(slope, target: target + $0 * log(margin), sign: $0) }
    let ends = [interval.low, interval.high].compactMap { $0.map { exp(sign * $0) } }.sorted()
    let found = Verdict(
      of: decline, logDecline: sign * value, differencePValue: dependence.twoSided(slope, equals: target),
      equivalencePValue: beyond.max() ?? 1, indistinguishable: Interval(low: ends.first, high: ends.last, level: level),
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
