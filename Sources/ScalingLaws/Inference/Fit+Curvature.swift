// A linear approximation at the optimum, on whatever scale, says little where the likelihood is far from a parabola. Where standard errors
// are large the likelihood is asked at both ends of the interval, and followed where it disagrees. See docs/decisions/quantity-intervals.md.
extension Fit {
  /// Rows up to which following the likelihood costs milliseconds.
  static let mostRowsToFollow = 5000
  /// Half the width of an interval on its scale, or over the estimate, below which the likelihood is not asked.
  private static let smallReach = 0.3
  /// How far the root of the likelihood ratio may be from what it should be at an end: this factor, or its inverse.
  private static let farRoot = 1.25

  /// Whether the likelihood is followed where it is far from the linear approximation: for intervals by the default formula, of laws that
  /// were searched for.
  var followsLikelihood: Bool {
    guard case .wald = intervalSource, options.norm.hasLikelihood(weights: options.weights?.kind), inference.isDefined,
      !statistics.isPerfect, data.rowsUsed <= Self.mostRowsToFollow, convergence.iterations > 0
    else { return false }
    var byDefault = options
    byDefault.interval = nil
    return (try? byDefault.checkedInterval()) == intervalMethod && !isDirect
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

  /// Gives coefficients the interval of the likelihood where that is far from the formula's.
  mutating func followCoefficients() throws(FitError) {
    needsLikelihood = followsLikelihood && hasLargeErrors
    guard needsLikelihood, let profile = try? ProfileInference(self) else { return }
    var elements: [CoefficientEstimates.Element] = []
    for element in coefficients {
      let found = try profile.followed(element.estimate, .symbol(element.name), far: Self.farRoot)
      // Open ends have one warning for all; see `identificationWarning`.
      if let found { profileWarnings += warnings(of: found).filter { $0.code == .profileLowerMinimum } }
      elements.append(
        CoefficientEstimates.Element(
          name: element.name, unit: element.unit,
          estimate: found.map { element.estimate.with($0, method: .profile) } ?? element.estimate,
          tStatistic: element.tStatistic, pValue: element.pValue))
    }
    coefficients = CoefficientEstimates(elements: elements)
  }

  func followed(_ estimate: Estimate, _ expression: Expression) throws(FitError) -> Estimate {
    guard needsLikelihood, !expression.symbols.isEmpty, estimate.value != nil else { return estimate }
    guard let profile = try? ProfileInference(self),
      let found = try profile.followed(estimate, expression, far: Self.farRoot)
    else { return estimate }
    return estimate.with(found, method: .profile)
  }
}

extension ProfileInference {
  /// The interval of the likelihood, where it is far from that of a linear approximation.
  ///
  /// At the ends of an interval `± t·se` the signed root of the likelihood ratio should be ± t. Where the covariance formula is another
  /// than the classical one, it should be t times the ratio of the two standard errors, and the likelihood is followed to there: it is
  /// scaled so that its curvature at the estimate is that of the formula.
  ///
  /// - Parameter far: the factor by which the root may be off.
  /// - Returns: `nil` where the linear approximation will do.
  /// - Source: Chandler & Bate 2007 (the likelihood scaled to a sandwich); Pace, Salvan & Sartori 2011, for one parameter.
  func followed(_ estimate: Estimate, _ expression: Expression, far: Double) throws(FitError) -> ProfileInterval? {
    let level = fit.options.level
    let quantity = Quantity(name: expression.description, expression: expression)
    guard let error = estimate.standardError else {
      // On a bound there is nothing but the likelihood.
      return estimate.value == nil ? nil : try profile(quantity, level: level)
    }
    let gradient: [Double]
    do { gradient = try fit.inference.gradient(of: fit.inference.inSolved(expression)) } catch { throw .formula(error) }
    let classical = (fit.inference.solution.leverage(ofRow: gradient) * unit).squareRoot()
    let target = fit.inference.quantile(of: gradient) * error / classical
    guard target > 0, target.isFinite, let interval = estimate.interval else { return nil }
    let isNear = try roots([interval.low, interval.high], of: expression).allSatisfy { root in
      root.map { max($0 / target, target / $0) <= far } ?? false
    }
    return isNear ? nil : try profile(quantity, level: level, target: target)
  }
}
