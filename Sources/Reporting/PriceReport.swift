import ScalingLaws

/// Prices at fixed quality as a person reads them.
public struct PriceReport {
  private let analysis: PriceAnalysis

  public init(_ analysis: PriceAnalysis) { self.analysis = analysis }

  public var text: String {
    let trend = analysis.trends.isEmpty ? [] : [definition, trends] + frontiers
    let parts =
      [heading] + trend + PriceDefinitionReport(analysis).parts + PriceCourseReport(analysis).parts
      + PriceClaimReport(analysis).parts + pairs
    return parts.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
  }

  private var score: String { analysis.prices.columns.score ?? "score" }

  private var heading: [String] {
    let prices = analysis.prices
    let filters = prices.filters.map(\.sentence)
    let without = analysis.rates.isEmpty ? 0 : prices.entriesWithoutScore
    let used =
      "\(prices.source), \(prices.entries.count - without) of \(counted(prices.rows, "row"))"
      + (without > 0 ? "; \(without) without \(score)" : "")
      + (prices.rowsWithoutPrice > 0 ? "; \(prices.rowsWithoutPrice) without date or price" : "")
    return [
      analysis.rates.isEmpty ? "launch prices" : "price at fixed quality: \(score) at or above a level",
      ([used] + filters).joined(separator: "; "), "price = \(prices.columns.price)",
    ]
  }

  private var definition: [String] {
    [
      "threshold frontier: of the models at or above the level, from the first that reached it, each date on which one",
      "was offered below every earlier price; least squares of log price on time through these points.",
      "The interval comes from leaving out models, three in ten, \(analysis.questions.subsampling.replicates) times, and rebuilding the frontier. The naive one is",
      "that of a line through independent points, which frontier points are not; no verdict uses it.",
    ]
  }

  private var trends: [String] {
    var table = TextTable([
      ("level", .right), ("points", .right), ("from", .left), ("to", .left), ("cheaper per year", .right),
      ("\(analysis.level.percentText) interval", .right), ("naive \(analysis.level.percentText) interval", .right),
      ("halves in", .right), ("R²", .right),
    ])
    for trend in analysis.trends {
      let points = trend.frontier.points
      table.add([
        trend.frontier.threshold.plain, "\(points.count)", points.first.map(\.dateText) ?? "",
        points.last.map(\.dateText) ?? "", trend.factorPerYear.value.map(\.factorText) ?? "no trend",
        trend.factorPerYear.interval.map(\.factorText) ?? "undefined",
        trend.naiveFactorPerYear.interval.map(\.factorText) ?? "undefined",
        trend.halvingMonths.monthsText,
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

extension Estimate {
  /// `3.5 months`, for a time in which something halves.
  var monthsText: String { value.map { $0 > 0 ? "\($0.formatted(significant: 2)) months" : "rises" } ?? "" }
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
