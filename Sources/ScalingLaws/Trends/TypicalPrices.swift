/// The typical rate: k of `PriceRegression` by least squares, with CR3 standard errors by model and t(G-1).
///
/// It says how the price of the middle offer of a given score falls, price cuts held apart.
///
/// - Source: CR3: Bell & McCaffrey 2002. R: `lm(log(price) ~ t + rms::rcs(score, 4) + later)`, `clubSandwich::vcovCR(type = "CR3")`.
enum TypicalPrices {
  static func rate(_ regression: PriceRegression, _ question: DefinedRate.Question) -> DefinedRate.Found {
    var found = DefinedRate.Found(
      logDecline: .notEstimable, prices: regression.entries.count, models: regression.modelCount)
    do {
      let fit = try regression.fit(level: question.level)
      guard let k = fit.coefficients["k"], let value = k.value else { return found }
      found.logDecline = Estimate(
        value, standardError: fit.statistics.isPerfect ? nil : k.standardError,
        degreesOfFreedom: k.degreesOfFreedom ?? Double(found.models - 1), level: question.level)
      found.numbers = ["knots": Double(regression.spline.knots.count), "terms": Double(regression.width)]
    } catch {
      found.problem = error.description
    }
    return found
  }
}
