import Statistics

#if canImport(Glibc)
  import Glibc
#endif

/// The curvature of log value in capability, and what it says.
///
///     log V = a + b·z + q·z²,   z = c - mean(c),   slope at c: b + 2q·z
///
/// Variances are the larger of the HAC one and the classical one times `Autocorrelation.inflation`: rows in sequence depend on one
/// another, and in short series neither alone allows for it (see `docs/decisions/value-verdicts.md`).
///
/// - *exponential*: two one-sided tests of size 1 - level show that the slope at either end of the range is less than `margin` times
///   that at the other;
/// - else *super-exponential* or *sub-exponential*: the interval of q excludes zero, and the slope at the upper end is above zero;
/// - else *not decided*.
public struct ValueCurvature: Sendable {
  /// q, per square of the unit of capability.
  public let curvature: Estimate
  /// By profile likelihood, for independent rows of one noise level; `Fit.profile`.
  public let profile: ProfileInterval
  /// Slope of log value at the least and the greatest capability, per unit.
  public let slopes: [Estimate]
  /// By how much first-order autocorrelation of the residuals raises variances.
  public let inflation: Double
  /// Larger of the two tests that the slopes are alike; `nil` where there is no noise to judge by.
  public let equivalencePValue: Double?
  public let verdict: ValueVerdict

  /// Fewer rows than this decide nothing.
  static let fewestRows = 6

  /// - Returns: `nil` for fewer than three different capabilities, or four rows.
  init?(_ series: ValueSeries, lag: Int, level: Double, margin: Double) throws(TrendError) {
    let c = series.capabilities
    guard c.count >= 4, Set(c).count >= 3 else { return nil }
    let mean = Descriptive.mean(c)
    let z = c.map { $0 - mean }
    let classical: SeriesRegression
    let robust: SeriesRegression
    do {
      let columns = [z, z.map(\.squared)]
      classical = try SeriesRegression(series.logs, on: columns, interval: .classical, level: level)
      robust = try SeriesRegression(series.logs, on: columns, interval: .hac(lag: lag), level: level)
      profile = try classical.fit.profile(Quantity(name: "curvature", expression: .symbol("b2")), level: level)
    } catch {
      throw .fit(error)
    }
    let degrees = classical.degreesOfFreedom
    let factor = Autocorrelation.inflation(classical.residuals)
    inflation = factor
    let isPerfect = classical.fit.statistics.isPerfect
    let estimate = { (weights: [Double]) in
      let value = weights.indices.reduce(0) { $0 + (weights[$1] == 0 ? 0 : weights[$1] * classical.coefficient($1)) }
      let variance = max(factor * classical.variance(weights), robust.variance(weights))
      return Estimate.student(
        value, error: isPerfect ? nil : variance.squareRoot(), degreesOfFreedom: degrees, level: level)
    }
    let ends = [series.range.lowerBound - mean, series.range.upperBound - mean]
    let rows = ends.map { [0, 1, 2 * $0] }
    curvature = estimate([0, 0, 1])
    slopes = rows.map(estimate)
    // slope(one end) - margin·slope(other end) < 0, both ways; both together imply slopes above zero.
    let t = StudentT(degreesOfFreedom: degrees)
    let tests = [(0, 1), (1, 0)].map { one, other in
      let gap = estimate(zip(rows[one], rows[other]).map { $0 - margin * $1 })
      return gap.standardError.map { t.cumulative((gap.value ?? .nan) / $0) }
    }
    let known = tests.compactMap { $0 }
    let equivalence = known.count == 2 ? known.max() : nil
    equivalencePValue = equivalence
    let isEnough = c.count >= Self.fewestRows
    if isEnough, let equivalence, equivalence < 1 - level {
      verdict = .exponential
    } else if isEnough, let low = curvature.interval?.low, low > 0, (slopes[1].value ?? 0) > 0 {
      verdict = .superExponential
    } else if isEnough, let high = curvature.interval?.high, high < 0, (slopes[0].value ?? 0) > 0 {
      verdict = .subExponential
    } else {
      verdict = .notDecided
    }
  }
}
