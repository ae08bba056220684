/// A fitted law that can be asked: a fit with its rows, or what a file holds of one.
protocol Predicting {
  associatedtype Inference: DeltaMethod
  var inference: Inference { get }
  /// With held coefficients as numbers.
  var formula: Formula { get }
  /// Variable by variable, the column that it stands for.
  var columns: [(variable: String, column: String)] { get }
  /// Coefficients that are held.
  var fixed: [String: Double] { get }
  var scale: ResidualScale { get }
  var noise: NoiseModel { get }
  /// Variable by variable of the law's right side, least and greatest value among the rows.
  var ranges: [String: ClosedRange<Double>] { get }
  /// Column by column of those that the law compares with text, the texts among the rows.
  var texts: [String: [String]] { get }
  /// Where a new observation lies, if more is known than that it is a number; see `Fit.responseRange(_:_:)`.
  var responseRange: ValueRange { get }
  /// An estimate by the formula, with the interval that was asked for.
  ///
  /// - Parameters:
  ///   - estimate: value and standard error on the residual scale, the interval in the unit of the quantity.
  ///   - expression: of the quantity on the residual scale, in the law's coefficients.
  ///   - place: the residual scale, and where the quantity may lie.
  func refined(_ estimate: Estimate, _ expression: Expression, _ place: QuantityPlace) throws(FitError) -> Estimate
  /// The same where the linear approximation behind the interval is far from the likelihood; see `Fit+Curvature`.
  func followed(_ estimate: Estimate, _ expression: Expression) throws(FitError) -> Estimate
}

/// What is known of a quantity besides its value: the scale on which its draws are computed, and where it may lie.
struct QuantityPlace {
  let residual: ResidualScale
  let range: ValueRange

  /// A quantity on its own scale.
  init(_ range: ValueRange) {
    residual = .identity
    self.range = range
  }

  /// A response whose residuals are taken on a scale.
  init(_ range: ValueRange, on residual: ResidualScale) {
    self.residual = residual
    self.range = range.intersection(residual.range)
  }
}

extension Predicting {
  /// Columns whose text the law compares with a text of its own, each once.
  var comparedColumns: [String] { formula.right.textComparisons.map(\.column).uniqued }

  /// Variables that a prediction needs.
  var neededVariables: [String] { columns.map(\.variable).filter(formula.right.symbols.contains) }

  /// Any function of the coefficients, with its interval.
  func estimated(_ quantity: Quantity) throws(FitError) -> QuantityEstimate {
    // A coefficient that is held is a number.
    let expression = quantity.expression.substituting(fixed.mapValues { Expression($0) })
    let estimate = try inference.estimate(
      Quantity(name: quantity.name, expression: expression, meaning: quantity.meaning, unit: quantity.unit)
    ).estimate
    let place = QuantityPlace(inference.range(of: expression))
    return QuantityEstimate(
      quantity: quantity, estimate: try followed(refined(estimate, expression, place), expression))
  }

  /// The law at a point that has a value for each variable, with both intervals; see `Fit.predict`.
  ///
  /// - Throws: `.undefinedAt` where the coefficients have values and the law has none.
  func definedPrediction(at point: [String: Double], texts: [String: String]) throws(FitError) -> Prediction {
    let prediction = try prediction(at: point, texts: texts)
    let isDetermined = inference.point.allSatisfy(\.isFinite)
    guard prediction.value.isFinite || !isDetermined else {
      let order = neededVariables
      let place =
        order.compactMap { name in point[name].map { "\(name)=\($0.plain)" } }
        + texts.keys.sorted().map {
          "\($0)=\(texts[$0] ?? "")"
        }
      throw .undefinedAt(place.joined(separator: ","), formula: formula.description, ranges: ranges)
    }
    return prediction
  }

  /// The law at a point, with both intervals; see `Fit.predict`.
  ///
  /// - Parameter texts: of each column that the law compares with text.
  /// - Returns: NaN where the law has no value.
  func prediction(at point: [String: Double], texts: [String: String] = [:]) throws(FitError) -> Prediction {
    try checkVariables(of: point, texts: texts)
    let law = formula.right.substituting(point.mapValues { Expression($0) }).deciding(texts)
    let onScale = scale.applied(to: law, positive: Set(inference.names))
    let place = QuantityPlace(inference.range(of: law), on: scale)
    let (formulaEstimate, quantile) = try byFormula(law, onScale, place)
    return Prediction(
      try refined(formulaEstimate, onScale, place), scale: scale,
      noise: try noise.size(at: point).map { quantile * $0 },
      responseRange: responseRange, extrapolation: Extrapolation.list(point, ranges))
  }

  /// The law on the residual scale, with the interval of the response.
  private func byFormula(
    _ law: Expression, _ onScale: Expression, _ place: QuantityPlace
  ) throws(FitError) -> (estimate: Estimate, quantile: Double) {
    do {
      let estimate = try inference.estimate(of: onScale)
      let quantile = inference.quantile(of: try inference.gradient(of: inference.inSolved(onScale)))
      // What depends on one coefficient has the image of its interval, and what is not transformed its own.
      let isQuantity = scale == .identity || law.symbols.count == 1
      let own = isQuantity ? try inference.estimate(of: law, within: place.range).interval : nil
      return (estimate.onResponse(place, half: quantile, interval: own), quantile)
    } catch {
      throw .formula(error)
    }
  }

  private func checkVariables(of point: [String: Double], texts: [String: String]) throws(FitError) {
    let (variables, compared) = (neededVariables, comparedColumns)
    for name in point.keys.sorted() where !variables.contains(name) {
      throw .unknownVariable(name, symbols: variables + compared)
    }
    for name in texts.keys.sorted() where !compared.contains(name) {
      throw .unknownVariable(name, symbols: variables + compared)
    }
    let missing = variables.filter { point[$0] == nil } + compared.filter { texts[$0] == nil }
    guard missing.isEmpty else {
      throw .pointIncomplete(
        missing: missing, variables: variables,
        texts: compared.map { FitError.PointText(column: $0, seen: self.texts[$0] ?? []) })
    }
  }
}

extension Expression {
  /// With comparisons decided for the columns whose text is given.
  func deciding(_ texts: [String: String]) -> Expression {
    var truths: [String: Expression] = [:]
    for comparison in textComparisons {
      if let text = texts[comparison.column] {
        truths[comparison.description] = Expression(comparison.truth(of: text) ? 1 : 0)
      }
    }
    return truths.isEmpty ? self : substituting(truths)
  }
}

extension Estimate {
  /// An estimate on a residual scale with the interval of the response, `± t·se` on the scale of where that may lie.
  ///
  /// - Parameters:
  ///   - half: of the interval, in standard errors.
  ///   - interval: of the response, where it is known.
  func onResponse(_ place: QuantityPlace, half: Double, interval: Interval?) -> Estimate {
    guard let value, let error = standardError, let own = self.interval else {
      return Estimate(value: value, standardError: standardError, interval: nil)
    }
    let response = place.residual.inverse(value)
    let reach = half * error / place.residual.slope(at: response)
    let made = QuantityScale(place.range, at: response).interval(about: response, half: reach, level: own.level)
    // Where the law is undefined within what the data allow, that end is open.
    let ends = Interval(
      low: own.low == nil ? nil : made.low, high: own.high == nil ? nil : made.high, level: own.level)
    return Estimate(
      value: value, standardError: error,
      interval: interval ?? (reach > 0 ? ends : own.mapEnds(place.residual.inverse)),
      degreesOfFreedom: degreesOfFreedom)
  }
}
