import LinearAlgebra
import Statistics

#if canImport(Glibc)
  import Glibc
#endif

/// The trend of horizons over dates of release, with what is uncertain in both steps.
///
///     log h = a + b·t + scatter of models + errors of the horizons,   t in years of 365.25 days
///
/// Least squares gives b. Its variance has two parts. What the choice of items does to the slope, all models seeing the same tasks, is the
/// variance of the slope over the resamples of the items, I. What models scatter about the trend for other reasons is in the residuals,
/// together with the part of the items' errors that differs between models; that part is taken off, so that nothing counts twice:
///
///     var = I + max(0, 1 - e/s²)·var_residuals,   e the mean square that the items alone leave about a line, s² that of the residuals
///
/// Of a table of horizons I and e come from the lengths of the intervals, as if the errors of models were independent.
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
  private let items: ItemErrors?
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
struct ItemErrors: Sendable {
  /// Of intercept and slope.
  let covariance: Matrix
  /// The mean square about a line that items leave between models.
  let residualVariance: Double

  /// Of resamples: replicate by replicate the log horizons at the times of the models.
  ///
  /// - Returns: `nil` for fewer than ten resamples, or models at one time.
  init?(times t: [Double], draws: [[Double]]) {
    guard draws.count >= 10, t.count > 2 else { return nil }
    let means = t.indices.map { model in Descriptive.mean(draws.map { $0[model] }) }
    var (squares, sums) = (0.0, [0.0, 0.0, 0.0])
    for draw in draws {
      guard let line = StraightLine(t, zip(draw, means).map { $0 - $1 }) else { return nil }
      let (level, slope) = (line.value(at: 0), line.slope)
      sums[0] += level * level
      sums[1] += level * slope
      sums[2] += slope * slope
      squares += line.residualSumOfSquares / Double(t.count - 2)
    }
    let count = Double(draws.count - 1)
    covariance = Matrix(rows: 2, columns: 2, elements: [sums[0], sums[1], sums[1], sums[2]].map { $0 / count })
    residualVariance = squares / count
  }

  /// Of standard errors of log horizons, independent between models.
  init?(times t: [Double], errors: [Double]) {
    let n = Double(t.count)
    guard t.count > 2, let line = StraightLine(t, t) else { return nil }
    // Weights of each model in intercept and slope.
    let slopes = t.map { ($0 - line.meanX) / line.sxx }
    let levels = slopes.map { 1 / n - line.meanX * $0 }
    let sum = { (a: [Double], b: [Double]) in
      errors.indices.reduce(0.0) { $0 + errors[$1].squared * a[$1] * b[$1] }
    }
    covariance = Matrix(
      rows: 2, columns: 2,
      elements: [sum(levels, levels), sum(levels, slopes), sum(levels, slopes), sum(slopes, slopes)])
    // The trace of (1 - H)·Σ over n - 2.
    residualVariance =
      t.indices.reduce(0.0) { total, row in
        let leverage = 1 / n + (t[row] - line.meanX).squared / line.sxx
        return total + errors[row].squared * (1 - leverage)
      } / (n - 2)
  }
}

extension HorizonTrend {
  /// - Parameters:
  ///   - times: decimal years, ascending, not all the same.
  ///   - logs: natural logarithms of the horizons.
  ///   - items: `nil` where nothing is known of the errors of horizons.
  ///   - draws: replicate by replicate the logs of the same models; for the comparison of shapes.
  init(
    chance: Double, models: [Int], years: [Double], logs: [Double], errors: [Double]?, draws: [[Double]],
    level: Double
  ) throws(FitError) {
    let first = years.first ?? .nan
    let t = years.map { $0.julianYears - first.julianYears }
    let line = try SeriesRegression(logs, on: [t], at: t, level: level)
    let items = errors.flatMap { ItemErrors(times: t, errors: $0) } ?? ItemErrors(times: t, draws: draws)
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
    let rest = 1 - (share ?? 0)
    let added = items?.covariance.quadratic(slope) ?? 0
    growth = GrowthRate(line.estimate(slope, keeping: rest, adding: added))
    independent = GrowthRate(line.independent(slope, keeping: rest, adding: added))
    itemsOnly = GrowthRate(
      Estimate(
        line.coefficient(1), standardError: items == nil ? nil : added.squareRoot(), degreesOfFreedom: .infinity,
        level: level))
    shapes = HorizonShape.all(t, logs, draws: draws)
  }

  /// The line, with its interval, on a date.
  public func horizon(on date: Double) -> Estimate {
    let weights = [1, date.julianYears - firstYear.julianYears]
    let line = regression.estimate(
      weights, keeping: 1 - (itemShare ?? 0), adding: items?.covariance.quadratic(weights) ?? 0)
    return line.mapped({ exp($0) }, slope: { exp($0) })
  }
}

extension SeriesRegression {
  /// `Σ wᵢbᵢ` by least squares; the interval keeps a part of the variance that the residuals give it, and adds some of other origin.
  func estimate(_ weights: [Double], keeping share: Double, adding variance: Double) -> Estimate {
    let value = value(weights)
    guard value.isFinite else { return .notEstimable }
    guard let dependence else { return Estimate(value: value, standardError: nil, interval: nil) }
    return dependence.estimate(value, weights, keeping: share, adding: variance)
  }

  /// The same if deviations are independent.
  func independent(_ weights: [Double], keeping share: Double, adding variance: Double) -> Estimate {
    let value = value(weights)
    guard value.isFinite else { return .notEstimable }
    let total = dependence == nil ? nil : (share * fit.covariance.quadratic(weights) + variance).squareRoot()
    return Estimate(value, standardError: total, degreesOfFreedom: degreesOfFreedom, level: fit.options.level)
  }
}

extension Double {
  static let daysPerYear = 365.25

  /// A decimal year as years of 365.25 days: equal times are equal numbers of days, as decimal years of 365 and 366 days are not.
  var julianYears: Double { (CalendarDate(decimalYear: self, to: .second)?.days ?? .nan) / Self.daysPerYear }
}
