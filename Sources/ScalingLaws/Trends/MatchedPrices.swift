/// The matched-model rate: how the price of the same model changes, in common to all models with prices at two dates or more.
///
///     log pₘᵢ = aₘ - k·tₘᵢ,   k = - Σₘ Σᵢ (tₘᵢ - t̄ₘ)(yₘᵢ - ȳₘ) / Σₘ Σᵢ (tₘᵢ - t̄ₘ)²
///
/// The standard error is the jackknife of whole models, `(G-1)/G Σ (k₍ₘ₎ - k̄)²`, with t(G-1).
///
/// - Valid when: entries of one name are the same product. Prices of several hosts under one name count as changes of price.
///   It leaves out that new models replace old ones, which is where most of the fall comes from.
/// - Source: Aizcorbe, Corrado & Doms 2003 for matched models. R: `fixest::feols(log(price) ~ t | model)`.
enum MatchedPrices {
  static func rate(_ prices: PriceList, _ question: DefinedRate.Question) -> DefinedRate.Found {
    let sampler = FrontierSampler(prices.entries)
    let places = Dictionary(grouping: sampler.dates.indices, by: { sampler.models[$0] })
    let lines = places.sorted { $0.key < $1.key }.compactMap { sampler.line(through: $0.value) }
    let sums = lines.reduce((tt: 0.0, ty: 0.0)) { ($0.tt + $1.sxx, $0.ty + $1.sxy) }
    var found = DefinedRate.Found(
      logDecline: .notEstimable, prices: lines.reduce(0) { $0 + $1.count }, models: lines.count)
    guard sums.tt > 0 else {
      found.problem = "no model has prices at two dates"
      return found
    }
    let decline = -sums.ty / sums.tt
    let leftOut = lines.map { -(sums.ty - $0.sxy) / (sums.tt - $0.sxx) }
    found.logDecline = Estimate(
      decline, standardError: lines.count > 1 ? Jackknife.standardError(leftOut) : nil,
      degreesOfFreedom: Double(lines.count - 1), level: question.level)
    let falling = lines.count { $0.slope < 0 }
    found.remark = "\(falling) of \(counted(lines.count, "model")) fell"
    found.numbers = ["models_falling": Double(falling)]
    return found
  }
}
