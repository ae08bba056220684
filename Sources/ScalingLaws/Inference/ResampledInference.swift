import Statistics

/// Standard errors and intervals read off refits to resamples; see `Bootstrap` and `IntervalMethod.jackknife`.
struct ResampledInference: Sendable {
  enum Kind: Sendable {
    /// With the degrees of freedom of the t quantile of `.middle`.
    case bootstrap(Bootstrap.Reading, degreesOfFreedom: Double)
    /// With the degrees of freedom of its t quantile.
    case jackknife(degreesOfFreedom: Double)
  }

  let draws: Draws
  let kind: Kind
  let level: Double
  /// The coefficients of the fit.
  let estimate: [Double]
  /// Refits that leave out one row each, or one cluster: how far each pulls the fit. For `.bca`.
  let leftOut: Draws?
  /// Covariance of the coefficients by the formula that the refits use, p × p. For `.t`.
  let ownCovariance: [Double]

  /// A quantity with the standard error and the interval of the draws.
  ///
  /// - Parameters:
  ///   - expression: of the quantity on the residual scale of its place, in the law's coefficients.
  ///   - value: of the expression at the estimate.
  /// - Returns: value and standard error on the residual scale, the interval in the unit of the quantity.
  func estimate(of expression: Expression, value: Double, _ place: QuantityPlace) throws(FormulaError) -> Estimate {
    let sample = try draws.values(of: expression)
    // Refits that all stay on a bound, or meet rows that are all alike, tell nothing of how far it may lie off.
    if !expression.symbols.isEmpty, let first = sample.first, sample.allSatisfy({ $0 == first }) {
      return Estimate(value: value, standardError: nil, interval: nil)
    }
    let plain = Self.estimate(sample, value: value, kind: kind, level: level, place)
    guard sample.count > 1, case .bootstrap(let reading, _) = kind else { return plain }
    let interval: Interval?
    switch reading {
    case .bca:
      let leftOut = try leftOut?.values(of: expression) ?? []
      let distribution = BootstrapDistribution(sample, estimate: value, level: level)
      let levels = distribution.bcaLevels(leftOut: leftOut)
      interval =
        levels.low == nil || levels.high == nil
        ? nil : distribution.bca(leftOut: leftOut).mapEnds(place.residual.inverse)
    case .t: interval = try studentized(expression, sample, value: value, place)
    case .percentile, .basic, .normal, .middle: return plain
    }
    return Estimate(value: value, standardError: plain.standardError, interval: interval)
  }

  /// What the values of a quantity over the refits say of it. Readings that need more than the values are percentiles.
  ///
  /// A percentile is the same on every scale. What is not, a distance from the estimate, is measured on the scale of where the quantity
  /// may lie (`QuantityScale`); draws at an end of that have no place there, and distances are then taken as they are.
  static func estimate(
    _ sample: [Double], value: Double, kind: Kind, level: Double, _ place: QuantityPlace
  ) -> Estimate {
    guard sample.count > 1 else { return Estimate(value: value, standardError: nil, interval: nil) }
    let scale = DrawScale(place, at: value)
    switch kind {
    case .jackknife(let degrees):
      let error = Jackknife.standardError(sample)
      guard error.isFinite, degrees > 0 else { return Estimate(value: value, standardError: nil, interval: nil) }
      let half = StudentT(degreesOfFreedom: degrees).quantile(0.5 + level / 2) * error
      return Estimate(
        value: value, standardError: error, interval: scale.interval(about: value, half: half, level: level))
    case .bootstrap(let reading, let degrees):
      let error = Descriptive.standardDeviation(sample)
      let distribution = BootstrapDistribution(sample, estimate: value, level: level)
      let interval =
        switch reading {
        case .basic: scale.read(distribution) { $0.basic }
        case .normal: scale.read(distribution) { $0.normal }
        case .middle: distribution.middle(degreesOfFreedom: degrees, on: scale)
        case .percentile, .bca, .t: scale.percentiles(of: distribution)
        }
      return Estimate(value: value, standardError: error.isFinite ? error : nil, interval: interval)
    }
  }

  /// `g⁻¹[g(θ̂) - t*₁₋ₐ·se, g(θ̂) - t*ₐ·se]` with the errors of g, on the scale of where the quantity may lie.
  ///
  /// - Returns: `nil` where no refit has a standard error above zero, or the estimate has none.
  private func studentized(
    _ expression: Expression, _ sample: [Double], value: Double, _ place: QuantityPlace
  ) throws(FormulaError) -> Interval? {
    let gradient = draws.names.map { expression.derivative(by: $0) }
    let slopes = try draws.values(of: gradient)
    let p = draws.names.count
    let scale = DrawScale(place, at: value).defined(for: sample)
    let ratios = sample.indices.map { draw in
      let error = Self.error(slopes.map { $0[draw] }, draws.covariances[draw * p * p..<(draw + 1) * p * p])
      return (scale.value(sample[draw]) - scale.value(value)) / (error * scale.slope(at: sample[draw]))
    }
    let values = Dictionary(uniqueKeysWithValues: zip(draws.names, estimate))
    var own: [Double] = []
    for derivative in gradient { own.append(try derivative.value(values)) }
    let error = Self.error(own, ownCovariance[...]) * scale.slope(at: value)
    guard error > 0, ratios.contains(where: \.isFinite) else { return nil }
    let ends = BootstrapDistribution(ratios, estimate: 0, level: level).percentile
    let center = scale.value(value)
    return scale.back(
      Interval(low: ends.high.map { center - $0 * error }, high: ends.low.map { center - $0 * error }, level: level))
  }

  /// `√(g'Vg)`.
  private static func error(_ gradient: [Double], _ covariance: ArraySlice<Double>) -> Double {
    let p = gradient.count
    var sum = 0.0
    for column in 0..<p where gradient[column] != 0 {
      for row in 0..<p where gradient[row] != 0 {
        sum += gradient[row] * covariance[covariance.startIndex + row + column * p] * gradient[column]
      }
    }
    return sum.squareRoot()
  }
}
