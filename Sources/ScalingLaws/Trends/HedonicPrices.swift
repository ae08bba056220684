#if canImport(Glibc)
  import Glibc
#endif

/// Hedonic regression: log price on time and score, over all prices that have a score.
///
///     log price = a_g - k·t + b·score
///
/// with a constant of its own for each group g (vendor, family) where groups are named. k is the decline at a given score.
/// Standard errors are CR3, clustered by model, with t(G-1).
///
/// - Valid when: the price of a point of score is the same at every time and every score.
/// - Source: Griliches 1961; CR3: Bell & McCaffrey 2002. R: `lm(log(price) ~ t + score + vendor)`,
///   `clubSandwich::vcovCR(type = "CR3")`.
enum HedonicPrices {
  static func rate(_ prices: PriceList, _ question: DefinedRate.Question) -> DefinedRate.Found {
    let group = prices.columns.group
    let entries = prices.entries.filter { $0.score != nil && (group == nil || $0.group != nil) }
    var found = DefinedRate.Found(
      logDecline: .notEstimable, prices: entries.count, models: Set(entries.map(\.identity)).count)
    do {
      let options = FitOptions(
        interval: .cr3, level: question.level, effect: group.map { _ in "group" }, clusters: ["model"])
      let law = try Law("log_price = a - k*years + b*score")
      let fit = try law.fit(to: try entries.table(prices), options: options)
      guard let k = fit.coefficients["k"], let value = k.value, let b = fit.coefficients["b"]?.value else {
        return found
      }
      found.logDecline = Estimate(
        value, standardError: fit.statistics.isPerfect ? nil : k.standardError,
        degreesOfFreedom: k.degreesOfFreedom ?? Double(found.models - 1), level: question.level)
      let groups = fit.effect?.groups.count
      found.remark =
        (group.map { "a level per \($0) (\(groups ?? 0))" } ?? "no effect of vendor or family")
        + "; a point of score costs \((100 * (exp(b) - 1)).formatted(significant: 2)) % more"
      found.numbers = ["log_price_per_score": b, "groups": Double(groups ?? 0)]
    } catch let error as FitError {
      found.problem = error.description
    } catch {
      found.problem = "\(error)"
    }
    return found
  }
}
