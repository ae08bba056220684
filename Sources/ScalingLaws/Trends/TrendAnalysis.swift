#if canImport(Glibc)
  import Glibc
#endif

/// Everything that was asked about one series in time.
public struct TrendAnalysis: Sendable {
  /// What to ask, and how.
  public struct Questions: Sendable {
    public var claims: [Rate] = []
    public var projections: [TrendProjection.Question] = []
    /// Factor, above 1, within which a rate counts as the claimed one.
    public var margin = 1.5
    public var level = 0.95
    /// Years ahead of the third back-test; `nil` takes half of the dates that are known.
    public var horizon: Double?
    /// Of the simulated p-value of a break.
    public var seed: UInt64 = 0

    public init() {}
  }

  /// A form beside the others: the same rows, the same response.
  public struct Comparison: Sendable {
    public let form: TrendForm
    /// Coefficients and sigma.
    public let parameters: Int
    public let sigma: Double
    public let rSquared: Double
    /// `nil` for too few rows.
    public let aicc: Double?
    /// Of the forms with AICc; see `AkaikeWeights`.
    public let weight: Double?
  }

  public let series: TimeSeries
  public let questions: Questions
  /// The line of log value on time; the interval allows for deviations that resemble their neighbours.
  public let exponential: GrowthRate
  /// The same if deviations are independent.
  public let independent: GrowthRate
  /// Value of the line at the first date.
  public let start: Double
  /// First-order autocorrelation of its residuals; `nil` where they are zero.
  public let residualAutocorrelation: Double?
  public let segmented: SegmentedSeries?
  public let logistic: LogisticSeries?
  public let wright: WrightSeries?
  public let randomWalk: RandomWalkSeries?
  /// The random walk conditions on the first row, so it has no AICc that could be set beside the others'.
  public let comparisons: [Comparison]
  /// One step, then the horizon; fewer where the series is too short.
  public let backtests: [TrendBacktest]
  public let claims: [TrendClaim]
  public let projections: [TrendProjection]
  public let warnings: [FitWarning]
  /// Of log value on years from the first row.
  let regression: SeriesRegression

  /// - Throws: `TrendError`.
  public init(_ series: TimeSeries, questions: Questions = Questions()) throws(TrendError) {
    let (level, n) = (questions.level, series.points.count)
    try questions.check(rows: n)
    let (t, y) = (series.years, series.logs)
    let line: SeriesRegression
    do { line = try SeriesRegression(y, on: [t], at: t, level: level) } catch { throw .fit(error) }
    let isPerfect = line.fit.statistics.isPerfect || n < 3
    let slope = line.coefficient(1)
    exponential = GrowthRate(line.coefficientEstimate(1))
    independent = GrowthRate(line.independent(line.weights(of: 1)))
    start = exp(line.coefficient(0))
    let rho = Autocorrelation.first(line.residuals)
    residualAutocorrelation = isPerfect || !rho.isFinite ? nil : rho
    segmented = SegmentedSeries(series, level: level, seed: questions.seed)
    logistic =
      isPerfect
      ? nil
      : LogisticSeries(
        years: t, logs: y, isGrowth: slope > 0, level: level, origin: series.firstDate)
    wright = try WrightSeries(series, level: level)
    let dates = series.distinct
    randomWalk = RandomWalkSeries(years: dates.map(\.year), logs: dates.map(\.log), level: level)
    comparisons = Self.compare(
      n, y: y, line: line, segmented: segmented, logistic: logistic, wright: wright)
    let hasBreak = segmented != nil
    let forms = TrendForm.allCases.filter {
      ($0 != .wright || series.logCumulative != nil) && ($0 != .segmented || hasBreak)
    }
    let reaches: [TrendBacktest.Reach] = [.dates(1), .dates(5), questions.horizon.map { .years($0) } ?? .half]
    backtests = isPerfect ? [] : TrendBacktest.all(series, forms: forms, reaches: reaches, level: level)
    let rate = exponential
    claims = questions.claims.map {
      TrendClaim($0, of: rate, line: line, span: series.span, level: level, margin: questions.margin)
    }
    var bands: [(form: TrendForm, band: DateBand)] = [(.exponential, line.band(span: series.span))]
    if let segmented { bands.append((.segmented, segmented.band)) }
    if let randomWalk { bands.append((.randomWalk, randomWalk.band)) }
    var projections: [TrendProjection] = []
    for question in questions.projections {
      projections.append(try TrendProjection(question, of: series, bands: bands, level: level))
    }
    self.projections = projections
    self.series = series
    self.questions = questions
    regression = line
    warnings = Self.warnings(
      series, isPerfect: isPerfect, segmented: segmented, dependence: line.dependence, backtests: backtests,
      questions: questions)
  }

  /// Whether there is an answer to trust: a rate with an interval.
  public var hasResult: Bool { exponential.logPerYear.interval != nil }

  private static func compare(
    _ n: Int, y: [Double], line: SeriesRegression, segmented: SegmentedSeries?, logistic: LogisticSeries?,
    wright: WrightSeries?
  ) -> [Comparison] {
    let forms: [(TrendForm, Int, Double?)] = [
      (.exponential, 3, line.fit.statistics.residualSumOfSquares),
      (.segmented, SegmentedSeries.parameters, segmented?.residualSumOfSquares),
      (.logistic, LogisticSeries.parameters, logistic?.residualSumOfSquares),
      (.wright, WrightSeries.parameters, wright?.residualSumOfSquares),
    ]
    let mean = y.reduce(0, +) / Double(n)
    let total = y.reduce(0) { $0 + ($1 - mean).squared }
    let fitted = forms.compactMap { form, parameters, rss in rss.map { (form, parameters, $0) } }
    let criteria = fitted.map {
      NormalCriterion.aicc(residualSumOfSquares: $0.2, rows: n, parameters: $0.1)
    }
    let known = criteria.compactMap { $0 }
    let weights = AkaikeWeights.weights(known)
    return zip(fitted, criteria).map { form, aicc in
      let degrees = n - form.1 + 1
      return Comparison(
        form: form.0, parameters: form.1,
        sigma: degrees > 0 ? (form.2 / Double(degrees)).squareRoot() : .nan,
        rSquared: total > 0 ? 1 - form.2 / total : .nan, aicc: aicc,
        weight: aicc.flatMap { value in known.firstIndex(of: value).map { weights[$0] } })
    }
  }
}

extension TrendAnalysis.Questions {
  func check(rows: Int) throws(TrendError) {
    do { try CoverageLevel.check(level) } catch { throw .fit(error) }
    guard claims.isEmpty || level > 0.5 else { throw .levelOfClaims(level) }
    guard margin > 1, margin.isFinite else { throw .margin(margin) }
    if let horizon, !(horizon > 0 && horizon.isFinite) { throw .horizon(horizon) }
  }
}

extension SeriesRegression {
  /// Of a line on time, after the last row.
  func band(span: Double) -> DateBand {
    DateBand(level: coefficient(0), slope: coefficient(1), span: span, deviations: dependence)
  }
}
