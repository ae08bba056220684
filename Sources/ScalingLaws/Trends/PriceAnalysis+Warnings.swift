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
}
