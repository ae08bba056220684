import Statistics

#if canImport(Glibc)
  import Glibc
#endif

/// A trend that changes its rate once, the lines meeting at the break.
///
///     log y = level + slope·(t - τ) + change·max(t - τ, 0)
///
/// - Test: is there a break at all? `F = max over τ of (RSS₀ - RSS(τ)) / (RSS(τ)/(n-4))`; the p-value is the share of simulated series
///   without a break, on the same dates, whose F is as large. Their noise is normal, with the first-order autocorrelation of the
///   residuals.
/// - Interval of the date: `RSS(τ) <= RSS(τ̂)·(1 + c·F(level; 1, n-4)/(n-4))`, from its first date to its last, with c =
///   `Autocorrelation.inflation` of the residuals. An end on the edge of where a break can be is open.
/// - Rates: least squares at τ̂ with the derivative by τ beside the lines, so that their HAC errors hold the uncertainty of τ.
/// - Source: Hudson 1966; Muggeo 2003; Andrews 1993 (sup F); Barnard 1963 (simulated p-value). R: `segmented::segmented`.
public struct SegmentedSeries: Sendable {
  /// Decimal year.
  public let date: Double
  public let interval: Interval
  public let before: GrowthRate
  public let after: GrowthRate
  public let statistic: Double
  public let pValue: Double
  public let residualSumOfSquares: Double
  /// Autocorrelation of the noise that the test and the interval reckon with.
  public let autocorrelation: Double
  /// Where a break was looked for, as decimal years.
  public let searched: ClosedRange<Double>
  /// Of a new observation after the last row.
  let band: DateBand

  /// Of the segmented form, sigma counted: level, two rates, the date and sigma.
  static let parameters = 5

  /// - Parameters:
  ///   - series: dates and positive values.
  ///   - lag: of the HAC errors.
  ///   - level: nominal coverage of intervals.
  ///   - seed: of the simulated series.
  ///   - simulations: how many series are simulated for the p-value.
  ///
  /// `nil` for fewer than eight rows, too few dates on a side, or rows exactly on a line.
  public init?(
    _ series: TimeSeries, lag: Int, level: Double = 0.95, seed: UInt64 = 0, simulations: Int = 999
  ) throws(TrendError) {
    let (t, y) = (series.years, series.logs)
    let n = t.count
    guard let search = HingeSearch(t), let line = StraightLine(t, y) else { return nil }
    let residuals = line.residuals(t, y)
    let (tau, gain) = search.best(residuals)
    let rss = line.residualSumOfSquares - gain
    guard rss > 1e-20 * line.residualSumOfSquares, line.residualSumOfSquares > 1e-20 * line.slope.squared * line.sxx
    else { return nil }
    let fitted = try HingeFit(t: t, y: y, tau: tau, lag: lag, level: level)
    let degrees = Double(n - 4)
    let quantile = FDistribution(numerator: 1, denominator: degrees).quantile(level)
    let limit = rss * (1 + Autocorrelation.inflation(fitted.residuals) * quantile / degrees)
    let places =
      search.places(residuals, gainAtLeast: line.residualSumOfSquares - limit) ?? tau...tau
    let first = series.firstDate
    date = first + tau
    interval = Interval(
      low: places.lowerBound <= search.range.lowerBound ? nil : first + min(places.lowerBound, tau),
      high: places.upperBound >= search.range.upperBound ? nil : first + max(places.upperBound, tau), level: level)
    (before, after, band) = (fitted.before, fitted.after, fitted.band)
    residualSumOfSquares = rss
    statistic = degrees * gain / rss
    let rho = Autocorrelation.ofNoise(fitted.residuals)
    autocorrelation = rho
    searched = (first + search.range.lowerBound)...(first + search.range.upperBound)
    let ratio = gain / rss
    let larger = (0..<simulations).count { index in
      let noise = Self.noise(n, autocorrelation: rho, seed: seed, stream: UInt64(index))
      guard let null = StraightLine(t, noise) else { return false }
      let best = search.best(null.residuals(t, noise)).gain
      return best / (null.residualSumOfSquares - best) >= ratio
    }
    pValue = Double(larger + 1) / Double(simulations + 1)
  }

  private static func noise(_ count: Int, autocorrelation rho: Double, seed: UInt64, stream: UInt64) -> [Double] {
    var random = RandomStream(seed: seed, stream: stream)
    let fresh = (1 - rho * rho).squareRoot()
    var noise = [random.normal()]
    while noise.count < count { noise.append(rho * (noise.last ?? 0) + fresh * random.normal()) }
    return noise
  }
}

/// The two lines of a break, and what is known of them.
private struct HingeFit {
  let before: GrowthRate
  let after: GrowthRate
  let residuals: [Double]
  let band: DateBand

  init(t: [Double], y: [Double], tau: Double, lag: Int, level: Double) throws(TrendError) {
    let hinge = t.map { max($0 - tau, 0) }
    do {
      let lines = try SeriesRegression(y, on: [t, hinge], interval: .classical, level: level)
      let (level0, slope, change) = (lines.coefficient(0), lines.coefficient(1), lines.coefficient(2))
      let step = t.map { $0 > tau ? -change : 0 }
      let full = try SeriesRegression(y, on: [t, hinge, step], interval: .hac(lag: lag), level: level)
      let degrees = full.degreesOfFreedom
      let rate = { (value: Double, weights: [Double]) in
        GrowthRate(
          .student(
            value, error: full.variance(weights).squareRoot(), degreesOfFreedom: degrees, level: level))
      }
      before = rate(slope, [0, 1, 0, 0])
      after = rate(slope + change, [0, 1, 1, 0])
      residuals = lines.residuals
      let end = t.last ?? 0
      // At s years after the last row: (1, end + s, end + s - tau, -change).
      let (constant, linear) = ([1, end, end - tau, -change], [0.0, 1, 1, 0])
      let both = zip(constant, linear).map { $0 + $1 }
      let (v0, v2) = (full.variance(constant), full.variance(linear))
      let sigma = (lines.fit.statistics.residualSumOfSquares / degrees)
      band = DateBand(
        value: level0 + slope * end + change * (end - tau), slope: slope + change,
        variance: (v0, full.variance(both) - v0 - v2, v2), noise: sigma, degreesOfFreedom: degrees)
    } catch {
      throw .fit(error)
    }
  }
}
