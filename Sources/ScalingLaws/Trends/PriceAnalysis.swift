/// Everything that was asked about one list of prices.
public struct PriceAnalysis: Sendable {
  public let prices: PriceList
  public let trends: [PriceTrend]
  public let pairs: [PricePair]
  public let claims: [Rate]
  /// Rates set beside the estimates without a test.
  public let comparisons: [Rate]
  public let margin: Double
  public let level: Double
  public let warnings: [FitWarning]

  /// - Parameter thresholds: scores at which to follow the price; empty for none.
  public init(
    _ prices: PriceList, thresholds: [Double], pairs: [PricePair] = [], claims: [Rate] = [], comparisons: [Rate] = [],
    margin: Double = 1.5, level: Double = 0.95
  ) throws(PriceError) {
    guard level > 0, level < 1 else { throw .fit(.level(level)) }
    guard claims.isEmpty || level > 0.5 else { throw .levelOfClaims(level) }
    var trends: [PriceTrend] = []
    for threshold in thresholds {
      let frontier = try PriceFrontier(prices, atLeast: threshold)
      trends.append(try PriceTrend(frontier, of: prices, claims: claims, margin: margin, level: level))
    }
    self.prices = prices
    self.trends = trends
    self.pairs = pairs
    self.claims = claims
    self.comparisons = comparisons
    self.margin = margin
    self.level = level
    warnings = Self.warnings(prices, trends: trends)
  }

  /// Whether there is an answer to trust: a trend with an interval, or a pair when only pairs were asked for.
  public var hasResult: Bool {
    trends.isEmpty ? !pairs.isEmpty : trends.contains { $0.factorPerYear.interval != nil }
  }

  private static func warnings(_ prices: PriceList, trends: [PriceTrend]) -> [FitWarning] {
    var warnings = trends.flatMap(\.warnings)
    if trends.contains(where: { $0.factorPerYear.interval != nil }) {
      warnings.insert(
        FitWarning(
          .dependentPoints,
          "the intervals are naive: they take the points of a frontier for independent, but running minima depend on one"
            + " another and on which models are listed, so the true uncertainty is larger",
          hint: "read a verdict that is close to its limit as not decided"), at: 0)
    }
    if prices.rowsWithoutPrice > 0 {
      warnings.append(
        FitWarning(
          .unplacedRows, .note, "\(counted(prices.rowsWithoutPrice, "row")) left out: no date or no price",
          hint: "fill the values in, if they are known"))
    }
    if prices.entriesWithoutScore > 0, !trends.isEmpty {
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
