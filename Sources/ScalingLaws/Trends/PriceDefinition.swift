/// What "the price of a given quality" may mean.
public enum PriceDefinition: String, Sendable, Hashable, CaseIterable {
  /// The cheap end of the offers of a given score; see `CheapestPrices`. Claims are judged by it first.
  case cheapest
  /// The middle offer of a given score; see `TypicalPrices`.
  case typical
  /// Least squares through the running minima of price at or above a score; see `PriceTrend`.
  case frontier
  /// The same model at different dates.
  case matched

  /// What it answers.
  public var question: String {
    switch self {
    case .cheapest: "How fast do the cheapest offers of a fixed score get cheaper?"
    case .typical: "How fast do median offers of a fixed score get cheaper?"
    case .frontier:
      "Cheapest model scoring at least the level, over time; better models and more offers look like falling prices."
    case .matched: "How fast does the price of one and the same model fall?"
    }
  }

  /// What is computed, in words.
  public var meaning: String {
    switch self {
    case .cheapest:
      "the same regression, for a low quantile of the offers (10 % unless --quantile says otherwise), whose spread may change over time;"
        + " intervals from subsamples of models"
    case .typical:
      "regression of log price on time, a restricted cubic spline of the score, and whether it is a later price of a model; CR3 clusters by model"
    case .frontier:
      "least squares of log price on time through the running minima at or above the level; intervals from subsamples of models"
    case .matched:
      "one rate for the price changes of all models; jackknife of whole models"
    }
  }

  /// Whether claims are judged by it. A frontier lets better models stand for the level while quality rises, and lets a growing number
  /// of offers pass for falling prices: it called a right claim wrong in 10 to 34 % of simulated lists.
  public var judgesClaims: Bool { self != .frontier }
}
