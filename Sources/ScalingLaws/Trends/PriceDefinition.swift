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
    case .cheapest: "how fast the cheap end of the offers of a fixed score falls"
    case .typical: "how fast the middle offer of a fixed score falls"
    case .frontier: "what the level cost at the least: better models and more offers pass for falling prices"
    case .matched: "how fast the price of one and the same model falls"
    }
  }

  /// What is computed, in words.
  public var meaning: String {
    switch self {
    case .cheapest:
      "the same regression with a spread of offers that may grow or shrink, whose 10 % quantile (--quantile) is followed;"
        + " subsamples of models"
    case .typical:
      "log price on time, a restricted cubic spline of the score, and later prices of a model; CR3 clusters by model"
    case .frontier:
      "least squares of log price on time through the running minima at or above the level; subsamples of models"
    case .matched:
      "changes of price of the same model, in common; jackknife of whole models"
    }
  }

  /// Whether claims are judged by it. A frontier lets better models stand for the level while quality rises, and lets a growing number
  /// of offers pass for falling prices: it called a right claim wrong in 10 to 34 % of simulated lists.
  public var judgesClaims: Bool { self != .frontier }
}
