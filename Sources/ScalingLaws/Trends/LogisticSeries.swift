#if canImport(Glibc)
  import Glibc
#endif

/// A quantity that approaches a limit: a ceiling where it grows, a floor where it falls.
///
///     y = limit·logistic(r·(t - t₀)) where it grows,   y = limit / logistic(r·(t - t₀)) where it falls
///
/// Least squares on the log scale, so that it is compared with the other forms on the same rows and residuals. Far before t₀ it is an
/// exponential of rate r.
public struct LogisticSeries: Sendable {
  /// In the unit of the quantity.
  public let limit: Estimate
  /// Per year.
  public let rate: Estimate
  /// Decimal year in which it is half of the ceiling, or twice the floor.
  public let middle: Estimate
  public let isGrowth: Bool
  public let residualSumOfSquares: Double
  private let point: (limit: Double, rate: Double, middle: Double)

  /// Ceiling, rate, middle and sigma.
  static let parameters = 4

  /// - Parameters:
  ///   - years: of the rows.
  ///   - origin: the decimal year from which `years` count.
  ///   - starts: the most starts of the search.
  /// - Returns: `nil` where the rows determine no limit: the best middle lies outside the rows by more than their span, no optimum is
  ///   certified, or the interval of the ceiling (of the reciprocal, where the quantity falls) reaches zero. The form then foretells
  ///   what the exponential does.
  init?(
    years: [Double], logs: [Double], isGrowth: Bool, level: Double, origin: Double = 0, starts: Int = 16
  ) {
    guard years.count >= 5, let first = years.first, let last = years.last, last > first else { return nil }
    let sign = isGrowth ? 1.0 : -1.0
    let middle = logs.reduce(0, +) / Double(logs.count)
    let span = last - first
    var options = FitOptions(
      scale: .log, interval: .series, level: level, domains: ["t0": .between(first - span, last + span)],
      starts: starts)
    options.collectsWarnings = false
    // About their mean, so that the exponential neither overflows nor changes a digit.
    guard
      let table = try? Table(
        source: "series",
        columns: [
          Column(name: "t", storage: .numbers(years)),
          Column(name: "share", storage: .numbers(logs.map { exp(sign * ($0 - middle)) })),
        ]),
      let fit = try? Law.logisticAdoption.fit(to: table, options: options), fit.isTrusted,
      fit.convergence.atBound.isEmpty, let ceiling = fit.coefficients["ceiling"], let height = ceiling.value,
      let rate = fit.coefficients["r"], let steepness = rate.value, let half = fit.coefficients["t0"],
      let place = half.value, height > 0, let least = ceiling.interval?.low, least > 0
    else { return nil }
    let scaled = { (value: Double) in exp(sign * .logarithm(value) + middle) }
    let ends = ceiling.interval.map { ends in
      let images = [ends.low, ends.high].map { $0.flatMap { $0 > 0 ? scaled($0) : nil } }
      return Interval(
        low: isGrowth ? images[0] : images[1], high: isGrowth ? images[1] : images[0], level: ends.level)
    }
    limit = Estimate(
      value: scaled(height), standardError: ceiling.standardError.map { scaled(height) * $0 / height }, interval: ends,
      degreesOfFreedom: ceiling.degreesOfFreedom)
    self.rate = rate
    self.middle = half.shifted(by: origin)
    self.isGrowth = isGrowth
    residualSumOfSquares = fit.statistics.residualSumOfSquares
    point = (.logarithm(scaled(height)), steepness, place)
  }

  /// On the log scale.
  func value(at year: Double) -> Double {
    point.limit - (isGrowth ? 1 : -1) * log1p(exp(-point.rate * (year - point.middle)))
  }
}
