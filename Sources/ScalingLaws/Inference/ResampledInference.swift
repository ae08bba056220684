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
  /// Coefficients that cannot be negative.
  let positive: Set<String>
  /// The coefficients of the fit.
  let estimate: [Double]
  /// Refits that leave out one row each, or one cluster: how far each pulls the fit. For `.bca`.
  let leftOut: Draws?
  /// Covariance of the coefficients by the formula that the refits use, p × p. For `.t`.
  let ownCovariance: [Double]

  /// A quantity with the standard error and the interval of the draws.
  ///
  /// - Parameters:
  ///   - value: of the quantity at the estimate.
  ///   - expression: of the quantity, in the law's coefficients.
  func estimate(of expression: Expression, value: Double) throws(FormulaError) -> Estimate {
    let sample = try draws.values(of: expression)
    let plain = Self.estimate(sample, value: value, kind: kind, level: level)
    guard sample.count > 1, case .bootstrap(let reading, let degrees) = kind else { return plain }
    let interval: Interval?
    switch reading {
    case .bca:
      let leftOut = try leftOut?.values(of: expression) ?? []
      let distribution = BootstrapDistribution(sample, estimate: value, level: level)
      let levels = distribution.bcaLevels(leftOut: leftOut)
      interval = levels.low == nil || levels.high == nil ? nil : distribution.bca(leftOut: leftOut)
    case .t: interval = try studentized(expression, sample, value: value)
    case .middle:
      interval = BootstrapDistribution(sample, estimate: value, level: level)
        .middle(degreesOfFreedom: degrees, isPositive: expression.isPositive(where: positive))
    case .percentile, .basic, .normal: return plain
    }
    return Estimate(value: value, standardError: plain.standardError, interval: interval)
  }

  /// What the values of a quantity over the refits say of it. Readings that need more than the values are percentiles.
  static func estimate(_ sample: [Double], value: Double, kind: Kind, level: Double) -> Estimate {
    guard sample.count > 1 else { return Estimate(value: value, standardError: nil, interval: nil) }
    switch kind {
    case .jackknife(let degrees):
      let error = Jackknife.standardError(sample)
      guard error.isFinite, degrees > 0 else { return Estimate(value: value, standardError: nil, interval: nil) }
      let half = StudentT(degreesOfFreedom: degrees).quantile(0.5 + level / 2) * error
      return Estimate(
        value: value, standardError: error, interval: Interval(low: value - half, high: value + half, level: level))
    case .bootstrap(let reading, let degrees):
      let error = Descriptive.standardDeviation(sample)
      let distribution = BootstrapDistribution(sample, estimate: value, level: level)
      let interval =
        switch reading {
        case .basic: distribution.basic
        case .normal: distribution.normal
        case .middle: distribution.middle(degreesOfFreedom: degrees)
        case .percentile, .bca, .t: distribution.percentile
        }
      return Estimate(value: value, standardError: error.isFinite ? error : nil, interval: interval)
    }
  }

  /// `[θ̂ - t*₁₋ₐ·se, θ̂ - t*ₐ·se]`.
  ///
  /// - Returns: `nil` where no refit has a standard error above zero, or the estimate has none.
  private func studentized(
    _ expression: Expression, _ sample: [Double], value: Double
  ) throws(FormulaError) -> Interval? {
    let gradient = draws.names.map { expression.derivative(by: $0) }
    let slopes = try draws.values(of: gradient)
    let p = draws.names.count
    let ratios = sample.indices.map { draw in
      let error = Self.error(slopes.map { $0[draw] }, draws.covariances[draw * p * p..<(draw + 1) * p * p])
      return (sample[draw] - value) / error
    }
    let values = Dictionary(uniqueKeysWithValues: zip(draws.names, estimate))
    var own: [Double] = []
    for derivative in gradient { own.append(try derivative.value(values)) }
    let error = Self.error(own, ownCovariance[...])
    guard error > 0, ratios.contains(where: \.isFinite) else { return nil }
    let ends = BootstrapDistribution(ratios, estimate: 0, level: level).percentile
    return Interval(
      low: ends.high.map { value - $0 * error }, high: ends.low.map { value - $0 * error }, level: level)
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
