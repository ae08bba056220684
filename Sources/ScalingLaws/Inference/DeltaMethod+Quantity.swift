import Statistics

extension DeltaMethod {
  /// A function of the coefficients, with its interval.
  ///
  /// The standard error is that of the delta method, `sqrt(∇g' V ∇g)` with the exact gradient. The interval
  /// - is `± t·se` on the scale of the quantity's range (`QuantityScale`): logarithms of what is positive, log odds of a share;
  /// - is the image of the coefficient's own interval where the quantity depends on one coefficient;
  /// - has an open end where the quantity runs to infinity within what the data allow (a halving time, when the rate may be
  ///   zero; a ratio, when its denominator may); see `QuantityPath`.
  ///
  /// A coefficient on its bound has no standard error, and neither has what depends on nothing else.
  ///
  /// - Throws: `.unknownCoefficient`; `.formula` if it cannot be evaluated.
  /// - R: `car::deltaMethod`.
  func estimate(_ quantity: Quantity) throws(FitError) -> QuantityEstimate {
    for symbol in quantity.expression.symbols where !names.contains(symbol) {
      throw .unknownCoefficient(quantity: quantity.name, name: symbol, coefficients: names)
    }
    do {
      return QuantityEstimate(quantity: quantity, estimate: try estimate(of: quantity.expression))
    } catch {
      throw .formula(error)
    }
  }

  /// The expression in terms of what was solved for.
  func inSolved(_ expression: Expression) -> Expression {
    expression.substituting(Dictionary(uniqueKeysWithValues: zip(names, natural))).simplified
  }

  /// Where a function of the coefficients may lie.
  func range(of expression: Expression) -> ValueRange { expression.range(where: domains) }

  /// A function of the coefficients, with its interval; see `estimate(_:)`.
  ///
  /// - Parameter range: where it may lie, if more is known than its formula says.
  func estimate(of expression: Expression, within range: ValueRange? = nil) throws(FormulaError) -> Estimate {
    let solved = inSolved(expression)
    let value = try solved.value(Dictionary(uniqueKeysWithValues: zip(parameters, point)))
    let gradient = try gradient(of: solved)
    guard isDetermined(solved, gradient), value.isFinite else { return .notEstimable }
    let range = range ?? self.range(of: expression)
    if solved.symbols.isEmpty, !expression.symbols.isEmpty { return .onBound(value, of: range, level: level) }
    guard let variance = variance(of: gradient), variance.isFinite else {
      return Estimate(value: value, standardError: nil, interval: nil)
    }
    let error = variance.squareRoot()
    let half = quantile(of: gradient) * error
    let interval =
      half > 0 && half.isFinite
      ? try self.interval(of: expression, solved, at: value, half: half, gradient: gradient, within: range)
      : Interval(low: value, high: value, level: level)
    return Estimate(
      value: value, standardError: error, interval: interval, degreesOfFreedom: degreesOfFreedom(of: gradient))
  }

  private func interval(
    of expression: Expression, _ solved: Expression, at value: Double, half: Double, gradient: [Double],
    within range: ValueRange
  ) throws(FormulaError) -> Interval {
    let scale = QuantityScale(range, at: value)
    let isLinear = solved.linearDecomposition(in: parameters) != nil
    let isCoefficient = names.contains { expression == .symbol($0) }
    // Of one coefficient, the image of its interval; of several that may have a pole, as far as it goes.
    let isFollowed = !isCoefficient && (expression.symbols.count == 1 || (scale == .identity && !isLinear))
    guard isFollowed else { return scale.interval(about: value, half: half, level: level) }
    let path = try path(of: expression, gradient: gradient, half: half)
    if expression.symbols.count == 1 || path.isBroken {
      return Interval(low: path.low, high: path.high, level: level).bounded
    }
    return Interval(low: value - half, high: value + half, level: level)
  }

  /// The quantity along the direction in which it varies most for what the data allow, `V∇g / √(∇g'V∇g)`, to both ends. For a
  /// function of one coefficient, that is the coefficient's own interval. Coefficients move on their own scales, so that none leaves
  /// its domain.
  private func path(of expression: Expression, gradient: [Double], half: Double) throws(FormulaError) -> QuantityPath {
    let covariance = covariance
    let pull = parameters.indices.map { row in
      parameters.indices.reduce(0.0) { gradient[$1] == 0 ? $0 : $0 + covariance[row, $1] * gradient[$1] }
    }
    let variance = zip(pull, gradient).reduce(0.0) { $1.1 == 0 ? $0 : $0 + $1.0 * $1.1 }
    let values = Dictionary(uniqueKeysWithValues: zip(parameters, point))
    var places: [(name: String, scale: QuantityScale, start: Double, reach: Double)] = []
    for (name, inner) in zip(names, natural) where expression.symbols.contains(name) {
      let start = try inner.value(values)
      let slopes = try self.gradient(of: inner)
      let change = zip(slopes, pull).reduce(0.0) { $1.0 == 0 ? $0 : $0 + $1.0 * $1.1 } / variance * half
      let scale = QuantityScale(domains[name] ?? .all, at: start)
      let reach = change * scale.slope(at: start)
      places.append((name, scale, scale.value(start), reach.isFinite ? reach : 0))
    }
    return try QuantityPath(slope: half) { fraction throws(FormulaError) in
      var moved: [String: Double] = [:]
      for place in places { moved[place.name] = place.scale.inverse(place.start + fraction * place.reach) }
      return try expression.value(moved)
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

extension Estimate {
  /// What a coefficient on its bound decides: it has a value, and how far it may lie from it on the other side is not known here.
  static func onBound(_ value: Double, of range: ValueRange, level: Double) -> Estimate {
    let isLow = value <= range.low
    let interval =
      isLow || value >= range.high ? Interval(low: isLow ? value : nil, high: isLow ? nil : value, level: level) : nil
    return Estimate(value: value, standardError: nil, interval: interval)
  }
}

extension WaldInference: DeltaMethod {
  /// Whether the data determine a function of what was solved for.
  ///
  /// Where coefficients are not determined, a linear combination of them may be; of any other function its value at one of many
  /// equally good solutions tells nothing. Where a search ran along what is not determined, the coefficients are as large as it
  /// ran far, and their sum is what is left of their rounding: nothing that takes one of them is determined then.
  func isDetermined(_ expression: Expression, _ gradient: [Double]) -> Bool {
    let open = parameters.indices.filter { !solution.isEstimable[$0] }.map { parameters[$0] }
    let usesOpen = expression.symbols.contains(where: open.contains)
    if usesOpen, isSearched || expression.linearDecomposition(in: parameters) == nil { return false }
    return solution.isEstimable(row: gradient)
  }
}
