/// What "the price of a given quality" may mean.
public enum PriceDefinition: String, Sendable, Hashable, CaseIterable {
  /// Least squares through the running minima of price at or above a score; see `PriceTrend`.
  case frontier
  /// A low quantile of log price against time, over all models at or above a score.
  case quantile
  /// Log price against time and score, over all models; vendors or families may have a level of their own.
  case hedonic
  /// The same model at different dates.
  case matched
  /// The frontiers of several scores, with one rate in common and a spread between them.
  case pooled
  /// The orthogonal line through the frontier.
  case deming

  /// What is computed, in words.
  public var meaning: String {
    switch self {
    case .frontier:
      "threshold frontier: least squares of log price on time through the running minima at or above the level"
    case .quantile:
      "quantile regression of log price on time, over all prices at or above the level; bootstrap of whole models"
    case .hedonic:
      "hedonic regression: log price on time and score, over all scored prices; CR3 clusters by model"
    case .matched:
      "matched model: changes of price of the same model, in common; jackknife of whole models"
    case .pooled:
      "pooled frontiers of all levels, each with a rate of its own (DerSimonian-Laird); subsamples of models for all together"
    case .deming:
      "orthogonal (Deming) line through the frontier, both axes scaled to one variance; subsamples of models"
    }
  }
}
