import ScalingLaws

/// Prices at fixed quality as a page.
extension PriceAnalysis {
  public var page: Page {
    Page(
      title: rates.isEmpty ? "launch prices" : "price at fixed quality, by \(score)",
      blocks: [.lines([about, "price = \(prices.columns.price)"])] + blocks, doubts: warnings)
  }

  /// All but what it is about.
  var blocks: [Page.Block] {
    rateBlocks + claimBlocks + scoreBlocks + groupBlocks + diagnosticBlocks + frontierBlocks + courseBlocks
      + pairs.flatMap(blocks)
  }

  var score: String { prices.columns.score ?? "score" }

  /// `95 % interval`.
  var intervalName: String { "\(level.percentText) interval" }

  private var about: String {
    let without = rates.isEmpty ? 0 : prices.entriesWithoutScore
    let missing = [(without, score), (prices.rowsWithoutPrice, "date or price")].filter { $0.0 > 0 }
    return Page.about(
      prices.source, prices.entries.count - without, of: prices.rows,
      missing.map { "\($0.0) without \($0.1)" } + prices.filters.map(\.sentence))
  }

  /// The rates side by side, with what each answers and how it is made.
  private var rateBlocks: [Page.Block] {
    guard !rates.isEmpty else { return [] }
    return PageTable(
      [.text("rate"), "level", "prices", "models", "cheaper per year", .number(intervalName), "halves in"], of: rates
    ) { rate in
      [rate.definition.rawValue, rate.threshold?.plain ?? "all", "\(rate.prices)", "\(rate.models)"]
        + rate.factorPerYear.factors("no rate") + [rate.halvingMonths.monthsText]
    }.blocks(
      notes: questions.definitions.map { definition in
        let remark = rates.first { $0.definition == definition && $0.remark != nil }?.remark
        return "\(definition.rawValue): \(definition.question);\n    \(definition.meaning)"
          + (remark.map { "; \($0)" } ?? "")
      })
  }

  /// The rates by other scores, with what they say of the claims.
  private var scoreBlocks: [Page.Block] {
    guard !byScore.isEmpty else { return [] }
    let rows = byScore.flatMap { other in
      other.rates.map { rate in
        [other.score, rate.definition.rawValue, "\(rate.prices)", "\(rate.models)"]
          + rate.factorPerYear.factors("no rate")
          + claims.map { claim in
            (rate.verdicts.first { $0.claim == claim }?.answer ?? .notDecided).rawValue
          }
      }
    }
    return PageTable(
      [.text("score"), .text("rate"), "prices", "models", "cheaper per year", .number(intervalName)]
        + claims.map { .text($0.text) }, rows: rows
    ).blocks(under: "by other scores")
  }

  /// The parts that the table marks, each alone.
  private var groupBlocks: [Page.Block] {
    guard !groups.isEmpty else { return [] }
    return PageTable(
      [.text("models"), "prices", "models", "cheapest", .number(intervalName), "typical", .number(intervalName)],
      of: groups
    ) { group in
      [group.name, "\(group.prices)", "\(group.models)"] + group.cheapest.asFactorPerYear.factors("no rate")
        + group.typical.asFactorPerYear.factors("no rate")
    }.blocks(under: "reasoning models and others apart, which have one rate and a price level each above")
  }

  /// Where each frontier runs, and its models where a person asked for a few levels.
  private var frontierBlocks: [Page.Block] {
    guard !trends.isEmpty else { return [] }
    let table = PageTable(["level", "points", .text("from"), .text("to"), "R²"], of: trends) { trend in
      let points = trend.frontier.points
      return [
        trend.frontier.threshold.plain, "\(points.count)", points.first?.dateText ?? "", points.last?.dateText ?? "",
        trend.fit?.statistics.rSquared?.formatted(significant: 2) ?? "",
      ]
    }
    return trends.count <= 4 ? trends.flatMap(frontier) : table.blocks(under: "frontiers")
  }

  private func frontier(_ trend: PriceTrend) -> [Page.Block] {
    PageTable([.text("date"), "price", .text("model"), .number(score)], of: trend.frontier.points) {
      $0.cells + [$0.score?.plain ?? ""]
    }.blocks(
      under:
        "frontier at \(score) >= \(trend.frontier.threshold.plain), of \(counted(trend.frontier.candidates, "price"))")
  }

  private func blocks(_ pair: PricePair) -> [Page.Block] {
    PageTable(
      [.text("date"), "price", .text("model")], rows: [pair.first.cells, pair.second.cells]
    ).blocks(notes: [pair.sentence])
  }
}

extension PriceList.Entry {
  /// ISO date.
  var dateText: String { date.dateText }

  fileprivate var cells: [String] { [dateText, price.formatted(significant: 4), model] }
}

extension Interval {
  /// `[4.6x, 26x]`.
  var factorText: String { text(\.factorText) }
}

extension Estimate {
  /// The factor and its interval.
  ///
  /// - Parameter missing: where there is none.
  func factors(_ missing: String) -> [String] { [value?.factorText ?? missing, interval.text(\.factorText)] }

  /// `3.5 months`, for a time in which something halves.
  var monthsText: String { value.map { $0 > 0 ? "\($0.formatted(significant: 2)) months" : "rises" } ?? "" }
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
