import Optimization
import Statistics

/// Which analyses of a list of prices one may defend, and what each says.
///
///     definition   cheapest (the quantile asked for, and 25 %), typical, matched, and the frontier at each level
///     score        each column of scores that is given
///     prices       the blend that is asked for, and others of input and output price
///     dates        all, the last two years, all but the first year
///     models       all, or without reasoning models, where the table marks them
///     errors       scores shrunk by their errors or as they are, where the table has errors
///
/// The frontier has no verdict: it lets better models stand for a level (`PriceDefinition.judgesClaims`).
public struct PriceSpecifications: Sendable {
  /// A list of prices with the choices that made it. The first is the main one.
  public struct Choice: Sendable {
    public let choices: [SpecificationCurve.Choice]
    public let prices: PriceList

    public init(_ choices: [SpecificationCurve.Choice], _ prices: PriceList) {
      (self.choices, self.prices) = (choices, prices)
    }
  }

  /// The main list, and those by other scores and other blends of input and output price.
  ///
  /// - Parameters:
  ///   - table: one row for each price.
  ///   - scores: the main one first; other columns that may be scores are added.
  ///   - main: the blend of the main list.
  ///   - list: the prices by a score and a blend.
  public static func lists(
    in table: Table, scores: [String], blend main: PriceColumns.Blend,
    _ list: (_ score: String, _ blend: PriceColumns.Blend) throws -> PriceList
  ) throws -> [Choice] {
    guard let first = scores.first else { return [] }
    let others = PriceColumns.scores(in: table).filter { !scores.contains($0) }
    let alternatives = try [(1.0, 1.0), (1, 0), (0, 1)].map { try PriceColumns.Blend(input: $0, output: $1) }
      .filter { $0 != main }
    // Where the table has one price, every blend of it is that price.
    let isBlended = try list(first, main).columns.price != list(first, alternatives[0]).columns.price
    let blends = isBlended ? [main] + alternatives : [main]
    return try (scores + others).flatMap { score in
      try blends.map { blend in
        Choice(
          [.init("score", score)] + (isBlended ? [.init("price", blend.name)] : []), try list(score, blend))
      }
    }
  }

  /// With fewer models there is nothing to tell an analysis from its neighbours.
  private static let fewestModels = 10
  /// Models that may be left out to turn the main verdict.
  private static let mostLeftOut = 12

  private let lists: [Choice]
  private let thresholds: [Double]
  private let question: DefinedRate.Question
  private let definitions: [PriceDefinition]

  /// - Parameters:
  ///   - lists: prices by score and blend; the first is the main one.
  ///   - thresholds: levels of the first score at which the frontier is followed.
  ///   - claims: rates to be tested.
  ///   - margin: factor, above 1, within which two rates count as the same.
  ///   - level: nominal coverage of intervals.
  ///   - questions: definitions, quantile and subsampling.
  public init(
    _ lists: [Choice], thresholds: [Double], claims: [Rate], margin: Double, level: Double, questions: PriceQuestions
  ) {
    self.lists = lists
    self.thresholds = thresholds
    definitions = questions.definitions
    // Analyses go side by side, so each is made by one thread.
    var subsampling = questions.subsampling
    subsampling.threads = 1
    question = DefinedRate.Question(
      claims: claims, margin: margin, level: level, quantile: questions.quantile, subsampling: subsampling)
  }

  /// One analysis that is to be made.
  fileprivate struct Job: Sendable {
    let choices: [SpecificationCurve.Choice]
    let prices: PriceList
    let definition: PriceDefinition
    let quantile: Double
    let threshold: Double?
    let isCalibrated: Bool
    let isMain: Bool
  }

  /// The curve.
  ///
  /// - Parameters:
  ///   - threads: that work on it; the numbers do not depend on it.
  ///   - progress: called with how many analyses are done, by any thread.
  public func curve(
    threads: Int, progress: (@Sendable (_ done: Int, _ total: Int) -> Void)? = nil
  ) -> SpecificationCurve {
    let jobs = jobs
    let counter = ProgressCounter(total: jobs.count, progress)
    let found = Parallel.map(jobs.count, threads: threads, batch: 1, missing: nil) {
      { index -> SpecificationCurve.Specification? in
        defer { counter.advance() }
        return specification(jobs[index])
      }
    }
    var curve = SpecificationCurve(found.compactMap { $0 }, claims: question.claims)
    if let main = jobs.first(where: \.isMain) {
      curve.turnings = question.claims.compactMap { turning(main, $0) }
    }
    return curve
  }

  private var jobs: [Job] {
    lists.enumerated().flatMap { place, list in
      variants(of: list).enumerated().flatMap { number, variant in
        analyses(of: variant, isMain: place == 0 && number == 0, hasThresholds: list.prices.columns.score == mainScore)
      }
    }
  }

  private var mainScore: String? { lists.first?.prices.columns.score }

  /// By dates and models.
  private func variants(of list: Choice) -> [Choice] {
    let scored = list.prices.filter { $0.score != nil }
    guard let first = scored.entries.first?.date, let last = scored.entries.last?.date else { return [] }
    var dates: [(String, (PriceList.Entry) -> Bool)] = [("all", { _ in true })]
    if last - first > 3 {
      dates.append(("last two years", { $0.date >= last - 2 }))
      dates.append(("without the first year", { $0.date >= first + 1 }))
    }
    var models: [(String, (PriceList.Entry) -> Bool)] = [("all", { _ in true })]
    if scored.entries.contains(where: { $0.isReasoning == true }),
      scored.entries.contains(where: { $0.isReasoning == false })
    {
      models.append(("without reasoning", { $0.isReasoning != true }))
    }
    return dates.flatMap { date in
      models.compactMap { model in
        let kept = list.prices.filter { date.1($0) && model.1($0) }
        let count = Set(kept.entries.filter { $0.score != nil }.map(\.identity)).count
        guard count >= Self.fewestModels else { return nil }
        return Choice(list.choices + [.init("dates", date.0), .init("models", model.0)], kept)
      }
    }
  }

  private func analyses(of variant: Choice, isMain: Bool, hasThresholds: Bool) -> [Job] {
    let hasErrors = variant.prices.entries.contains { $0.scoreError != nil }
    let errors = hasErrors ? [true, false] : [true]
    func job(
      _ definition: PriceDefinition, _ name: String, quantile: Double = 0, threshold: Double? = nil,
      isCalibrated: Bool = true, isMain: Bool = false
    ) -> Job {
      var choices = [SpecificationCurve.Choice("definition", name)] + variant.choices
      if hasErrors {
        choices.append(.init("error of scores", isCalibrated ? "taken into account" : "ignored"))
      }
      return Job(
        choices: choices, prices: variant.prices, definition: definition, quantile: quantile, threshold: threshold,
        isCalibrated: isCalibrated, isMain: isMain)
    }
    return definitions.flatMap { definition -> [Job] in
      let isFirst = isMain && definition == definitions.first
      switch definition {
      case .cheapest:
        let quantiles = question.quantile == 0.25 ? [0.25] : [question.quantile, 0.25]
        return quantiles.enumerated().flatMap { place, quantile in
          errors.map { isCalibrated in
            job(
              .cheapest, "cheapest \((100 * quantile).plain) %", quantile: quantile, isCalibrated: isCalibrated,
              isMain: isFirst && place == 0 && isCalibrated)
          }
        }
      case .typical:
        return errors.map { job(.typical, "typical", isCalibrated: $0, isMain: isFirst && $0) }
      case .matched: return [job(.matched, "matched", isMain: isFirst)]
      case .frontier:
        guard hasThresholds else { return [] }
        return thresholds.enumerated().map { place, threshold in
          job(
            .frontier, "frontier at \(threshold.plain)", threshold: threshold, isMain: isFirst && place == 0)
        }
      }
    }
  }

  private func specification(_ job: Job) -> SpecificationCurve.Specification? {
    let rate: DefinedRate
    switch job.definition {
    case .cheapest:
      var question = question
      question.quantile = job.quantile
      let regression = PriceRegression(job.prices, isCalibrated: job.isCalibrated)
      rate = DefinedRate(.cheapest, CheapestPrices.rates(regression, question).found, question: question)
    case .typical:
      let regression = PriceRegression(job.prices, isCalibrated: job.isCalibrated)
      rate = DefinedRate(.typical, TypicalPrices.rate(regression, question), question: question)
    case .matched: rate = DefinedRate(.matched, MatchedPrices.rate(job.prices, question), question: question)
    case .frontier:
      guard let threshold = job.threshold,
        let frontier = try? PriceFrontier(job.prices, atLeast: threshold),
        let trend = try? PriceTrend(frontier, of: job.prices, level: question.level, subsampling: question.subsampling)
      else { return nil }
      rate = DefinedRate(trend, question: question)
    }
    return SpecificationCurve.Specification(
      choices: job.choices, logDecline: rate.logDecline, judgesClaims: job.definition.judgesClaims,
      verdicts: rate.verdicts, prices: rate.prices, models: rate.models, isMain: job.isMain)
  }

  /// Leaves out models, those first that pull the estimate most towards where it is, until the verdict is another.
  ///
  /// Towards the claim and away from it are both tried; the shorter list counts. It is a search of one step at a time: a shorter list may
  /// exist.
  private func turning(_ job: Job, _ claim: Rate) -> SpecificationCurve.Turning? {
    guard let main = specification(job), let from = main.verdicts.first(where: { $0.claim == claim })?.answer,
      let value = main.logDecline.value
    else { return nil }
    var names: [String] = []
    for entry in job.prices.entries where entry.score != nil && !names.contains(entry.identity) {
      names.append(entry.identity)
    }
    let pulls = names.compactMap { name -> (name: String, pull: Double)? in
      estimate(job, without: [name]).map { (name, value - $0) }
    }
    var best: SpecificationCurve.Turning?
    for direction in [1.0, -1] {
      let order = pulls.sorted { direction * $0.pull > direction * $1.pull }.map(\.name)
      for count in 1...Self.mostLeftOut where count < order.count && count < best?.models.count ?? .max {
        let left = Array(order.prefix(count))
        guard let other = specification(job.without(Set(left))),
          let answer = other.verdicts.first(where: { $0.claim == claim })?.answer
        else { break }
        if answer != from {
          best = SpecificationCurve.Turning(claim: claim, from: from, to: answer, models: left)
          break
        }
      }
    }
    return best ?? SpecificationCurve.Turning(claim: claim, from: from, to: nil, models: [])
  }

  /// The estimate alone, which is quick.
  private func estimate(_ job: Job, without names: Set<String>) -> Double? {
    let prices = job.without(names).prices
    switch job.definition {
    case .cheapest:
      return CheapestPrices(PriceRegression(prices, isCalibrated: job.isCalibrated), quantile: job.quantile)?.cheapest
    case .typical:
      return CheapestPrices(PriceRegression(prices, isCalibrated: job.isCalibrated), quantile: 0.5)?.typical
    case .matched, .frontier: return specification(job.without(names))?.logDecline.value
    }
  }
}

extension PriceSpecifications.Job {
  fileprivate func without(_ names: Set<String>) -> Self {
    Self(
      choices: choices, prices: prices.filter { !names.contains($0.identity) }, definition: definition,
      quantile: quantile, threshold: threshold, isCalibrated: isCalibrated, isMain: isMain)
  }
}

extension PriceColumns.Blend {
  /// `3:1 blend`, or what alone counts.
  fileprivate var name: String {
    inputWeight == 0 ? "output" : outputWeight == 0 ? "input" : "\(inputWeight.plain):\(outputWeight.plain) blend"
  }
}
