extension PriceAnalysis {
  static func warnings(_ prices: PriceList, trends: [PriceTrend], rates: [DefinedRate]) -> [FitWarning] {
    var warnings = trends.flatMap(\.warnings)
    for rate in rates where rate.definition != .frontier {
      guard let problem = rate.problem else { continue }
      let place = rate.threshold.map { " at \($0.plain)" } ?? ""
      warnings.append(
        FitWarning(
          .fewPoints, .note, "\(rate.definition.rawValue)\(place): \(problem)", hint: "lower the score, or add prices"))
    }
    if trends.contains(where: { $0.naiveFactorPerYear.interval != nil }) {
      warnings.insert(
        FitWarning(
          .dependentPoints, .note,
          "the naive intervals take the points of a frontier for independent, but running minima depend on one another"
            + " and on which models are listed: they cover too little, and no verdict uses them",
          hint: "go by the interval that leaves out models"), at: 0)
    }
    if let relisted = relisted(prices, trends) { warnings.append(relisted) }
    if prices.rowsWithoutPrice > 0 {
      warnings.append(
        FitWarning(
          .unplacedRows, .note, "\(counted(prices.rowsWithoutPrice, "row")) left out: no date or no price",
          hint: "fill the values in, if they are known"))
    }
    if prices.entriesWithoutScore > 0, !rates.isEmpty {
      warnings.append(
        FitWarning(
          .unplacedRows, .note,
          "\(counted(prices.entriesWithoutScore, "row")) left out: no \(prices.columns.score ?? "score"), so they cannot"
            + " be placed above or below a level",
          hint: "fill the values in, if they are known"))
    }
    return warnings
  }

  /// Above this share of models with several prices, a frontier measures more than what the models' own prices do.
  private static let relistedShare = 1.0 / 3

  /// Where models are listed again and again, offers become more over time, and the least of them falls faster than each does.
  private static func relisted(_ prices: PriceList, _ trends: [PriceTrend]) -> FitWarning? {
    let counts = trends.map { trend in
      let listed = Dictionary(grouping: prices.entries(atLeast: trend.frontier.threshold), by: \.identity)
      return (level: trend.frontier.threshold, several: listed.values.count { $0.count > 1 }, models: listed.count)
    }
    let many = counts.filter { Double($0.several) > relistedShare * Double($0.models) }
    guard !many.isEmpty else { return nil }
    let places = many.map { "\($0.several) of \($0.models) models at \($0.level.plain)" }
    return FitWarning(
      .dependentPoints, .note,
      "\(places.listed) have several prices: offers become more over time, so that the least of them falls faster than each does."
        + " In simulated lists like these the intervals of the frontier held the rate of the models' own prices 88 to 94 % of the time",
      hint: "--definition matched follows the same models; --definition hedonic the typical one")
  }
}
