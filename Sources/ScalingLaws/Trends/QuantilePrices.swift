/// Quantile regression of log price on time, over all prices at or above a score.
///
///     minimise Σ ρτ(log pᵢ - a + k·tᵢ)
///
/// - Valid when: the quantile of price falls at one rate from the first model that reached the score. A low quantile needs
///   prices below it: there is an interval from ten prices on for τ = 0.1. The interval is `k ± t(G-1)·se`, se from a bootstrap of G models.
/// - Source: Koenker & Bassett 1978. R: `quantreg::rq(log(price) ~ t, tau = 0.1)`.
enum QuantilePrices {
  static func rate(_ prices: PriceList, atLeast threshold: Double, _ question: DefinedRate.Question)
    -> DefinedRate.Found
  {
    let entries = prices.entries(atLeast: threshold)
    let models = Set(entries.map(\.identity)).count
    var found = DefinedRate.Found(
      logDecline: .notEstimable, prices: entries.count, models: models,
      remark: "quantile \(question.quantile.plain)", numbers: ["quantile": question.quantile])
    do {
      var options = FitOptions(
        interval: .bootstrap(Bootstrap()), level: question.level, norm: .quantile(question.quantile),
        seed: question.subsampling.seed, clusters: ["model"], replicates: question.subsampling.replicates,
        threads: question.subsampling.threads)
      options.memory = question.subsampling.memory
      let table = try entries.table(prices)
      let fit = try Law.exponentialTrend.fit(to: table, columns: ["t": "date"], options: options)
      if let k = fit.coefficients["k"], let value = k.value {
        let rarer = min(question.quantile, 1 - question.quantile)
        let isPinned = Double(entries.count) * rarer >= 1
        found.logDecline = Estimate(
          value, standardError: isPinned && !fit.statistics.isPerfect ? k.standardError : nil,
          degreesOfFreedom: Double(models - 1), level: question.level)
      }
    } catch {
      found.problem = error.description
    }
    return found
  }
}

extension [PriceList.Entry] {
  /// A table with `date`, `years` from the first, `price`, `log_price`, `score`, `model` and `group`.
  func table(_ prices: PriceList) throws(FitError) -> Table {
    let origin = first?.date ?? 0
    do {
      return try Table(
        source: prices.source, sha256: prices.sha256,
        columns: [
          Column(name: "date", storage: .dates(map(\.date), .day)),
          Column(name: "years", storage: .numbers(map { $0.date - origin })),
          Column(name: "price", storage: .numbers(map(\.price))),
          Column(name: "log_price", storage: .numbers(FrontierSampler(self).prices)),
          Column(name: "score", storage: .numbers(map { $0.score ?? .nan })),
          Column(name: "model", storage: .texts(TextValues(map(\.identity)))),
          Column(name: "group", storage: .texts(TextValues(map(\.group)))),
        ], lineNumbers: LineNumbers(map(\.line)))
    } catch {
      throw .table(error)
    }
  }
}
