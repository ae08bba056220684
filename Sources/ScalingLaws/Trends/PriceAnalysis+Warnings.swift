extension PriceAnalysis {
  static func warnings(
    _ prices: PriceList, trends: [PriceTrend], rates: [DefinedRate], diagnostics: PriceDiagnostics?
  ) -> [FitWarning] {
    var warnings = trends.flatMap(\.warnings)
    for rate in rates where rate.definition != .frontier {
      guard let problem = rate.problem else { continue }
      let place = rate.threshold.map { " at \($0.plain)" } ?? ""
      warnings.append(
        FitWarning(
          .fewPoints, .note, "\(rate.definition.rawValue)\(place): \(problem)", hint: "lower the score, or add prices"))
    }
    warnings += diagnostics.map(doubts) ?? []
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

  /// Where the rate depends on the score, the regression is not quite what the prices are.
  private static func doubts(_ found: PriceDiagnostics) -> [FitWarning] {
    guard let interval = found.timeByScore.interval, !interval.contains(0) else { return [] }
    return [
      FitWarning(
        .residualPattern,
        "the price falls at another rate at another score: one rate for all is an average over the scores of this list."
          + " In simulated lists like that its intervals held the rate at one score 79 to 97 % of the time",
        hint: "keep to scores near the one in question: --where \"score > …\"")
    ]
  }
}
