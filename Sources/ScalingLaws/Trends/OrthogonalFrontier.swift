/// The orthogonal line through a frontier, each axis scaled to unit variance.
///
///     k = - sign(Sty)·√(Syy/Stt)
///
/// It is the geometric mean of the regression of log price on time and of the inverse regression of time on log price, and
/// so steeper than the first. It treats a date as no less uncertain, for its spread, than a price. The standard error is by
/// subsampling models.
///
/// - Source: Deming 1943, ch. 11, with the ratio of variances set to Syy/Stt; Ricker 1973 (reduced major axis).
///   R: `smatr::sma`.
enum OrthogonalFrontier {
  static func rate(
    _ prices: PriceList, _ frontier: PriceFrontier, _ question: DefinedRate.Question
  ) -> DefinedRate.Found {
    let sampler = FrontierSampler(prices.entries(atLeast: frontier.threshold))
    let models = Set(frontier.points.map(\.identity)).count
    var found = DefinedRate.Found(logDecline: .notEstimable, prices: frontier.points.count, models: models)
    guard let line = sampler.line(through: sampler.frontier { _ in true }) else { return found }
    var error: Double?
    if line.count > 2, line.residualSumOfSquares > 1e-20 * line.syy, sampler.modelCount >= 3 {
      let draws = question.subsampling.draws(models: sampler.modelCount, width: 1) { isKept in
        [sampler.line(through: sampler.frontier(isKept: isKept))?.orthogonalSlope ?? .nan]
      }
      error = draws.standardError(0, around: line.orthogonalSlope)
    }
    found.logDecline = Estimate(
      -line.orthogonalSlope, standardError: error, degreesOfFreedom: Double(max(1, models - 2)), level: question.level)
    return found
  }
}
