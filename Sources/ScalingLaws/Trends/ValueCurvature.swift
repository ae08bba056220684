import Statistics

#if canImport(Glibc)
  import Glibc
#endif

/// The curvature of log value in capability, and what it says.
///
///     log V = a + b·z + q·z² + d·t,   z = c - mean(c),   slope at c: b + 2q·z
///
/// The date t stands beside capability wherever dates differ, so that a trend in time alone is not taken for a bend in capability.
/// Intervals and tests allow for deviations that resemble their neighbours; see `SerialDependence`.
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
  /// Whether the date stands beside capability.
  public let holdsDate: Bool
  /// Slope of log value at the least and the greatest capability, per unit.
  public let slopes: [Estimate]
  /// Larger of the two tests that the slopes are alike; `nil` where there is no noise to judge by.
  public let equivalencePValue: Double?
  public let verdict: ValueVerdict

  /// Fewer rows than this decide nothing.
  static let fewestRows = 6

  /// - Returns: `nil` for fewer than three different capabilities, or four rows.
  init?(_ series: ValueSeries, level: Double, margin: Double) throws(TrendError) {
    let c = series.capabilities
    guard c.count >= 4, Set(c).count >= 3 else { return nil }
    let mean = Descriptive.mean(c)
    let z = c.map { $0 - mean }
    let regression: SeriesRegression
    do {
      let meanDate = Descriptive.mean(series.dates)
      let isDated = c.count > 4 && series.dates.contains { $0 != series.dates[0] }
      let columns = [z, z.map(\.squared)] + (isDated ? [series.dates.map { $0 - meanDate }] : [])
      regression = try SeriesRegression(series.logs, on: columns, at: series.dates, level: level)
      profile = try regression.fit.profile(Quantity(name: "curvature", expression: .symbol("b2")), level: level)
      holdsDate = isDated
    } catch {
      throw .fit(error)
    }
    let ends = [series.range.lowerBound - mean, series.range.upperBound - mean]
    let isHeld = holdsDate
    let rows = ends.map { [0, 1, 2 * $0] + (isHeld ? [0] : []) }
    curvature = regression.coefficientEstimate(2)
    slopes = rows.map(regression.estimate)
    // slope(one end) - margin·slope(other end) < 0, both ways; both together imply slopes above zero.
    let tests = [(0, 1), (1, 0)].map { one, other in
      regression.dependence?.isBelow(zip(rows[one], rows[other]).map { $0 - margin * $1 })
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
