import Statistics

/// Capability and date beside each other: how far the rows can tell what value goes with.
///
///     log V = a + b·c;   log V = a + d·t;   log V = a + b·c + d·t;   log V = a + b·c + q·c²
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
  /// q without the date beside it.
  public let curvatureWithoutDate: Estimate

  init(_ series: ValueSeries, level: Double) throws(TrendError) {
    let (c, t, y) = (series.capabilities, series.dates, series.logs)
    let (meanC, meanT) = (Descriptive.mean(c), Descriptive.mean(t))
    let (z, u) = (c.map { $0 - meanC }, t.map { $0 - meanT })
    correlation = Correlation.pearson(c, t)
    var (slope, rate, curvature) = (Estimate.notEstimable, Estimate.notEstimable, Estimate.notEstimable)
    var share: Double?
    do {
      if t.contains(where: { $0 != t.first }), c.count > 2 {
        share = try SeriesRegression(y, on: [u], at: t, level: level).fit.statistics.rSquared
        if c.count > 3 {
          (slope, rate) = try Self.partial(y, [z, u], of: (1, 2), at: t, level: level)
        }
        if c.count > 4, Set(c).count > 2 {
          curvature = try SeriesRegression(y, on: [z, z.map(\.squared)], at: t, level: level).coefficientEstimate(2)
        }
      }
    } catch {
      throw .fit(error)
    }
    dateRSquared = share
    (slopeGivenDate, ratePerYearGivenCapability, curvatureWithoutDate) = (slope, rate, curvature)
  }

  /// Two coefficients.
  private static func partial(
    _ y: [Double], _ columns: [[Double]], of pair: (Int, Int), at times: [Double], level: Double
  ) throws(FitError) -> (Estimate, Estimate) {
    let regression = try SeriesRegression(y, on: columns, at: times, level: level)
    return (regression.coefficientEstimate(pair.0), regression.coefficientEstimate(pair.1))
  }
}
