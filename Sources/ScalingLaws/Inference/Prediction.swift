/// What a fit says about a point that need not be one of its rows.
public struct Prediction: Sendable, Hashable {
  /// The law at the point, in the unit of the response.
  public let value: Double
  /// Of the law at the point, on the residual scale; `nil` where it is undefined.
  public let standardError: Double?
  /// Where the law is at the point: uncertainty of the coefficients only.
  public let mean: Interval?
  /// Where a new observation would fall: noise of one row of weight 1 added; see `NoiseModel`. `nil` for shares, whose noise depends
  /// on the number of trials.
  public let newRun: Interval?
  /// Variables whose value lies outside the rows of the fit.
  public let extrapolation: [Extrapolation]

  /// - Parameters:
  ///   - estimate: of the law at the point, on the residual scale; its interval is of the response.
  ///   - noise: half the width of the interval of the noise alone, on the residual scale.
  ///   - responseRange: where an observation lies.
  init(
    _ estimate: Estimate, scale: ResidualScale, noise: Double?, responseRange: ValueRange,
    extrapolation: [Extrapolation]
  ) {
    self.extrapolation = extrapolation
    guard let center = estimate.value else {
      (value, standardError, mean, newRun) = (.nan, nil, nil, nil)
      return
    }
    value = scale.inverse(center)
    standardError = estimate.standardError
    mean = estimate.interval
    newRun = noise.flatMap { noise in
      estimate.interval?.mapEnds(scale.value).widened(by: noise, about: center).mapEnds(scale.inverse)
        .within(responseRange)
    }
  }
}

extension Interval {
  /// The image under a rising function.
  func mapEnds(_ image: (Double) -> Double) -> Interval {
    Interval(low: low.map(image), high: high.map(image), level: level)
  }

  /// With ends no further out than a range; one that is open stays so.
  func within(_ range: ValueRange) -> Interval { mapEnds(range.clamp) }

  /// With noise added in squares to each half.
  ///
  /// - Parameter noise: half the width of the interval of the noise alone.
  func widened(by noise: Double, about center: Double) -> Interval {
    Interval(
      low: low.map { center - ((center - $0).squared + noise.squared).squareRoot() },
      high: high.map { center + (($0 - center).squared + noise.squared).squareRoot() }, level: level)
  }
}

extension Fit: Predicting {
  var formula: Formula { law.formula }
  var columns: [(variable: String, column: String)] { law.columns }
  var fixed: [String: Double] { options.fixed }

  /// The law at a point, with both intervals.
  ///
  ///     mean:     g(f) ± t·se,            new run: g(f) ± t·√(se² + sd²)
  ///
  /// on the residual scale g, taken back to the response. With residuals in the unit of the response the mean has the interval of any
  /// quantity, on the scale of its range (`QuantityScale`). Where the mean interval is made otherwise, each of its halves and the
  /// noise are added in squares. The sd of a new run is `NoiseModel`'s. A new run of what cannot be negative, or of a share, does not
  /// leave what it can be.
  ///
  /// - Parameter point: a value for each variable of the law.
  /// - Valid when: the law holds there; `Prediction.extrapolation` says how far it lies from the rows.
  /// - Parameter texts: of each column that the law compares with text, as `g` in `c*(g == "a")`.
  /// - Throws: `.pointIncomplete` naming a variable without a value; `.undefinedAt` where the law has no value; `.formula`, `.badNoise`.
  /// - R: `predict(m, newdata, interval = "confidence")` and `"prediction"`.
  public func predict(_ point: [String: Double], texts: [String: String] = [:]) throws(FitError) -> Prediction {
    try definedPrediction(at: point, texts: texts)
  }

  /// Column by column of those that the law compares with text, the texts among the rows, in the order of their appearance.
  var texts: [String: [String]] {
    var seen: [String: [String]] = [:]
    for column in comparedColumns { seen[column] = (texts(ofColumn: column) ?? []).compactMap { $0 }.uniqued }
    return seen
  }

  static func ranges(_ law: BoundLaw, _ data: FitData) -> [String: ClosedRange<Double>] {
    var ranges: [String: ClosedRange<Double>] = [:]
    for (variable, column) in law.columns where law.formula.right.symbols.contains(variable) {
      let values = data.column(column)
      if let low = values.min(), let high = values.max() { ranges[variable] = low...high }
    }
    return ranges
  }

  /// Where an observation lies: at zero or above where the law and every row are, from 0 to 1 where they are, or where a response that
  /// is called a share does.
  static func responseRange(_ law: BoundLaw, _ data: FitData, domains: [String: ValueRange]) -> ValueRange {
    guard let response = law.formula.response else { return .all }
    let column = law.column(of: response)
    let values = data.column(column)
    guard let low = values.min(), let high = values.max() else { return .all }
    let variables = Self.ranges(law, data).compactMapValues { $0.lowerBound > 0 ? ValueRange.positive : nil }
    let range = law.formula.right.range(where: domains.merging(variables) { own, _ in own })
    let isShare =
      ValueRange.share.contains(range) || [response, column].contains { $0.lowercased().hasSuffix("share") }
    if isShare, low >= 0, high <= 1 { return .share }
    return range.low >= 0 && low >= 0 ? .positive : .all
  }

  /// What is needed of the fit to use it without the data.
  public var saved: SavedFit {
    let isResampled = draws != nil
    var saved = SavedFit(
      law: law.law.id, formula: formula, columns: columns, ranges: ranges, texts: texts, scale: scale,
      intervalMethod: intervalMethod, noise: noise, isCertified: convergence.isCertified, fixed: fixed,
      responseRange: responseRange, draws: draws,
      inference: SavedInference(
        parameters: isResampled ? inference.names : inference.parameters,
        point: isResampled ? coefficients.map { $0.estimate.value ?? .nan } : inference.point, names: inference.names,
        natural: isResampled ? inference.names.map(Expression.symbol) : inference.natural, domains: inference.domains,
        level: options.level,
        covariance: isResampled ? covariance : inference.covariance, degreesOfFreedom: leastDegreesOfFreedom))
    let own = coefficients.map {
      QuantityEstimate(quantity: Quantity(name: $0.name, expression: .symbol($0.name)), estimate: $0.estimate)
    }
    saved.followed = (own + derived).filter { $0.estimate.method != nil }
    return saved
  }

  /// The fewest of any coefficient: where they differ, a file keeps the widest quantile.
  private var leastDegreesOfFreedom: Double {
    coefficients.compactMap(\.estimate.degreesOfFreedom).min() ?? inference.degreesOfFreedom
  }
}
