extension WaldInference {
  /// A function of the coefficients, with its interval.
  ///
  /// The standard error is that of the delta method, `sqrt(∇g' V ∇g)` with the exact gradient. The interval
  /// - is the image of the coefficient's own interval where the quantity depends on one coefficient and is monotone
  ///   over it, with an open end where it has a pole (a halving time, when the rate may be zero);
  /// - is `g ± t·se` otherwise.
  ///
  /// - Throws: `.unknownCoefficient`; `.formula` if it cannot be evaluated.
  /// - R: `car::deltaMethod`.
  func estimate(_ quantity: Quantity) throws(FitError) -> QuantityEstimate {
    for symbol in quantity.expression.symbols where !names.contains(symbol) {
      throw .unknownCoefficient(quantity: quantity.name, name: symbol, coefficients: names)
    }
    do {
      return QuantityEstimate(quantity: quantity, estimate: try estimate(ofSolved: inSolved(quantity.expression)))
    } catch {
      throw .formula(error)
    }
  }

  /// The expression in terms of what was solved for.
  private func inSolved(_ expression: Expression) -> Expression {
    expression.substituting(Dictionary(uniqueKeysWithValues: zip(names, natural))).simplified
  }

  /// A function of what was solved for, with its interval; see `estimate(_:)`.
  func estimate(ofSolved expression: Expression) throws(FormulaError) -> Estimate {
    let value = try expression.value(Dictionary(uniqueKeysWithValues: zip(parameters, point)))
    let gradient = try gradient(of: expression)
    guard solution.isEstimable(row: gradient), value.isFinite else { return .notEstimable }
    guard let variance = variance(of: gradient), variance.isFinite else {
      return Estimate(value: value, standardError: nil, interval: nil)
    }
    let error = variance.squareRoot()
    let used = parameters.indices.filter { expression.symbols.contains(parameters[$0]) }
    if used.count == 1, let interval = try imageOfInterval(expression, of: used[0]) {
      return Estimate(value: value, standardError: error, interval: interval)
    }
    let half = quantile * error
    return Estimate(
      value: value, standardError: error, interval: Interval(low: value - half, high: value + half, level: level))
  }

  /// The image of one coefficient's interval; `nil` where the quantity is not monotone over it.
  private func imageOfInterval(_ expression: Expression, of index: Int) throws(FormulaError) -> Interval? {
    guard let variance = variance(of: parameters.indices.map { $0 == index ? 1 : 0 }) else { return nil }
    let name = parameters[index]
    let center = point[index]
    let half = quantile * variance.squareRoot()
    let derivative = expression.derivative(by: name)
    // A sign that is the same at many points of the interval is taken for monotone; a pole shows as a value on the
    // wrong side.
    let points = (0...64).map { center + half * (Double($0) / 32 - 1) }
    var slopes: [Double] = []
    for point in points { slopes.append(try derivative.value([name: point])) }
    let finite = slopes.filter(\.isFinite)
    let isRising = finite.allSatisfy { $0 >= 0 }
    guard isRising || finite.allSatisfy({ $0 <= 0 }), finite.contains(where: { $0 != 0 }) else { return nil }

    let middle = try expression.value([name: center])
    let left = try expression.value([name: center - half])
    let right = try expression.value([name: center + half])
    let (low, high) = isRising ? (left, right) : (right, left)
    return Interval(
      low: low.isFinite && low <= middle ? low : nil, high: high.isFinite && high >= middle ? high : nil, level: level)
  }
}
