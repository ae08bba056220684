import Statistics

#if canImport(Glibc)
  import Glibc
#endif

/// The trend of horizons over dates of release, with what is uncertain in both steps.
///
///     log h = a + b·t + scatter of models + errors of the horizons,   t in years of 365.25 days
///
/// Least squares gives b. What the choice of items does to it is I, the variance of the slope over resamples of the items, all models
/// seeing the same tasks. What models scatter about the trend for other reasons is in the residuals, together with the part of the items'
/// errors that differs between models; that part, e of the residuals' mean square s², is taken off, so that nothing counts twice. With
/// R the variance of the slope by the residuals, under each noise that they allow (`SerialDependence`):
///
///     var = (1 - min(1, e/s²))·R + I
///
/// Of a table of horizons, I and e come from the lengths of its intervals, as if the errors of models were independent. They are not
/// where all models saw the same tasks, so that there the variance is never taken for less than R.
///
/// - Valid when: see docs/decisions/horizon.md for the coverage, and what else was tried.
public struct HorizonTrend: Sendable {
  /// Of horizons at this chance of success.
  public let chance: Double
  /// Indices of the models of the trend in those of the analysis.
  public let models: [Int]
  /// The interval allows for deviations that resemble their neighbours.
  public let growth: GrowthRate
  /// The same if models deviate from the trend independently.
  public let independent: GrowthRate
  /// What the choice of items alone leaves open.
  public let itemsOnly: GrowthRate
  /// Of the residuals, in doublings.
  public let scatter: Double?
  /// The part of the residuals' variance that the items explain.
  public let itemShare: Double?
  /// What the models can tell of their deviations; `nil` where there is no scatter.
  public let deviations: TrendAnalysis.Deviations?
  public let shapes: [HorizonShape]
  let regression: SeriesRegression
  let items: ItemErrors?
  private let firstYear: Double
  private let level: Double

  /// Doubling time in days.
  public var doublingDays: Estimate { growth.daysPerFactorOfTwo }
}

extension GrowthRate {
  /// Days in which it doubles, or halves where it falls; the upper end is open where the rate may be zero.
  public var daysPerFactorOfTwo: Estimate {
    let years = yearsPerFactorOfTwo
    let days = { (value: Double) in value * Double.daysPerYear }
    return Estimate(
      value: years.value.map(days), standardError: years.standardError.map(days),
      interval: years.interval.map {
        Interval(low: $0.low.map(days), high: $0.high.map(days), level: $0.level)
      }, degreesOfFreedom: years.degreesOfFreedom)
  }
}

/// What the choice of items does to a line through horizons.
enum ItemErrors: Sendable {
  /// Intercept and slope in each resample of the items, and the mean square that they leave between models.
  case resamples(levels: [Double], slopes: [Double], residualVariance: Double)
  /// Standard errors of the log horizons, independent between models.
  case errors(times: [Double], [Double])

  /// - Parameter draws: replicate by replicate the log horizons at the times of the models.
  /// - Returns: `nil` for fewer than a hundred resamples, or models at one time.
  init?(times t: [Double], draws: [[Double]]) {
    guard draws.count >= 100, t.count > 2 else { return nil }
    let middles = t.indices.map { model in Descriptive.median(draws.map { $0[model] }) }
    let lines = draws.compactMap { draw in StraightLine(t, zip(draw, middles).map { $0 - $1 }) }
    guard lines.count == draws.count else { return nil }
    // A resample whose curve is nearly flat has a horizon of any size: the middle of the squares, not their mean.
    let residuals = Descriptive.median(lines.map(\.residualSumOfSquares)) / Double(t.count - 2)
    self = .resamples(
      levels: lines.map { $0.value(at: 0) }, slopes: lines.map(\.slope), residualVariance: residuals)
  }

  /// The mean square that the items leave about a line.
  var residualVariance: Double {
    switch self {
    case .resamples(_, _, let variance): return variance
    case .errors(let t, let errors):
      guard let line = StraightLine(t, t) else { return 0 }
      let n = Double(t.count)
      // The trace of (1 - H)·Σ over n - 2.
      return t.indices.reduce(0) { total, row in
        total + errors[row].squared * (1 - 1 / n - (t[row] - line.meanX).squared / line.sxx)
      } / (n - 2)
    }
  }

  /// The variance that the items alone give to `Σ wᵢbᵢ`, of a line's intercept and slope.
  func variance(_ weights: [Double]) -> Double {
    switch self {
    case .resamples(let levels, let slopes, _):
      // By the tails that an interval ends at, for the reason given above.
      let sums = zip(levels, slopes).map { weights[0] * $0 + weights[1] * $1 }.sorted()
      let ends = [0.025, 0.975].map { Descriptive.quantile(sorted: sums, probability: $0) }
      return ((ends[1] - ends[0]) / (2 * StandardNormal().quantile(0.975))).squared
    case .errors(let t, let errors):
      guard let line = StraightLine(t, t) else { return 0 }
      let shift = weights[1] - weights[0] * line.meanX
      return t.indices.reduce(0) { total, row in
        let weight = weights[0] / Double(t.count) + shift * (t[row] - line.meanX) / line.sxx
        return total + (errors[row] * weight).squared
      }
    }
  }

  /// The variance of `Σ wᵢbᵢ` as a function of that which the residuals give it.
  ///
  /// - Parameter share: of the residuals' variance that the items explain.
  func total(_ weights: [Double], share: Double) -> (_ own: Double) -> Double {
    let added = variance(weights)
    switch self {
    case .resamples: return { (1 - share) * $0 + added }
    case .errors: return { max($0, (1 - share) * $0 + added) }
    }
  }
}

extension HorizonTrend {
  /// - Parameters:
  ///   - models: their indices in the analysis.
  ///   - years: decimal, ascending, not all the same.
  ///   - logs: natural logarithms of the horizons.
  ///   - errors: their standard errors, where a table has them; `nil` where resamples say more, or nothing is known.
  ///   - draws: replicate by replicate the logs of the same models.
  init(
    chance: Double, models: [Int], years: [Double], logs: [Double], errors: [Double]?, draws: [[Double]],
    level: Double
  ) throws(FitError) {
    let first = years.first ?? .nan
    let t = years.map { $0.julianYears - first.julianYears }
    let line = try SeriesRegression(logs, on: [t], at: t, level: level)
    let items = t.count < 3 ? nil : errors.map { .errors(times: t, $0) } ?? ItemErrors(times: t, draws: draws)
    self.chance = chance
    self.models = models
    self.items = items
    self.level = level
    firstYear = first
    regression = line
    let degrees = line.degreesOfFreedom
    let variance = degrees > 0 ? line.residuals.reduce(0) { $0 + $1.squared } / degrees : nil
    scatter = variance.map { $0.squareRoot() / log(2) }
    let share = items.flatMap { items in
      variance.flatMap { $0 > 0 ? min(1, items.residualVariance / $0) : nil }
    }
    itemShare = share
    deviations = line.dependence?.deviations
    let slope = line.weights(of: 1)
    let total = items?.total(slope, share: share ?? 0)
    growth = GrowthRate(line.estimate(slope, total: total))
    independent = GrowthRate(line.independent(slope, total: total))
    itemsOnly = GrowthRate(
      Estimate(
        line.coefficient(1), standardError: items?.variance(slope).squareRoot(),
        degreesOfFreedom: .infinity, level: level))
    shapes = HorizonShape.all(t, logs, draws: draws)
  }

  /// The line on a date, with the interval that it has if models deviate independently: that of a level that wanders says nothing of
  /// a line.
  public func horizon(on date: Double) -> Estimate {
    let weights = [1, date.julianYears - firstYear.julianYears]
    let line = regression.independent(weights, total: items?.total(weights, share: itemShare ?? 0))
    return line.mapped({ exp($0) }, slope: { exp($0) })
  }
}

extension SeriesRegression {
  /// `Σ wᵢbᵢ` by least squares, whatever the noise.
  ///
  /// - Parameter total: the variance to take for that which the residuals give.
  func estimate(_ weights: [Double], total: ((_ variance: Double) -> Double)?) -> Estimate {
    let value = value(weights)
    guard value.isFinite else { return .notEstimable }
    return dependence?.estimate(value, weights, total: total)
      ?? Estimate(value: value, standardError: nil, interval: nil)
  }

  /// The same if deviations are independent.
  func independent(_ weights: [Double], total: ((_ variance: Double) -> Double)?) -> Estimate {
    let value = value(weights)
    guard value.isFinite else { return .notEstimable }
    let own = fit.covariance.quadratic(weights)
    return Estimate(
      value, standardError: dependence == nil ? nil : (total?(own) ?? own).squareRoot(),
      degreesOfFreedom: degreesOfFreedom, level: fit.options.level)
  }
}

extension Double {
  static let daysPerYear = 365.25

  /// A decimal year as years of 365.25 days: equal times are equal numbers of days, as decimal years of 365 and 366 days are not.
  var julianYears: Double { (CalendarDate(decimalYear: self, to: .second)?.days ?? .nan) / Self.daysPerYear }
}
