/// What is needed of a fit to use it: to predict, and to estimate any quantity, without the data.
///
///     let saved = fit.saved
///     try saved.predict(["N": 70e9, "D": 1.4e12]).newRun
///
/// It is what a fit file holds. Intervals come from the draws of a bootstrap where the file has them, and from the covariance by
/// the delta method otherwise.
public struct SavedFit: Predicting, Sendable {
  /// Name of the law in the catalogue; `nil` for a law of one's own.
  public let law: String?
  /// With held coefficients as numbers.
  public private(set) var formula: Formula
  /// Variable by variable, the column that it stood for.
  public let columns: [(variable: String, column: String)]
  /// Variable by variable, least and greatest value among the rows of the fit.
  public let ranges: [String: ClosedRange<Double>]
  /// Column by column of those that the law compares with text, the texts among the rows, in the order of their appearance.
  public let texts: [String: [String]]
  public let scale: ResidualScale
  public let intervalMethod: IntervalMethod
  public let noise: NoiseModel
  public let isCertified: Bool
  /// Coefficients that were held.
  public let fixed: [String: Double]
  /// Refits to resamples, where the fit was made with them and they were kept.
  public internal(set) var draws: Draws?
  /// Where an observation lies; see `Fit.responseRange(_:_:domains:)`.
  package let responseRange: ValueRange
  /// Quantities whose intervals the fit took from the likelihood, which needs the data: what covariance gives would contradict them.
  package var followed: [QuantityEstimate] = []
  let inference: SavedInference

  /// A fit from what a file holds of it.
  ///
  /// - Shape: `covariance` is that of `parameters`, p × p.
  package init(
    law: String?, formula: Formula, columns: [(variable: String, column: String)],
    ranges: [String: ClosedRange<Double>], texts: [String: [String]] = [:], scale: ResidualScale,
    intervalMethod: IntervalMethod, noise: NoiseModel, isCertified: Bool, fixed: [String: Double],
    responseRange: ValueRange = .all, draws: Draws?, parameters: [String], point: [Double], names: [String],
    natural: [Expression], domains: [String: ValueRange], level: Double, covariance: Matrix, degreesOfFreedom: Double
  ) throws(FitError) {
    try CoverageLevel.check(level)
    precondition(
      covariance.rows == parameters.count && covariance.columns == parameters.count && point.count == parameters.count,
      "a covariance of what was solved for")
    for expression in natural {
      for symbol in expression.symbols where !parameters.contains(symbol) {
        throw .unknownCoefficient(quantity: expression.description, name: symbol, coefficients: parameters)
      }
    }
    let known = names + columns.map(\.variable)
    for symbol in formula.right.symbols where !known.contains(symbol) {
      throw .unknownVariable(symbol, symbols: known)
    }
    self.init(
      law: law, formula: formula, columns: columns, ranges: ranges, texts: texts, scale: scale,
      intervalMethod: intervalMethod, noise: noise, isCertified: isCertified, fixed: fixed,
      responseRange: responseRange, draws: draws,
      inference: SavedInference(
        parameters: parameters, point: point, names: names, natural: natural, domains: domains, level: level,
        covariance: covariance,
        degreesOfFreedom: degreesOfFreedom))
  }

  init(
    law: String?, formula: Formula, columns: [(variable: String, column: String)],
    ranges: [String: ClosedRange<Double>], texts: [String: [String]], scale: ResidualScale,
    intervalMethod: IntervalMethod, noise: NoiseModel, isCertified: Bool, fixed: [String: Double],
    responseRange: ValueRange, draws: Draws?, inference: SavedInference
  ) {
    self.law = law
    self.formula = formula
    self.columns = columns
    self.ranges = ranges
    self.texts = texts
    self.scale = scale
    self.intervalMethod = intervalMethod
    self.noise = noise
    self.isCertified = isCertified
    self.fixed = fixed
    self.responseRange = responseRange
    self.draws = draws
    self.inference = inference
  }

  /// What was solved for, its values and covariance, and the law's coefficients in terms of it.
  package var solved:
    (
      parameters: [String], point: [Double], names: [String], natural: [Expression], domains: [String: ValueRange],
      covariance: Matrix, degreesOfFreedom: Double
    )
  {
    (
      inference.parameters, inference.point, inference.names, inference.natural, inference.domains,
      inference.covariance, inference.degreesOfFreedom
    )
  }

  /// Where each of what was solved for may lie.
  package var solvedRanges: [ValueRange] { inference.solvedRanges }

  /// Names of the coefficients that were fitted.
  public var coefficients: [String] { inference.names }
  /// Nominal coverage of the intervals.
  public var level: Double { inference.level }
  /// Whether intervals are read off draws.
  public var usesDraws: Bool { draws != nil && intervalMethod.isResampling }

  /// The same with draws from a file of their own.
  ///
  /// - Throws: `.drawsDoNotFit` where they are of other coefficients.
  public func with(draws: Draws) throws(FitError) -> SavedFit {
    guard draws.names == coefficients else {
      throw .drawsDoNotFit(found: draws.names, expected: coefficients)
    }
    var saved = self
    saved.draws = draws
    return saved
  }

  /// Any function of the coefficients, with its interval.
  ///
  /// - Throws: `.unknownCoefficient`; `.formula` where it cannot be evaluated.
  public func estimate(_ quantity: Quantity) throws(FitError) -> QuantityEstimate {
    try estimated(quantity)
  }

  /// The law at a point, with both intervals; see `Fit.predict`.
  ///
  /// - Parameters:
  ///   - point: a value for each variable of the law.
  ///   - texts: of each column that the law compares with text, as `g` in `c*(g == "a")`.
  /// - Throws: `.pointIncomplete` naming a variable without a value; `.undefinedAt` where the law has no value; `.formula`, `.badNoise`.
  public func predict(_ point: [String: Double], texts: [String: String] = [:]) throws(FitError) -> Prediction {
    try definedPrediction(at: point, texts: texts)
  }

  /// The same, and NaN where the law has no value: for a figure, which leaves it out.
  package func drawn(at point: [String: Double], texts: [String: String] = [:]) throws(FitError) -> Prediction {
    try prediction(at: point, texts: texts)
  }

  /// The law for rows of some text in columns that it compares with text.
  ///
  /// - Throws: `.unknownVariable` for a column that it does not compare.
  public func holding(texts: [String: String]) throws(FitError) -> SavedFit {
    for name in texts.keys.sorted() where !textVariables.contains(name) {
      throw .unknownVariable(name, symbols: predictors + textVariables)
    }
    var saved = self
    saved.formula = Formula(left: formula.left, right: formula.right.deciding(texts).simplified)
    return saved
  }

  /// Columns whose text a prediction needs.
  public var textVariables: [String] { comparedColumns }

  /// Variables that a prediction needs.
  public var predictors: [String] { neededVariables }

  func refined(_ estimate: Estimate, _ expression: Expression, _ place: QuantityPlace) throws(FitError) -> Estimate {
    guard let value = estimate.value, let draws, usesDraws else { return estimate }
    let resampled = ResampledInference(
      draws: draws, kind: kind, level: level, estimate: inference.point, leftOut: nil, ownCovariance: [])
    do { return try resampled.estimate(of: expression, value: value, place) } catch { throw .formula(error) }
  }

  func followed(_ estimate: Estimate, _ expression: Expression) -> Estimate {
    let asked = expression.simplified
    let held = fixed.mapValues { Expression($0) }
    return followed.first { $0.quantity.expression.substituting(held).simplified == asked }?.estimate ?? estimate
  }

  /// BCa and t need refits of their own; their draws are read as percentiles.
  var kind: ResampledInference.Kind {
    switch intervalMethod {
    case .bootstrap(let bootstrap):
      .bootstrap(
        bootstrap.reading == .bca || bootstrap.reading == .t ? .percentile : bootstrap.reading,
        degreesOfFreedom: inference.degreesOfFreedom)
    case .jackknife, .wald, .profile: .jackknife(degreesOfFreedom: inference.degreesOfFreedom)
    }
  }
}

/// How far a point lies outside the rows of a fit.
public struct Extrapolation: Sendable, Hashable {
  public let variable: String
  /// log10 of how many times the value exceeds the greatest of the rows, or falls short of the least; for a variable that is not
  /// positive, or that spans less than a factor of two, as years do, how many ranges of the rows.
  public let distance: Double
  public let isDecades: Bool

  static func list(_ point: [String: Double], _ ranges: [String: ClosedRange<Double>]) -> [Extrapolation] {
    ranges.keys.sorted().compactMap { name in
      guard let range = ranges[name], let value = point[name], !range.contains(value) else { return nil }
      let spansFactors = range.upperBound >= 2 * range.lowerBound || range.upperBound == range.lowerBound
      let isDecades = range.lowerBound > 0 && value > 0 && spansFactors
      let near = value < range.lowerBound ? range.lowerBound : range.upperBound
      let width = range.upperBound - range.lowerBound
      let distance =
        isDecades
        ? abs(Double.logarithm(value / near)) / Double.logarithm(10) : width > 0 ? abs(value - near) / width : .infinity
      return Extrapolation(variable: name, distance: distance, isDecades: isDecades)
    }
  }
}
