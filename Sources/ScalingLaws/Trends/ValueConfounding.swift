import Statistics

/// Capability and date beside each other: how far the rows can tell what value goes with.
///
///     log V = a + b·c;   log V = a + d·t;   log V = a + b·c + d·t;   log V = a + b·c + q·c² + d·t
///
/// No regression here says that one moves the other: both may follow something else.
public struct ValueConfounding: Sendable {
  /// Pearson's, of capability and date.
  public let correlation: Double
  /// Of log value on date alone; `nil` for rows of one date.
  public let dateRSquared: Double?
  /// b with date held, per unit of capability.
  public let slopeGivenDate: Estimate
  /// d with capability held, per year.
  public let ratePerYearGivenCapability: Estimate
  /// q with date held.
  public let curvatureGivenDate: Estimate

  init(_ series: ValueSeries, lag: Int, level: Double) throws(TrendError) {
    let (c, t, y) = (series.capabilities, series.dates, series.logs)
    let (meanC, meanT) = (Descriptive.mean(c), Descriptive.mean(t))
    let (z, u) = (c.map { $0 - meanC }, t.map { $0 - meanT })
    correlation = Correlation.pearson(c, t)
    var (slope, rate, curvature) = (Estimate.notEstimable, Estimate.notEstimable, Estimate.notEstimable)
    var share: Double?
    do {
      if t.contains(where: { $0 != t.first }), c.count > 2 {
        share = try SeriesRegression(y, on: [u], interval: .classical, level: level).fit.statistics.rSquared
        if c.count > 3 {
          (slope, rate) = try Self.partial(y, [z, u], of: (1, 2), lag: lag, level: level)
        }
        if c.count > 4, Set(c).count > 2 {
          curvature = try Self.partial(y, [z, z.map(\.squared), u], of: (2, 3), lag: lag, level: level).0
        }
      }
    } catch {
      throw .fit(error)
    }
    dateRSquared = share
    (slopeGivenDate, ratePerYearGivenCapability, curvatureGivenDate) = (slope, rate, curvature)
  }

  /// Two coefficients, with errors as those of `ValueCurvature`.
  private static func partial(
    _ y: [Double], _ columns: [[Double]], of pair: (Int, Int), lag: Int, level: Double
  ) throws(FitError) -> (Estimate, Estimate) {
    let classical = try SeriesRegression(y, on: columns, interval: .classical, level: level)
    let robust = try SeriesRegression(y, on: columns, interval: .hac(lag: lag), level: level)
    let factor = Autocorrelation.inflation(classical.residuals)
    let estimate = { (index: Int) in
      let value = classical.coefficient(index)
      guard value.isFinite else { return Estimate.notEstimable }
      let weights = (0...columns.count).map { $0 == index ? 1.0 : 0 }
      let variance = max(factor * classical.variance(weights), robust.variance(weights))
      return .student(
        value, error: classical.fit.statistics.isPerfect ? nil : variance.squareRoot(),
        degreesOfFreedom: classical.degreesOfFreedom, level: level)
    }
    return (estimate(pair.0), estimate(pair.1))
  }
}
