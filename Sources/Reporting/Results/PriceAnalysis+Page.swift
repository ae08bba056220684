import ScalingLaws

/// Prices at fixed quality as a page.
extension PriceAnalysis {
  public var page: Page {
    Page(
      title: rates.isEmpty ? "Launch prices" : "Price at fixed quality, by \(score)",
      answer: answer, blocks: blocks,
      doubts: warnings, about: aboutBlocks)
  }

  /// The first rate, which claims are judged by, beside the typical one, and what it says of claims.
  var answer: [String] {
    guard let main = rates.first(where: \.definition.judgesClaims) ?? rates.first else {
      return pairs.map(\.answer)
    }
    guard let value = main.factorPerYear.value else {
      return ["These prices do not determine a rate: \(main.problem ?? "there are too few")."]
    }
    let what =
      switch main.definition {
      case .cheapest: "The cheapest offers of a fixed \(score)"
      case .typical: "Typical offers of a fixed \(score)"
      case .frontier: "The cheapest model scoring at least \(main.threshold?.plain ?? "the level")"
      case .matched: "One and the same model"
      }
    let ends = main.factorPerYear.interval.map { $0.words(\.factorText) } ?? "no interval"
    let typical = rates.first { $0.definition == .typical && main.definition == .cheapest }.flatMap { rate in
      rate.factorPerYear.value.map { _ in
        "; typical ones, \(rate.factorPerYear.words(\.factorText))"
      }
    }
    let fall =
      value >= 1 ? "became \(value.factorText) cheaper" : "became \((1 / value).factorText) dearer"
    let change = value >= 1 ? "(\(ends))" : "(cheaper by \(ends))"
    return ["\(what) \(fall) per year \(change)\(typical ?? "")."] + main.verdicts.map(\.sentence)
  }

  /// The data, and what each rate is.
  var aboutBlocks: [Page.Block] {
    [.lines([about, "price = \(prices.columns.price)"])]
      + (rates.isEmpty
        ? []
        : [
          .facts(
            questions.definitions.map { definition in
              let remark = rates.first { $0.definition == definition && $0.remark != nil }?.remark
              return Page.Fact(
                definition.rawValue,
                "\(definition.question) Method: \(definition.meaning)\(remark.map { "; \($0)" } ?? "")."
              )
            })
        ])
  }

  /// All but what it is about.
  var blocks: [Page.Block] {
    rateBlocks + claimBlocks + scoreBlocks + groupBlocks + frontierBlocks + courseBlocks
      + pairs.flatMap(blocks)
      + diagnosticBlocks
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
      [
        .text("rate"), .number("level").ranked(1), .number("prices").ranked(4),
        .number("models").ranked(3),
        .estimate("cheaper per year"), .number(intervalName), .number("halves in").ranked(2),
      ], of: rates
    ) { rate in
      [rate.definition.rawValue, rate.threshold?.plain ?? "all", "\(rate.prices)", "\(rate.models)"]
        + rate.factorPerYear.factors("no rate") + [rate.halvingMonths.monthsText]
    }.blocks()
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
      [
        .text("score"), .text("rate"), .number("prices").ranked(3), .number("models").ranked(2),
        .estimate("cheaper per year"), .number(intervalName),
      ] + claims.map { .verdict($0.text).ranked(1) }, rows: rows
    ).blocks(under: "By other scores")
  }

  /// The parts that the table marks, each alone.
  private var groupBlocks: [Page.Block] {
    guard !groups.isEmpty else { return [] }
    return PageTable(
      [
        .text("models"), .number("prices").ranked(2), .number("models").ranked(3),
        .estimate("cheapest"),
        .number(intervalName), .estimate("typical").ranked(1), .number(intervalName).ranked(1),
      ], of: groups
    ) { group in
      [group.name, "\(group.prices)", "\(group.models)"] + group.cheapest.asFactorPerYear.factors("no rate")
        + group.typical.asFactorPerYear.factors("no rate")
    }.blocks(
      under:
        "Reasoning models and others, each alone (above they share a rate and differ in price level)"
    )
  }

  /// Where each frontier runs, and its models where a person asked for a few levels.
  private var frontierBlocks: [Page.Block] {
    guard !trends.isEmpty else { return [] }
    let table = PageTable(
      ["level", "points", .text("from"), .text("to"), .number("R²").ranked(1)], of: trends
    ) { trend in
      let points = trend.frontier.points
      return [
        trend.frontier.threshold.plain, "\(points.count)", points.first?.dateText ?? "", points.last?.dateText ?? "",
        trend.fit?.statistics.rSquared?.formatted(significant: 2) ?? "",
      ]
    }
    return trends.count <= 4 ? trends.flatMap(frontier) : table.blocks(under: "Frontiers")
  }

  private func frontier(_ trend: PriceTrend) -> [Page.Block] {
    PageTable(
      [.text("date"), .estimate("price"), .text("model"), .number(score).ranked(1)],
      of: trend.frontier.points
    ) {
      $0.cells + [$0.score?.plain ?? ""]
    }.blocks(
      under:
        "Cheapest model scoring at least \(trend.frontier.threshold.plain), over time (of \(counted(trend.frontier.candidates, "price")))"
    )
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
  /// Both by name.
  fileprivate var answer: String {
    let factor =
      ratio >= 1
      ? "\(ratio.formatted(significant: 3)) times cheaper"
      : "\((1 / ratio).formatted(significant: 3)) times dearer"
    let pace = annualFactor.map { "; \($0.factorText) per year" } ?? ""
    return
      "\(second.model) is \(ratio == 1 ? "no cheaper" : factor) than \(first.model)\(pace) (two points have no interval)."
  }

  fileprivate var sentence: String {
    let change =
      ratio == 1
      ? "no cheaper"
      : ratio > 1
        ? "\(ratio.formatted(significant: 4)) times cheaper"
        : "\((1 / ratio).formatted(significant: 4)) times dearer"
    guard let annualFactor else {
      return "The second is \(change); both have one date, so there is no rate."
    }
    let months = (12 * abs(years)).formatted(significant: 3)
    let order = years > 0 ? "later" : "earlier"
    let others = listed.contains { $0 > 1 } ? "; first listed prices" : ""
    return
      "The second is \(change), \(months) months \(order): \(annualFactor.factorText) per year between these two"
      + " (two points have no interval\(others))."
  }
}
