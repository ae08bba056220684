#if canImport(Glibc)
  import Glibc
#endif

/// What one group of rows says about value and capability.
public struct ValueGroup: Sendable {
  /// A form beside the others: the same rows, the same response.
  public struct Comparison: Sendable {
    public let form: ValueForm
    public let parameters: Int
    /// k of the double exponential, c* of the hyperbola; `nil` where there is none, or it is beyond all bounds.
    public let shape: Double?
    /// Whether the best curve of the form is the exponential.
    public let isExponential: Bool
    public let rSquared: Double
    /// `nil` for too few rows.
    public let aicc: Double?
    public let weight: Double?
    /// `√(mean e²)` of log value one row ahead; `nil` for too few rows.
    public let oneStepError: Double?
    /// The same over the last third of the rows, foretold from the first two thirds.
    public let lastThirdError: Double?
  }

  /// The value of the grouping column; `nil` where rows are not grouped.
  public let name: String?
  public let series: ValueSeries
  /// Of log value on capability, per unit; see `SeriesRegression`.
  public let slope: Estimate
  public let rSquared: Double?
  /// `nil` for too few rows or capabilities.
  public let curvature: ValueCurvature?
  public let confounding: ValueConfounding
  public let comparisons: [Comparison]
  /// Origins of the one-step back-test, and rows of the last third.
  public let backtested: (origins: Int, lastThird: Int)

  public var verdict: ValueVerdict { curvature?.verdict ?? .notDecided }

  /// A form fitted to the rows, in the unit of the value, at some capabilities; NaN where the rows do not determine it.
  public func values(of form: ValueForm, at capabilities: [Double]) -> [Double] {
    guard let fit = ValueFit(form, capabilities: series.capabilities, logs: series.logs) else {
      return capabilities.map { _ in .nan }
    }
    return capabilities.map { exp(fit.value(at: $0)) }
  }

  init(_ series: ValueSeries, name: String?, level: Double, margin: Double) throws(TrendError) {
    let n = series.points.count
    let (c, y) = (series.capabilities, series.logs)
    do {
      let line = try SeriesRegression(y, on: [c], at: series.dates, level: level)
      let isKnown = n > 2 && !line.fit.statistics.isPerfect
      slope =
        isKnown ? line.coefficientEstimate(1) : Estimate(value: line.coefficient(1), standardError: nil, interval: nil)
      rSquared = line.fit.statistics.rSquared
    } catch {
      throw .fit(error)
    }
    curvature = try ValueCurvature(series, level: level, margin: margin)
    confounding = try ValueConfounding(series, level: level)
    let tests = Self.backtests(c, y)
    backtested = (tests.origins, tests.lastThird)
    comparisons = Self.compare(c, y, errors: tests.errors)
    self.name = name
    self.series = series
  }

  private static func compare(
    _ c: [Double], _ y: [Double], errors: [ValueForm: (oneStep: Double?, lastThird: Double?)]
  ) -> [Comparison] {
    let fits = ValueForm.allCases.compactMap { ValueFit($0, capabilities: c, logs: y) }
    let mean = y.reduce(0, +) / Double(y.count)
    let total = y.reduce(0) { $0 + ($1 - mean).squared }
    let criteria = fits.map {
      NormalCriterion.aicc(
        residualSumOfSquares: $0.residualSumOfSquares, rows: y.count, parameters: $0.form.parameters)
    }
    let known = criteria.compactMap { $0 }
    let weights = AkaikeWeights.weights(known)
    return zip(fits, criteria).map { fit, aicc in
      Comparison(
        form: fit.form, parameters: fit.form.parameters, shape: fit.shape, isExponential: fit.isExponential,
        rSquared: total > 0 ? 1 - fit.residualSumOfSquares / total : .nan, aicc: aicc,
        weight: aicc.flatMap { value in known.firstIndex(of: value).map { weights[$0] } },
        oneStepError: errors[fit.form]?.oneStep, lastThirdError: errors[fit.form]?.lastThird)
    }
  }

  /// Each form fitted to the rows up to one, in order of date, and asked for the next at its capability; all on the same origins. A form
  /// that a part of the rows does not determine foretells what the exponential does.
  private static func backtests(
    _ c: [Double], _ y: [Double]
  ) -> (errors: [ValueForm: (oneStep: Double?, lastThird: Double?)], origins: Int, lastThird: Int) {
    let n = c.count
    let split = n - n / 3
    let origins = n >= 6 ? Array(max(4, n / 2)..<n) : []
    let error = { (form: ValueForm, count: Int, row: Int) -> Double? in
      let (known, logs) = (Array(c.prefix(count)), Array(y.prefix(count)))
      let fit = ValueFit(form, capabilities: known, logs: logs)
      return (fit ?? ValueFit(.exponential, capabilities: known, logs: logs)).map { y[row] - $0.value(at: c[row]) }
    }
    let root = { (errors: [Double?]) -> Double? in
      let known = errors.compactMap { $0 }
      return known.isEmpty || known.count < errors.count ? nil : Backtest.Errors(known).rootMeanSquare
    }
    var result: [ValueForm: (oneStep: Double?, lastThird: Double?)] = [:]
    for form in ValueForm.allCases {
      result[form] = (
        root(origins.map { error(form, $0, $0) }), n >= 6 ? root((split..<n).map { error(form, split, $0) }) : nil
      )
    }
    return (result, origins.count, n >= 6 ? n - split : 0)
  }
}
