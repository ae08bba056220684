/// Everything that was asked about one list of prices.
public struct PriceAnalysis: Sendable {
  public let prices: PriceList
  public let questions: PriceQuestions
  /// The threshold frontiers, where that definition is among those asked for.
  public let trends: [PriceTrend]
  /// Every definition that was asked for, with its result.
  public let rates: [DefinedRate]
  /// What stands behind the typical and the cheapest rate; `nil` where neither was asked for.
  public let diagnostics: PriceDiagnostics?
  /// Reasoning models and others, each alone; empty unless the table marks both.
  public let groups: [PriceGroup]
  /// The same by other scores, for the cheapest and the typical rate.
  public let byScore: [PriceAnalysis]
  public let pairs: [PricePair]
  public let claims: [Rate]
  /// Rates set beside the estimates without a test.
  public let comparisons: [Rate]
  /// Claims that contradict one another.
  public let conflicts: [ClaimConflict]
  /// Frontier by frontier; `nil` where there are too few points, and empty where none was asked for.
  public let breaks: [TrendBreak?]
  /// Frontier by frontier.
  public let windows: [[RollingRate]]
  /// Frontier by frontier; `nil` where the trend has no standard error.
  public let projections: [PriceProjection?]
  public let margin: Double
  public let level: Double
  public let warnings: [FitWarning]

  /// How many windows, end to end, a frontier may be cut into.
  private static let mostWindows = 100.0

  /// - Parameters:
  ///   - prices: each with date, model and score.
  ///   - thresholds: scores at which to follow the price; empty for none.
  ///   - pairs: of models whose prices are set side by side.
  ///   - claims: rates to be tested.
  ///   - comparisons: rates to be set beside the estimates.
  ///   - margin: factor, above 1, within which two rates count as the same.
  ///   - level: nominal coverage of intervals.
  ///   - questions: what else is asked: definitions, projections, use.
  ///   - others: the same prices with other scores.
  /// - Throws: `.oneDate` and `.oneModel` for prices that show no change; what the parts throw.
  public init(
    _ prices: PriceList, thresholds: [Double], pairs: [PricePair] = [], claims: [Rate] = [], comparisons: [Rate] = [],
    margin: Double = 1.5, level: Double = 0.95, questions: PriceQuestions = PriceQuestions(), others: [PriceList] = []
  ) throws(PriceError) {
    do { try CoverageLevel.check(level) } catch { throw .fit(error) }
    guard claims.isEmpty || level > 0.5 else { throw .levelOfClaims(level) }
    guard margin > 1, margin.isFinite else { throw .margin(margin) }
    try questions.check()
    do {
      try questions.subsampling.checkMemory(width: max(3, questions.windows(over: prices)))
    } catch {
      throw .fit(error)
    }
    for threshold in thresholds { try prices.checkScale(of: threshold) }
    if !thresholds.isEmpty { try Self.requireChange(prices) }
    var frontiers: [PriceFrontier] = []
    for threshold in thresholds { frontiers.append(try PriceFrontier(prices, atLeast: threshold)) }
    var trends: [PriceTrend] = []
    for frontier in frontiers where questions.definitions.contains(.frontier) {
      trends.append(
        try PriceTrend(frontier, of: prices, level: level, subsampling: questions.subsampling))
    }
    let question = DefinedRate.Question(
      claims: claims, margin: margin, level: level, quantile: questions.quantile, subsampling: questions.subsampling)
    let asked = frontiers.isEmpty ? [] : questions.definitions
    let regression = PriceRegression(prices)
    let cheapest =
      asked.contains { $0 == .cheapest || $0 == .typical } ? CheapestPrices.rates(regression, question) : nil
    rates = asked.flatMap { definition in
      switch definition {
      case .cheapest: cheapest.map { [DefinedRate(.cheapest, $0.found, question: question)] } ?? []
      case .typical: [DefinedRate(.typical, TypicalPrices.rate(regression, question), question: question)]
      case .frontier: trends.map { DefinedRate($0, question: question) }
      case .matched: [DefinedRate(.matched, MatchedPrices.rate(prices, question), question: question)]
      }
    }
    diagnostics = cheapest.map {
      PriceDiagnostics(regression, $0, prices: prices, frontiers: frontiers, question: question)
    }
    var byScore: [PriceAnalysis] = []
    for other in others {
      var asked = questions
      asked.definitions = questions.definitions.filter { $0 == .cheapest || $0 == .typical }
      (asked.window, asked.looksForBreaks, asked.targets, asked.dates) = (nil, false, [], [])
      byScore.append(
        try PriceAnalysis(
          other, thresholds: try other.scoreQuantiles([0]), claims: claims, margin: margin, level: level,
          questions: asked))
    }
    self.byScore = byScore
    groups = cheapest == nil ? [] : PriceGroup.all(prices, question)
    self.prices = prices
    self.questions = questions
    self.trends = trends
    self.pairs = pairs
    self.claims = claims
    self.comparisons = comparisons
    self.margin = margin
    self.level = level
    conflicts = ClaimConflict.all(claims, margin: margin)
    breaks =
      questions.looksForBreaks
      ? trends.map { TrendBreak($0.frontier, level: level, seed: questions.subsampling.seed) } : []
    if let window = questions.window, let span = trends.map(\.span).max(), span > Self.mostWindows * window {
      throw .window(window)
    }
    windows = trends.map { trend in
      questions.window.map {
        RollingRate.all(prices, trend.frontier, years: $0, level: level, subsampling: questions.subsampling)
      } ?? []
    }
    projections = questions.targets.isEmpty && questions.dates.isEmpty ? [] : trends.map { PriceProjection($0) }
    warnings = Self.warnings(prices, trends: trends, rates: rates, diagnostics: diagnostics)
  }

  /// Years that the prices with a score cover.
  public var span: Double {
    let dates = prices.entries.filter { $0.score != nil }.map(\.date)
    return (dates.last ?? 0) - (dates.first ?? 0)
  }

  /// Whether there is an answer to trust: a rate with an interval, or a pair when only pairs were asked for.
  public var hasResult: Bool {
    rates.isEmpty ? !pairs.isEmpty : rates.contains { $0.logDecline.interval != nil }
  }

  private static func requireChange(_ prices: PriceList) throws(PriceError) {
    let scored = prices.entries.filter { $0.score != nil }
    guard let first = scored.first, let last = scored.last else { return }
    guard last.date > first.date else {
      let date = CalendarDate(decimalYear: first.date)?.description ?? first.date.plain
      throw .oneDate(source: prices.source, date: date, prices: scored.count)
    }
    guard scored.contains(where: { $0.identity != first.identity }) else {
      throw .oneModel(source: prices.source, model: first.model, prices: scored.count)
    }
  }
}

extension TrendBreak {
  /// Of the logarithm of the price along a frontier.
  init?(_ frontier: PriceFrontier, level: Double, seed: UInt64) {
    let sampler = FrontierSampler(frontier.points)
    self.init(t: sampler.dates, y: sampler.prices, level: level, seed: seed)
  }
}
