import ScalingLaws

/// Prices at fixed quality as a person reads them.
public struct PriceReport {
  private let analysis: PriceAnalysis

  public init(_ analysis: PriceAnalysis) { self.analysis = analysis }

  public var text: String {
    let parts = [heading] + (analysis.trends.isEmpty ? [] : [definition, trends] + frontiers + verdicts) + pairs
    return parts.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
  }

  private var score: String { analysis.prices.columns.score ?? "score" }

  private var heading: [String] {
    let prices = analysis.prices
    let filters = prices.filters.map(\.sentence)
    let without = analysis.trends.isEmpty ? 0 : prices.entriesWithoutScore
    let used =
      "\(prices.source), \(prices.entries.count - without) of \(counted(prices.rows, "row"))"
      + (without > 0 ? "; \(without) without \(score)" : "")
      + (prices.rowsWithoutPrice > 0 ? "; \(prices.rowsWithoutPrice) without date or price" : "")
    return [
      analysis.trends.isEmpty ? "launch prices" : "price at fixed quality: \(score) at or above a level",
      ([used] + filters).joined(separator: "; "), "price = \(prices.columns.price)",
    ]
  }

  private var definition: [String] {
    [
      "threshold frontier: of the models at or above the level, from the first that reached it, each date on which one",
      "was offered below every earlier price; least squares of log price on time through these points.",
      "The interval is the naive one of a line through independent points; frontier points are not.",
    ]
  }

  private var trends: [String] {
    var table = TextTable([
      ("level", .right), ("points", .right), ("from", .left), ("to", .left), ("cheaper per year", .right),
      ("naive \(analysis.level.percentText) interval", .right), ("halves in", .right), ("R²", .right),
    ])
    for trend in analysis.trends {
      let points = trend.frontier.points
      let halving = trend.halvingMonths.value
      table.add([
        trend.frontier.threshold.plain, "\(points.count)", points.first.map(\.dateText) ?? "",
        points.last.map(\.dateText) ?? "", trend.factorPerYear.value.map(\.factorText) ?? "no trend",
        trend.factorPerYear.interval.map(\.factorText) ?? "undefined",
        halving.map { $0 > 0 ? "\($0.formatted(significant: 2)) months" : "rises" } ?? "",
        trend.fit?.statistics.rSquared?.formatted(significant: 2) ?? "",
      ])
    }
    return table.lines
  }

  /// The models on each frontier; only when a person asked for a few levels.
  private var frontiers: [[String]] {
    guard analysis.trends.count <= 4 else { return [] }
    return analysis.trends.map { trend in
      var table = TextTable([("date", .left), ("price", .right), ("model", .left), (score, .right)])
      for point in trend.frontier.points {
        table.add([
          point.dateText, point.price.formatted(significant: 4), point.model, point.score.map(\.plain) ?? "",
        ])
      }
      let candidates = counted(trend.frontier.candidates, "price")
      return ["frontier at \(score) >= \(trend.frontier.threshold.plain), of \(candidates)"] + table.lines
    }
  }

  private var verdicts: [[String]] {
    let claims = analysis.claims.map { claim in
      ["claim \(claim.text): \(claim.inWords)"]
        + analysis.trends.map { "  \(score) >= \($0.frontier.threshold.plain): \($0.sentence(on: claim))" }
    }
    guard !analysis.comparisons.isEmpty else { return claims }
    let rates = analysis.comparisons.map { rate in
      let places = analysis.trends.compactMap { trend in
        trend.factorPerYear.interval.map { (trend.frontier.threshold.plain, $0.contains(rate.annualFallFactor)) }
      }
      let inside = places.filter(\.1).map(\.0)
      let outside = places.filter { !$0.1 }.map(\.0)
      let words = [("inside", inside), ("outside", outside)].filter { !$0.1.isEmpty }
        .map { "\($0.0) the interval at \($0.1.listed)" }
      return "  \(rate.text) is \(rate.inWords): \(words.joined(separator: ", "))"
    }
    return claims + [["for comparison"] + rates]
  }

  private var pairs: [[String]] {
    analysis.pairs.map { pair in
      var table = TextTable([("date", .left), ("price", .right), ("model", .left)])
      for entry in [pair.first, pair.second] {
        table.add([entry.dateText, entry.price.formatted(significant: 4), entry.model])
      }
      return table.lines + ["  " + pair.sentence]
    }
  }
}

extension PriceList.Entry {
  /// ISO date.
  var dateText: String { CalendarDate(decimalYear: date)?.description ?? date.plain }
}

extension Interval {
  /// `[4.6x, 26x]`.
  var factorText: String {
    "[\(low.map(\.factorText) ?? "open"), \(high.map(\.factorText) ?? "open")]"
  }
}

extension Rate {
  /// `10x per year` for what was written in another period.
  var inWords: String {
    let verb = direction == .rises ? "up " : ""
    return "\(verb)\(annualFactor.factorText) per year, \(direction == .rises ? "doubling" : "halving") every"
      + " \(halvingMonths.formatted(significant: 2)) months"
  }

  /// The factor by which a price falls in a year; below 1 where it rises.
  var annualFallFactor: Double { direction == .rises ? 1 / annualFactor : annualFactor }
}

extension PriceTrend {
  /// The verdict on one claim, with the tests behind it.
  fileprivate func sentence(on claim: Rate) -> String {
    guard let verdict = verdicts.first(where: { $0.claim == claim }) else {
      return "\(Verdict.Answer.notDecided.rawValue): \(counted(frontier.points.count, "point")), no interval"
    }
    let estimate = factorPerYear.value?.factorText ?? "none"
    return "\(verdict.answer.rawValue). Estimated \(estimate) per year; with these"
      + " \(counted(frontier.points.count, "point")), a rate\n"
      + "    anywhere in \(verdict.indistinguishable.factorText) would look the same. Tests, naive as the interval:"
      + " exactly the claim, p \(verdict.differencePValue.pValueText);\n"
      + "    further than \(verdict.margin.plain)x from it, p \(verdict.equivalencePValue.pValueText)"
  }
}

extension PricePair {
  fileprivate var sentence: String {
    let change =
      ratio == 1
      ? "no cheaper"
      : ratio > 1
        ? "\(ratio.formatted(significant: 4)) times cheaper" : "\((1 / ratio).formatted(significant: 4)) times dearer"
    guard let annualFactor else { return "the second is \(change); both are of one date, so there is no rate" }
    let months = (12 * abs(years)).formatted(significant: 3)
    let order = years > 0 ? "later" : "earlier"
    let others = listed.contains { $0 > 1 } ? "; first listed prices" : ""
    return "the second is \(change), \(months) months \(order): \(annualFactor.factorText) per year between these two"
      + " (two points have no interval\(others))"
  }
}
