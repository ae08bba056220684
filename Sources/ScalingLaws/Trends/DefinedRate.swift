import Statistics

#if canImport(Glibc)
  import Glibc
#endif

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
  /// Empty for a definition that does not judge claims.
  public let verdicts: [Verdict]
  /// Why there is no rate, or no interval; `nil` where there is one.
  public let problem: String?
  /// What else was found or chosen, in words.
  public let remark: String?
  /// The numbers of the remark.
  public let numbers: [FitWarning.Number]

  public var factorPerYear: Estimate { logDecline.asFactorPerYear }
  public var halvingMonths: Estimate { logDecline.asHalvingMonths }

  /// By what factor a year a claim must be off to be refuted in four lists like this of five.
  ///
  ///     exp((t(1-α/2; df) + t(0.8; df))·se)
  ///
  /// - Source: Cohen 1988, 2.4, with t in place of z. `nil` where there is no standard error.
  public var refutableFactor: Double? {
    guard let error = logDecline.standardError, let level = logDecline.interval?.level,
      let degrees = logDecline.degreesOfFreedom
    else { return nil }
    let t = StudentT(degreesOfFreedom: degrees)
    return exp((t.quantile(0.5 + level / 2) + t.quantile(ClaimPower.power)) * error)
  }

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
    verdicts =
      definition.judgesClaims
      ? found.logDecline.verdicts(on: question.claims, margin: question.margin, level: question.level) : []
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
    var quantile: Double
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

  /// What would decide a claim that these prices do not; `nil` for one that is decided or not judged.
  ///
  /// - Parameters:
  ///   - claim: one of those that were judged.
  ///   - span: years that the prices cover.
  public func power(on claim: Rate, span: Double) -> ClaimPower? {
    guard let verdict = verdicts.first(where: { $0.claim == claim }), verdict.answer == .notDecided,
      let value = logDecline.value, let error = logDecline.standardError, let level = logDecline.interval?.level,
      span > 0
    else { return nil }
    return ClaimPower(
      of: claim, logDecline: value, standardError: error, span: span, level: level, margin: verdict.margin)
  }
}

extension Estimate {
  /// The verdicts on claims about this yearly decline of the logarithm; none where it has no standard error.
  func verdicts(on claims: [Rate], margin: Double, level: Double) -> [Verdict] {
    guard let value, let standardError, standardError > 0, let degreesOfFreedom else { return [] }
    return claims.map {
      Verdict(
        of: $0, logDecline: value, standardError: standardError, degreesOfFreedom: degreesOfFreedom, level: level,
        margin: margin)
    }
  }
}
