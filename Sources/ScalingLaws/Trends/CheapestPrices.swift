import Statistics

/// The cheapest rate: how fast the cheap end of the offers of a given score falls, when the spread of offers may grow or shrink.
///
///     r = residuals of `PriceRegression`,   s = max(c + d·t + e·score, 0.15·mean |r|), least squares of |r|; e from 60 models on
///     q = the 10 % quantile of r/s,   rate = k - q·d
///
/// The cheap end lies q·s below the middle, and moves against it as s does. Where scores rise, a spread that grows with the score alone
/// would pass for one that grows in time, so that s has the score in it; with fewer models that costs more than it saves. Intervals come from subsamples of models,
/// `ModelSubsampling`, with t(G-p).
///
/// - Valid when: deviations are of one shape, and their size is straight in time and score.
/// - Source: a location-scale model, He 1997 ("Quantile curves without crossing"), with the scale of absolute residuals (Glejser 1969).
struct CheapestPrices: Sendable {
  /// Yearly decline of the logarithm of the middle price.
  let typical: Double
  /// Of the cheap end.
  let cheapest: Double
  /// d over the mean of |r|: relative growth of the spread in a year.
  let spreadGrowth: Double

  /// The least scale, as a share of the mean: a line that runs below it would blow up single prices.
  private static let floor = 0.15

  /// `nil` where the prices do not determine a rate.
  ///
  /// - Parameter isKept: model by model, whether its prices count; all of them where it is `nil`.
  init?(_ regression: PriceRegression, quantile: Double, isKept: [Bool]? = nil) {
    let rows = isKept.map { isKept in regression.models.indices.filter { isKept[regression.models[$0]] } }
    let take = { (values: [Double]) in rows.map { $0.map { values[$0] } } ?? values }
    let years = take(regression.years)
    // A term that no price of a subsample has is left out of its regression.
    let columns = regression.terms.dropFirst().map { take($0.values) }.filter { column in
      column.contains { $0 != column[0] }
    }
    guard let fit = ColumnRegression(take(regression.logPrices), on: [years] + columns), let slope = fit.slopes.first
    else { return nil }
    typical = -slope
    let sizes = fit.residuals.map(abs)
    let mean = Descriptive.mean(sizes)
    let scale = ColumnRegression(sizes, on: [years] + (regression.scalesWithScore ? [take(regression.scores)] : []))
    guard mean > 1e-9, let scale, let growth = scale.slopes.first else {
      (cheapest, spreadGrowth) = (typical, 0)
      return
    }
    let scaled = sizes.indices.map { row in
      fit.residuals[row] / max(sizes[row] - scale.residuals[row], Self.floor * mean)
    }
    let q = Descriptive.quantile(scaled, probability: quantile)
    cheapest = typical - q * growth
    spreadGrowth = growth / mean
  }

  /// The rate with its interval, how far it lies from the typical one, and the growth of the spread.
  typealias Rates = (found: DefinedRate.Found, difference: Estimate, spreadGrowth: Estimate)

  static func rates(_ regression: PriceRegression, _ question: DefinedRate.Question) -> Rates {
    let (prices, models) = (regression.entries.count, regression.modelCount)
    var found = DefinedRate.Found(logDecline: .notEstimable, prices: prices, models: models)
    let quantile = question.quantile
    guard let whole = CheapestPrices(regression, quantile: quantile) else {
      return (found, .notEstimable, .notEstimable)
    }
    let draws = question.subsampling.draws(models: models, width: 3) { isKept in
      guard let part = CheapestPrices(regression, quantile: quantile, isKept: isKept) else {
        return [.nan, .nan, .nan]
      }
      return [part.cheapest, part.cheapest - part.typical, part.spreadGrowth]
    }
    let estimate = { (index: Int, value: Double) in
      Estimate(
        value, standardError: draws.standardError(index, around: value),
        degreesOfFreedom: Double(models - regression.width), level: question.level)
    }
    found.logDecline = estimate(0, whole.cheapest)
    found.numbers = ["quantile": quantile, "spread_growth": whole.spreadGrowth]
    return (found, estimate(1, whole.cheapest - whole.typical), estimate(2, whole.spreadGrowth))
  }
}
