import Statistics

extension DeltaMethod {
  /// A function of the coefficients, with its interval.
  ///
  /// The standard error is that of the delta method, `sqrt(∇g' V ∇g)` with the exact gradient. The interval
  /// - is the image of the coefficient's own interval where the quantity depends on one coefficient;
  /// - is `g ± t·se` where it depends on several;
  /// - is `g·exp(± t·se/|g|)` for what is surely positive and far from straight within what the data allow: the factor of a power, as
  ///   `A` in `A * N^-alpha`, whose data are far from `N = 1`, or a ratio of powers;
  /// - has an open end where the quantity runs to infinity within what the data allow (a halving time, when the rate may be
  ///   zero; a ratio, when its denominator may); see `QuantityPath`.
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
  func inSolved(_ expression: Expression) -> Expression {
    expression.substituting(Dictionary(uniqueKeysWithValues: zip(names, natural))).simplified
  }

  /// A function of what was solved for, with its interval; see `estimate(_:)`.
  func estimate(ofSolved expression: Expression) throws(FormulaError) -> Estimate {
    let value = try expression.value(Dictionary(uniqueKeysWithValues: zip(parameters, point)))
    let gradient = try gradient(of: expression)
    guard isDetermined(expression, gradient), value.isFinite else { return .notEstimable }
    guard let variance = variance(of: gradient), variance.isFinite else {
      return Estimate(value: value, standardError: nil, interval: nil)
    }
    let error = variance.squareRoot()
    let degrees = degreesOfFreedom(of: gradient)
    let quantile = quantile(of: gradient)
    let half = quantile * error
    guard half > 0, half.isFinite else {
      return Estimate(
        value: value, standardError: error, interval: Interval(low: value, high: value, level: level),
        degreesOfFreedom: degrees)
    }
    let used = parameters.indices.filter { expression.symbols.contains(parameters[$0]) }
    let path = try path(of: expression, gradient: gradient, error: error, quantile: quantile)
    let isCurved = path.isBroken || path.isExponential || isCentred(expression)
    let interval =
      if used.count > 1, isCurved, expression.isPositive(where: positive) {
        Interval(exponential: value, half: half, level: level)
      } else if used.count == 1 || path.isBroken {
        Interval(low: path.low, high: path.high, level: level)
      } else {
        Interval(low: value - half, high: value + half, level: level)
      }
    return Estimate(value: value, standardError: error, interval: interval, degreesOfFreedom: degrees)
  }

  /// Whether this is a coefficient that was centred together with an exponent.
  private func isCentred(_ expression: Expression) -> Bool {
    natural.contains { $0 == expression || $0.simplified == expression }
  }

  /// The quantity along the direction in which it varies most for what the data allow: `V∇g / √(∇g'V∇g)` to both ends. For a
  /// function of one coefficient, that is the coefficient's own interval.
  private func path(
    of expression: Expression, gradient: [Double], error: Double, quantile: Double
  ) throws(FormulaError) -> QuantityPath {
    let covariance = covariance
    let direction = parameters.indices.map { row in
      parameters.indices.reduce(0.0) { sum, column in
        gradient[column] == 0 ? sum : sum + covariance[row, column] * gradient[column]
      } * quantile / error
    }
    return try QuantityPath(slope: quantile * error) { fraction throws(FormulaError) in
      var values: [String: Double] = [:]
      for (index, name) in parameters.enumerated() {
        values[name] = point[index] + (direction[index].isFinite ? fraction * direction[index] : 0)
      }
      return try expression.value(values)
    }
  }

  /// Derivatives by what was solved for, at the optimum.
  func gradient(of expression: Expression) throws(FormulaError) -> [Double] {
    let values = Dictionary(uniqueKeysWithValues: zip(parameters, point))
    var gradient: [Double] = []
    let used = Set(expression.symbols)
    for name in parameters {
      gradient.append(used.contains(name) ? try expression.derivative(by: name).value(values) : 0)
    }
    return gradient
  }

  /// Half the width of the interval of a linear combination, in standard errors.
  func quantile(of gradient: [Double]) -> Double {
    let degrees = degreesOfFreedom(of: gradient)
    return degrees > 0 ? StudentT(degreesOfFreedom: degrees).quantile(0.5 + level / 2) : .nan
  }
}

extension Interval {
  /// `value·exp(± half/|value|)`.
  fileprivate init(exponential value: Double, half: Double, level: Double) {
    let factor = Double.exponential(half / abs(value))
    let ends = [value / factor, value * factor]
    self.init(low: ends.min(), high: ends.max(), level: level)
  }
}

extension WaldInference: DeltaMethod {
  /// Whether the data determine a function of what was solved for.
  ///
  /// Where coefficients are not determined, a linear combination of them may be; of any other function its value at one of many
  /// equally good solutions tells nothing.
  func isDetermined(_ expression: Expression, _ gradient: [Double]) -> Bool {
    let open = parameters.indices.filter { !solution.isEstimable[$0] }.map { parameters[$0] }
    let usesOpen = expression.symbols.contains(where: open.contains)
    if usesOpen, expression.linearDecomposition(in: parameters) == nil { return false }
    return solution.isEstimable(row: gradient)
  }
}
