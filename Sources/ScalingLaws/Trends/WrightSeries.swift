#if canImport(Glibc)
  import Glibc
#endif

/// Wright's law beside Moore's: does the quantity follow what was produced so far, or the calendar?
///
///     Wright: log y = a - w·log Q        Moore: log y = a + b·t
///     both:   log y = a - w·log Q + b·t
///
/// Where Q grows exponentially the two are the same line, and no data can tell them apart (Sahal 1979): `timeRSquared` says how close
/// it comes to that. Intervals as for the trend.
///
/// - Source: Wright 1936; Nagy, Farmer, Bui & Trancik 2013, eq. 1 and 2.
public struct WrightSeries: Sendable {
  /// w.
  public let exponent: Estimate
  /// `2^-w`: what is left after a doubling of Q.
  public let progressRatio: Estimate
  /// w with time held, and b with Q held; not estimable where Q grows exponentially without noise.
  public let exponentGivenTime: Estimate
  public let rateGivenQuantity: Estimate
  /// R² of log Q on time.
  public let timeRSquared: Double
  public let rSquared: Double?
  public let residualSumOfSquares: Double

  /// Constant, exponent and sigma.
  static let parameters = 3

  /// - Returns: `nil` without a cumulative quantity that varies.
  init?(_ series: TimeSeries, level: Double) throws(TrendError) {
    guard let quantity = series.logCumulative, series.points.count > 2,
      let growth = StraightLine(series.years, quantity), growth.slope != 0
    else { return nil }
    do {
      let alone = try SeriesRegression(series.logs, on: [quantity], at: series.years, level: level)
      let exponent = alone.coefficientEstimate(1).negated
      self.exponent = exponent
      progressRatio = alone.coefficientEstimate(1).mapped({ exp2($0) }, slope: { log(2) * exp2($0) })
      rSquared = alone.fit.statistics.rSquared
      residualSumOfSquares = alone.fit.statistics.residualSumOfSquares
      let both =
        series.points.count > 3
        ? try SeriesRegression(series.logs, on: [quantity, series.years], at: series.years, level: level) : nil
      exponentGivenTime = both?.coefficientEstimate(1).negated ?? .notEstimable
      rateGivenQuantity = both?.coefficientEstimate(2) ?? .notEstimable
    } catch {
      throw .fit(error)
    }
    let total = quantity.reduce(0) { $0 + ($1 - growth.meanY).squared }
    timeRSquared = 1 - growth.residualSumOfSquares / total
  }
}

extension Estimate {
  var negated: Estimate {
    Estimate(
      value: value.map(-), standardError: standardError,
      interval: interval.map { Interval(low: $0.high.map(-), high: $0.low.map(-), level: $0.level) },
      degreesOfFreedom: degreesOfFreedom)
  }
}
