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
  ///   - estimate: of the law at the point, on the residual scale.
  ///   - noise: half the width of the interval of the noise alone.
  init(_ estimate: Estimate, scale: ResidualScale, noise: Double?, extrapolation: [Extrapolation]) {
    self.extrapolation = extrapolation
    guard let center = estimate.value else {
      (value, standardError, mean, newRun) = (.nan, nil, nil, nil)
      return
    }
    let interval = { (mean: Interval, noise: Double) in
      Interval(
        low: mean.low.map { scale.inverse(center - ((center - $0).squared + noise.squared).squareRoot()) },
        high: mean.high.map { scale.inverse(center + (($0 - center).squared + noise.squared).squareRoot()) },
        level: mean.level)
    }
    value = scale.inverse(center)
    standardError = estimate.standardError
    mean = estimate.interval.map {
      Interval(low: $0.low.map(scale.inverse), high: $0.high.map(scale.inverse), level: $0.level)
    }
    newRun = estimate.interval.flatMap { mean in noise.map { interval(mean, $0) } }
  }

  /// - Throws: `.pointIncomplete`, `.unknownVariable`.
  static func checkPoint(_ point: [String: Double], variables: [String]) throws(FitError) {
    for name in point.keys.sorted() where !variables.contains(name) {
      throw .unknownVariable(name, symbols: variables)
    }
    let missing = variables.filter { point[$0] == nil }
    guard missing.isEmpty else { throw .pointIncomplete(missing: missing, variables: variables) }
  }
}

extension Fit {
  /// The law at a point, with both intervals.
  ///
  ///     mean:     g(f) ± t·se,            new run: g(f) ± t·√(se² + sd²)
  ///
  /// on the residual scale g, taken back to the response. Where the mean interval is made otherwise, each of its halves and the
  /// noise are added in squares. The sd of a new run is `NoiseModel`'s.
  ///
  /// - Parameter point: a value for each variable of the law.
  /// - Valid when: the law holds there; `Prediction.extrapolation` says how far it lies from the rows.
  /// - Throws: `.pointIncomplete` naming a variable without a value; `.formula`, `.badNoise`.
  /// - R: `predict(m, newdata, interval = "confidence")` and `"prediction"`.
  public func predict(_ point: [String: Double]) throws(FitError) -> Prediction {
    let right = law.formula.right
    try Prediction.checkPoint(point, variables: law.columns.map(\.variable).filter(right.symbols.contains))
    do {
      let onScale = scale.applied(
        to: right.substituting(point.mapValues { Expression($0) }), positive: Set(law.coefficients))
      let solved = inference.inSolved(onScale)
      let estimate = try refined(inference.estimate(ofSolved: solved), onScale)
      let quantile = inference.quantile(of: try inference.gradient(of: solved))
      return Prediction(
        estimate, scale: scale, noise: try noise.size(at: point).map { quantile * $0 },
        extrapolation: Extrapolation.list(point, ranges))
    } catch let error as FitError {
      throw error
    } catch let error as FormulaError {
      throw .formula(error)
    } catch {
      preconditionFailure("no other error is thrown here")
    }
  }

  /// Variable by variable of the law's right side, least and greatest value among the rows.
  var ranges: [String: ClosedRange<Double>] {
    var ranges: [String: ClosedRange<Double>] = [:]
    for (variable, column) in law.columns where law.formula.right.symbols.contains(variable) {
      let values = sample.column(column)
      if let low = values.min(), let high = values.max() { ranges[variable] = low...high }
    }
    return ranges
  }

  /// What is needed of the fit to use it without the data.
  public var saved: SavedFit {
    let isResampled = draws != nil
    return SavedFit(
      law: law.law.id, formula: law.formula, columns: law.columns, ranges: ranges, scale: scale,
      intervalMethod: intervalMethod, noise: noise, isCertified: convergence.isCertified, fixed: options.fixed,
      draws: draws,
      inference: SavedInference(
        parameters: isResampled ? inference.names : inference.parameters,
        point: isResampled ? coefficients.map { $0.estimate.value ?? .nan } : inference.point, names: inference.names,
        natural: isResampled ? inference.names.map(Expression.symbol) : inference.natural, positive: inference.positive,
        level: options.level,
        covariance: isResampled ? covariance : inference.covariance, degreesOfFreedom: leastDegreesOfFreedom))
  }

  /// The fewest of any coefficient: where they differ, a file keeps the widest quantile.
  private var leastDegreesOfFreedom: Double {
    coefficients.compactMap(\.estimate.degreesOfFreedom).min() ?? inference.degreesOfFreedom
  }
}
