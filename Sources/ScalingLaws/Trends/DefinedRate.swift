/// The rate at which price falls by one definition, at one score where the definition has one.
public struct DefinedRate: Sendable {
  public let definition: PriceDefinition
  /// The score that is held; `nil` for a definition over all scores.
  public let threshold: Double?
  /// Yearly decline of the logarithm.
  public let logDecline: Estimate
  /// Prices and models that it rests on.
  public let prices: Int
  public let models: Int
  public let verdicts: [Verdict]
  /// Why there is no rate, or no interval; `nil` where there is one.
  public let problem: String?
  /// What else was found or chosen, in words.
  public let remark: String?
  /// The numbers of the remark.
  public let numbers: [FitWarning.Number]

  public var factorPerYear: Estimate { logDecline.asFactorPerYear }
  public var halvingMonths: Estimate { logDecline.asHalvingMonths }

  init(
    _ definition: PriceDefinition, at threshold: Double? = nil, _ found: Found, question: Question
  ) {
    self.definition = definition
    self.threshold = threshold
    logDecline = found.logDecline
    prices = found.prices
    models = found.models
    problem =
      found.problem ?? (found.logDecline.value == nil ? "the prices do not determine a rate" : nil)
      ?? (found.logDecline.interval == nil ? "too few prices or models for an interval" : nil)
    remark = found.remark
    numbers = found.numbers.map { FitWarning.Number(name: $0, value: $1) }
    verdicts = found.logDecline.verdicts(on: question.claims, margin: question.margin, level: question.level)
  }

  /// What a definition makes of prices.
  struct Found {
    var logDecline: Estimate
    var prices: Int
    var models: Int
    var problem: String?
    var remark: String?
    var numbers: KeyValuePairs<String, Double> = [:]
  }

  /// What is asked of every definition.
  struct Question {
    let claims: [Rate]
    let margin: Double
    let level: Double
    let quantile: Double
    let subsampling: ModelSubsampling
  }
}

extension DefinedRate {
  /// A frontier's own answer.
  init(_ trend: PriceTrend, question: Question) {
    self.init(
      .frontier, at: trend.frontier.threshold,
      Found(
        logDecline: trend.logDecline, prices: trend.frontier.points.count, models: trend.models.onFrontier),
      question: question)
  }

  /// Any other definition, at every frontier's score or once over all of them.
  static func all(
    _ definition: PriceDefinition, _ prices: PriceList, frontiers: [PriceFrontier], question: Question
  ) -> [DefinedRate] {
    let each = { (find: (PriceFrontier) -> Found) in
      frontiers.map { DefinedRate(definition, at: $0.threshold, find($0), question: question) }
    }
    let once = { (found: Found) in [DefinedRate(definition, found, question: question)] }
    return switch definition {
    case .frontier: []
    case .quantile: each { QuantilePrices.rate(prices, atLeast: $0.threshold, question) }
    case .deming: each { OrthogonalFrontier.rate(prices, $0, question) }
    case .hedonic: once(HedonicPrices.rate(prices, question))
    case .matched: once(MatchedPrices.rate(prices, question))
    case .pooled: once(PooledFrontiers.rate(prices, frontiers.map(\.threshold), question))
    }
  }
}
