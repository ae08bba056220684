// A linear approximation at the optimum, on whatever scale, says little where the likelihood is far from a parabola. Where standard errors
// are large the likelihood is asked at both ends of the interval, and followed where it disagrees. See docs/decisions/quantity-intervals.md.
extension Fit {
  /// Rows up to which following the likelihood costs milliseconds.
  static let mostRowsToFollow = 5000
  /// Half the width of an interval on its scale, or over the estimate, below which the likelihood is not asked.
  private static let smallReach = 0.3
  /// How far the root of the likelihood ratio may be from what it should be at an end: this factor, or its inverse.
  private static let farRoot = 1.25

  /// Whether the likelihood is followed where it is far from the linear approximation: for intervals by the default formula, or by HC3 with
  /// t(n - p), of laws that were searched for.
  var followsLikelihood: Bool {
    guard case .wald = intervalSource, options.norm.hasLikelihood(weights: options.weights?.kind), inference.isDefined,
      // Where shares are separated there is no maximum to follow it from; what is estimable has the formula's interval.
      separation == nil, !statistics.isPerfect, data.rowsUsed <= Self.mostRowsToFollow, convergence.iterations > 0
    else { return false }
    var byDefault = options
    byDefault.interval = nil
    guard let usual = try? byDefault.checkedInterval(), !isDirect else { return false }
    return usual == intervalMethod || usual == .hc3Effective && intervalMethod == .hc3
  }

  /// Whether some coefficient is known so poorly, or not at all, that a linear approximation may be far off.
  var hasLargeErrors: Bool {
    coefficients.contains { element in
      guard let value = element.estimate.value else { return false }
      guard let error = element.estimate.standardError else { return true }
      let scale = QuantityScale(inference.domains[element.name] ?? .all, at: value)
      let reach = inference.quantile * error * (scale == .identity ? 1 / abs(value) : scale.slope(at: value))
      return reach > Self.smallReach
    }
  }

  /// Gives coefficients the intervals of the likelihood where that of one is far from the formula's: all of them, so that a column has
  /// one method.
  mutating func followCoefficients() throws(FitError) {
    guard followsLikelihood, hasLargeErrors, let profile = try? ProfileInference(self) else { return }
    var isFar = false
    for element in coefficients where !isFar {
      isFar = try profile.isFar(element.estimate, .symbol(element.name), by: Self.farRoot)
    }
    likelihood = isFar ? .followed : .asked
    guard isFar else { return }
    var elements: [CoefficientEstimates.Element] = []
    for element in coefficients {
      let found = try profile.scaled(element.estimate, .symbol(element.name))
      // Open ends have one warning for all; see `identificationWarning`.
      profileWarnings += found.map { warnings(of: $0).filter { $0.code == .profileLowerMinimum } } ?? []
      elements.append(
        CoefficientEstimates.Element(
          name: element.name, unit: element.unit,
          estimate: found.map { element.estimate.with($0, method: .profile) } ?? element.estimate,
          tStatistic: element.tStatistic, pValue: element.pValue))
    }
    coefficients = CoefficientEstimates(elements: elements)
  }

  func followed(_ estimate: Estimate, _ expression: Expression) throws(FitError) -> Estimate {
    guard likelihood != .unasked, !expression.symbols.isEmpty, estimate.value != nil,
      let profile = try? ProfileInference(self)
    else { return estimate }
    if likelihood == .asked, try !profile.isFar(estimate, expression, by: Self.farRoot) { return estimate }
    guard let found = try profile.scaled(estimate, expression) else { return estimate }
    return estimate.with(found, method: .profile)
  }

  /// What the likelihood has to do with the intervals of a formula.
  enum LikelihoodUse: Sendable {
    /// Nothing: standard errors are small, or the formula was asked for.
    case unasked
    /// It bears out those of the coefficients, and is asked about every other quantity.
    case asked
    /// It is followed in their place.
    case followed
  }
}

extension ProfileInference {
  /// Whether the likelihood is far from a linear approximation at the ends of its interval `± t·se`, where the signed root of the
  /// likelihood ratio should be ± t; see `target(of:_:)`.
  ///
  /// - Parameter far: the factor by which the root may be off.
  func isFar(_ estimate: Estimate, _ expression: Expression, by far: Double) throws(FitError) -> Bool {
    guard estimate.value != nil else { return false }
    // On a bound there is nothing but the likelihood.
    guard estimate.standardError != nil, let interval = estimate.interval else { return true }
    guard let target = try target(of: estimate, expression) else { return false }
    return try !roots([interval.low, interval.high], of: expression).allSatisfy { root in
      root.map { max($0 / target, target / $0) <= far } ?? false
    }
  }

  /// The interval of the likelihood, scaled to the covariance formula; `nil` where nothing is known.
  func scaled(_ estimate: Estimate, _ expression: Expression) throws(FitError) -> ProfileInterval? {
    guard estimate.value != nil else { return nil }
    let quantity = Quantity(name: expression.description, expression: expression)
    return try profile(quantity, level: fit.options.level, target: target(of: estimate, expression))
  }

  /// The signed root at the ends: t times the ratio of the standard error to the classical one. So the likelihood is scaled that its
  /// curvature at the estimate is that of the covariance formula; `nil` on a bound.
  ///
  /// - Source: Chandler & Bate 2007 (the likelihood scaled to a sandwich); Pace, Salvan & Sartori 2011, for one parameter.
  private func target(of estimate: Estimate, _ expression: Expression) throws(FitError) -> Double? {
    guard let error = estimate.standardError else { return nil }
    let gradient: [Double]
    do { gradient = try fit.inference.gradient(of: fit.inference.inSolved(expression)) } catch { throw .formula(error) }
    let classical = (fit.inference.solution.leverage(ofRow: gradient) * unit).squareRoot()
    let target = fit.inference.quantile(of: gradient) * error / classical
    return target > 0 && target.isFinite ? target : nil
  }
}
