import Statistics

#if canImport(Glibc)
  import Glibc
#endif

/// What stands behind the typical and the cheapest rate, as sizes with intervals.
public struct PriceDiagnostics: Sendable {
  /// Yearly decline of the logarithm, cheapest less typical.
  public let difference: Estimate
  /// Growth of the spread of offers about the middle, relative, per year.
  public let spreadGrowth: Estimate
  /// Growth of that spread with the score, relative, per point.
  public let spreadByScore: Estimate
  /// Logarithm of the price per point of score, below the first knot of the spline and above the last.
  public let scoreSlopes: (low: Estimate, high: Estimate)
  /// High less low; no value where the spline is a straight line.
  public let curvature: Estimate
  /// How much faster the price falls for each point of score, in yearly decline of the logarithm.
  public let timeByScore: Estimate
  /// The typical rate by score, where time and score have a term in common: at the levels, where these are four at most, and at the
  /// 10 % and the 90 % quantile of the scores.
  public let ratesByScore: [(score: Double, logDecline: Estimate)]
  /// Prices with a score per year, in the first and the second half of the time that they cover.
  public let offersPerYear: (first: Double, second: Double)
  /// Prices after the first date of their model, as a share of all.
  public let laterShare: Double
  /// Level by level.
  public let frontierDrifts: [FrontierDrift]
  public let scoreError: ScoreErrorEffect?

  /// How the scores of a frontier's points move, and what that does to its rate.
  public struct FrontierDrift: Sendable {
    public let threshold: Double
    /// Points of score per year.
    public let drift: Estimate
    /// What the drift takes off the yearly decline of the logarithm: drift times the log price of a point of score.
    public let logDeclineLost: Double?
  }

  /// What error in the score does to the typical rate.
  public struct ScoreErrorEffect: Sendable {
    /// Standard deviation of the error, in points: that of the table, or a quarter of the scatter at a given time as an example.
    public let standardDeviation: Double
    /// Whether the table tells it; the rates are then corrected, see `ScoreCalibration`.
    public let isKnown: Bool
    /// What the error takes off the yearly decline of the logarithm where it is not corrected.
    public let logDeclineLost: Double
  }

  init(
    _ regression: PriceRegression, _ cheapest: CheapestPrices.Rates, prices: PriceList, frontiers: [PriceFrontier],
    question: DefinedRate.Question
  ) {
    (difference, spreadGrowth) = (cheapest.difference, cheapest.spreadGrowth)
    let typical = try? regression.fit(level: question.level)
    let (low, high, bend) = Self.slopes(regression, typical)
    (scoreSlopes, curvature) = ((low, high), bend)
    (timeByScore, ratesByScore) = Self.timeByScore(
      regression, levels: frontiers.count <= 4 ? frontiers.map(\.threshold) : [], level: question.level)
    spreadByScore = Self.spreadByScore(regression, typical, level: question.level)
    offersPerYear = Self.offers(regression)
    laterShare = Double(regression.laterPrices) / Double(max(1, regression.entries.count))
    let slope = ColumnRegression(regression.logPrices, on: [regression.years, regression.scores])?.slopes[1]
    frontierDrifts = frontiers.map { Self.drift($0, slope: slope, level: question.level) }
    scoreError = Self.scoreError(regression, prices, slope: slope, question: question)
  }

  private static func value(_ fit: Fit?, _ formula: String) -> Estimate {
    (try? fit?.estimate(formula).estimate) ?? .notEstimable
  }

  private static func slopes(_ regression: PriceRegression, _ fit: Fit?) -> (Estimate, Estimate, Estimate) {
    let names = Set(regression.terms.map(\.coefficient))
    guard names.contains("b") else { return (.notEstimable, .notEstimable, .notEstimable) }
    let parts = (0..<regression.spline.bends).map { "b\($0 + 1)*\(regression.spline.finalSlope($0))" }
    let sum = parts.joined(separator: " + ")
    let bend = parts.isEmpty ? Estimate.notEstimable : value(fit, sum)
    return (value(fit, "b"), value(fit, parts.isEmpty ? "b" : "b + \(sum)"), bend)
  }

  /// Fewer models than coefficients and these leave nothing to judge one more term by.
  private static let spareModels = 5

  private static func timeByScore(
    _ regression: PriceRegression, levels: [Double], level: Double
  ) -> (Estimate, [(score: Double, logDecline: Estimate)]) {
    guard regression.terms.contains(where: { $0.coefficient == "b" }),
      regression.modelCount - regression.width - 1 >= spareModels,
      let fit = try? regression.fit(adding: " - c*(years*centred)", level: level)
    else { return (.notEstimable, []) }
    let centre = Descriptive.mean(regression.scores)
    let ends = Descriptive.quantiles(regression.scores, probabilities: [0.1, 0.9])
    let scores = Set(ends + levels.filter { (regression.scores.min() ?? 0)...(regression.scores.max() ?? 0) ~= $0 })
      .sorted()
    return (value(fit, "c"), scores.map { ($0, value(fit, "k + c*(\($0 - centre))")) })
  }

  /// The size of residuals on time and score, CR3 by model.
  private static func spreadByScore(_ regression: PriceRegression, _ fit: Fit?, level: Double) -> Estimate {
    let sizes = (fit?.rows.residuals ?? []).map(abs)
    let mean = Descriptive.mean(sizes)
    guard regression.terms.contains(where: { $0.coefficient == "b" }), sizes.count == regression.entries.count,
      mean > 0,
      let table = try? regression.table().appending(
        column: Column(name: "size", storage: .numbers(sizes.map { $0 / mean }))),
      let law = try? Law("size = a + b*years + c*centred")
    else { return .notEstimable }
    var options = FitOptions(interval: .cr3, level: level, clusters: ["model"])
    options.collectsWarnings = false
    return (try? law.fit(to: table, options: options))?.coefficients["c"] ?? .notEstimable
  }

  private static func offers(_ regression: PriceRegression) -> (Double, Double) {
    guard let first = regression.entries.first?.date, let last = regression.entries.last?.date, last > first else {
      return (.nan, .nan)
    }
    let (middle, half) = ((first + last) / 2, (last - first) / 2)
    let early = Double(regression.entries.count { $0.date < middle })
    return (early / half, (Double(regression.entries.count) - early) / half)
  }

  private static func drift(_ frontier: PriceFrontier, slope: Double?, level: Double) -> FrontierDrift {
    guard let line = StraightLine(frontier.points.map(\.date), frontier.points.map { $0.score ?? .nan }) else {
      return FrontierDrift(threshold: frontier.threshold, drift: .notEstimable, logDeclineLost: nil)
    }
    let drift = Estimate(
      line.slope, standardError: line.sigma.map { $0 / line.sxx.squareRoot() },
      degreesOfFreedom: Double(line.count - 2), level: level)
    return FrontierDrift(
      threshold: frontier.threshold, drift: drift, logDeclineLost: slope.map { $0 * line.slope })
  }

  private static func scoreError(
    _ regression: PriceRegression, _ prices: PriceList, slope: Double?, question: DefinedRate.Question
  ) -> ScoreErrorEffect? {
    let dates = regression.entries.map(\.date)
    if let calibration = regression.calibration {
      let plain = PriceRegression(prices, isCalibrated: false)
      guard let with = CheapestPrices(regression, quantile: question.quantile)?.typical,
        let without = CheapestPrices(plain, quantile: question.quantile)?.typical
      else { return nil }
      return ScoreErrorEffect(
        standardDeviation: calibration.errorVariance.squareRoot(), isKnown: true, logDeclineLost: with - without)
    }
    guard let slope, let line = StraightLine(dates, regression.scores), let sigma = line.sigma, sigma > 0 else {
      return nil
    }
    // A quarter in standard deviation is a sixteenth of the variance.
    return ScoreErrorEffect(
      standardDeviation: sigma / 4, isKnown: false, logDeclineLost: slope * line.slope / 16)
  }
}
