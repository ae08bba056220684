import ScalingLaws

/// Prices at fixed quality as a page.
extension PriceAnalysis {
  public var page: Page {
    Page(
      title: rates.isEmpty ? "launch prices" : "price at fixed quality: \(score) at or above a level",
      blocks: [.lines([about, "price = \(prices.columns.price)"])] + blocks, doubts: warnings)
  }

  /// All but what it is about.
  var blocks: [Page.Block] { trendBlocks + definitionBlocks + courseBlocks + claimBlocks + pairs.flatMap(blocks) }

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

  private var trendBlocks: [Page.Block] {
    guard !trends.isEmpty else { return [] }
    let definition = """
      threshold frontier: of the models at or above the level, from the first that reached it, each date on which one
      was offered below every earlier price; least squares of log price on time through these points.
      The interval comes from leaving out models, three in ten, \(questions.subsampling.replicates) times, and rebuilding the frontier. The naive one is
      that of a line through independent points, which frontier points are not; no verdict uses it.
      """
    // The models on each frontier, where a person asked for a few levels.
    let frontiers = trends.count <= 4 ? trends.flatMap(frontier) : []
    return [.paragraph(definition), .table(trendTable)] + frontiers
  }

  private var trendTable: PageTable {
    PageTable(
      [
        "level", "points", .text("from"), .text("to"), "cheaper per year",
        .number(intervalName), "naive \(intervalName)", "halves in", "R²",
      ], of: trends
    ) { trend in
      let points = trend.frontier.points
      return [
        trend.frontier.threshold.plain, "\(points.count)", points.first?.dateText ?? "", points.last?.dateText ?? "",
      ] + trend.factorPerYear.factors("no trend") + [
        trend.naiveFactorPerYear.interval.text(\.factorText), trend.halvingMonths.monthsText,
        trend.fit?.statistics.rSquared?.formatted(significant: 2) ?? "",
      ]
    }
  }

  private func frontier(_ trend: PriceTrend) -> [Page.Block] {
    PageTable([.text("date"), "price", .text("model"), .number(score)], of: trend.frontier.points) {
      $0.cells + [$0.score?.plain ?? ""]
    }.blocks(
      under:
        "frontier at \(score) >= \(trend.frontier.threshold.plain), of \(counted(trend.frontier.candidates, "price"))")
  }

  /// The definitions side by side; nothing where the threshold frontier alone was asked for, which has a table of its own.
  private var definitionBlocks: [Page.Block] {
    guard questions.definitions != [.frontier] else { return [] }
    return PageTable(
      [.text("definition"), "level", "prices", "models", "cheaper per year", .number(intervalName), "halves in"],
      of: rates
    ) { rate in
      [rate.definition.rawValue, rate.threshold?.plain ?? "all", "\(rate.prices)", "\(rate.models)"]
        + rate.factorPerYear.factors("no rate") + [rate.halvingMonths.monthsText]
    }.blocks(
      under: "definitions side by side",
      notes: questions.definitions.map { definition in
        // What is the same at every level is said once.
        let remark = rates.first { $0.definition == definition && $0.remark != nil }?.remark
        return definition.meaning + (remark.map { ";\n    \($0)" } ?? "")
      })
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
