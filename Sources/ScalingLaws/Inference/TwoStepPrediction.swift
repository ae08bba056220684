import Statistics

/// What two laws in a row say about a point, with the uncertainty of both.
public struct TwoStepPrediction: Sendable {
  /// A value for each variable.
  public let point: [String: Double]
  /// What the first law says: the loss.
  public let intermediate: Prediction
  /// Both laws at the point, in the unit of the second one's response.
  public let value: Double
  /// Of both laws at the point, on the second one's residual scale; `nil` where it is undefined.
  public let standardError: Double?
  /// Where both laws are at the point.
  public let mean: Interval?
  /// The same if what the first law says were exact: what is left without its uncertainty.
  public let meanGivenFirst: Interval?
  /// Where a new observation would fall: noise of one run in each step added. `nil` where the second step fits shares.
  public let newRun: Interval?
  /// The share of the variance of the mean that comes from the first step, between 0 and 1.
  public let firstShare: Double?
}

extension TwoStepFit {
  /// Both laws at a point.
  ///
  ///     var(g) = (∂g/∂loss)² · var(loss) + var(g | loss)
  ///
  /// on the residual scale of the second law, taken back to its response. The two variances add: the second step is fitted
  /// on measured losses, and given these its coefficients do not depend on the errors of the first. Each variance is that of
  /// the step's own intervals, of a covariance formula, a jackknife, or a bootstrap. Intervals use Student's t with the degrees
  /// of freedom of Welch and Satterthwaite, `(v₁ + v₂)² / (v₁²/df₁ + v₂²/df₂)`; where both steps have draws of a bootstrap
  /// (see `draws(at:)`) they are percentiles of these instead.
  ///
  /// - Parameter point: a value for each of `variables`.
  /// - Valid when: without draws, the second law is nearly straight over the interval of the loss.
  /// - Throws: `.formula` naming a variable without a value; `.undefinedAt` where the first law has no value.
  public func predict(_ point: [String: Double]) throws(FitError) -> TwoStepPrediction {
    let intermediate = try first.predict(point)
    let numbers = point.mapValues { Expression($0) }
    let loss = try first.estimate(
      Quantity(name: link, expression: first.law.formula.right.substituting(numbers))
    ).estimate
    let given = second.scale.applied(
      to: second.law.formula.right.substituting(numbers.filter { $0.key != link }),
      positive: Set(second.law.coefficients + [link]))
    let own = try second.estimate(
      Quantity(name: "step 2", expression: given.substituting([link: Expression(intermediate.value)]))
    ).estimate
    guard let center = own.value, loss.value != nil else {
      return TwoStepPrediction(
        point: point, intermediate: intermediate, value: .nan, standardError: nil, mean: nil, meanGivenFirst: nil,
        newRun: nil, firstShare: nil)
    }
    let slope = try slope(of: given, at: intermediate.value)
    let parts = loss.standardError.flatMap { error in
      own.standardError.map { (first: (slope * error).squared, second: $0.squared) }
    }
    let known = [link: ValueRange.positive].filter { _ in first.scale == .log }
    let law = second.law.formula.right.substituting(numbers.filter { $0.key != link })
    let place = QuantityPlace(
      law.range(where: second.inference.domains.merging(known) { own, _ in own }), on: second.scale)
    let (mean, error, share) = try joint(point, center: center, parts: parts, place)
    let noise = try first.noise(at: point, value: intermediate.value).flatMap { noise throws(FitError) in
      try second.noise.size(at: point.merging([link: intermediate.value]) { $1 })
        .map { ((slope * noise).squared + $0.squared).squareRoot() }
    }
    let quantile = max(first.inference.quantile, second.inference.quantile)
    return TwoStepPrediction(
      point: point, intermediate: intermediate, value: second.scale.inverse(center), standardError: error,
      mean: mean,
      meanGivenFirst: own.onResponse(place, half: second.inference.quantile, interval: nil).interval,
      newRun: noise.flatMap { noise in
        mean?.mapEnds(second.scale.value).widened(by: quantile * noise, about: center).mapEnds(second.scale.inverse)
          .within(second.responseRange)
      }, firstShare: share)
  }

  /// The interval in the unit of the second law's response; standard error on its residual scale, and share of the first step.
  private func joint(
    _ point: [String: Double], center: Double, parts: (first: Double, second: Double)?, _ place: QuantityPlace
  ) throws(FitError) -> (interval: Interval?, error: Double?, share: Double?) {
    let level = second.options.level
    let share = parts.flatMap { $0.first + $0.second > 0 ? $0.first / ($0.first + $0.second) : nil }
    if let draws = try draws(at: point) {
      let onScale = draws.map(second.scale.value)
      let interval = BootstrapDistribution(onScale, estimate: center, level: level).percentile
        .mapEnds(second.scale.inverse)
      return (interval, Descriptive.standardDeviation(onScale), share)
    }
    guard let parts else { return (nil, nil, nil) }
    let total = parts.first + parts.second
    let sum =
      parts.first.squared / first.inference.degreesOfFreedom
      + parts.second.squared / second.inference.degreesOfFreedom
    let degrees = sum > 0 ? total.squared / sum : .infinity
    guard degrees > 0, total.isFinite else { return (nil, nil, share) }
    let half = StudentT(degreesOfFreedom: degrees).quantile(0.5 + level / 2) * total.squareRoot()
    return (DrawScale(place, at: center).interval(about: center, half: half, level: level), total.squareRoot(), share)
  }

  /// How much the second law, on its residual scale, changes with what the first one gives.
  private func slope(of given: Expression, at loss: Double) throws(FitError) -> Double {
    var values = [link: loss]
    for element in second.coefficients { values[element.name] = element.estimate.value ?? .nan }
    do {
      return try given.derivative(by: link).value(values)
    } catch {
      throw .formula(error)
    }
  }
}

extension TwoStepFit {
  /// Both laws at a point in every pair of refits; `nil` unless the intervals of both steps are made by a bootstrap.
  ///
  /// Where both steps use the same rows of one table with one seed, replicate i of one belongs to replicate i of the other:
  /// rows are drawn once for both, so that whatever their errors share is in the draws. Draws from different rows are
  /// independent, and are paired in another order than their streams.
  public func draws(at point: [String: Double]) throws(FitError) -> [Double]? {
    guard case .bootstrap = first.intervalMethod, case .bootstrap = second.intervalMethod, let one = first.draws,
      let other = second.draws
    else { return nil }
    var pairs: [(Int, Int)] = []
    if isJoint {
      let places = Dictionary(uniqueKeysWithValues: other.replicates.enumerated().map { ($1, $0) })
      pairs = one.replicates.enumerated().compactMap { place, replicate in places[replicate].map { (place, $0) } }
    } else {
      let count = min(one.replicates.count, other.replicates.count)
      pairs = (0..<count).map { ($0, ($0 + count / 2) % count) }
    }
    let taken = Set(first.law.formula.right.symbols)
    let names = one.names + other.names.map { taken.contains($0) ? $0 + "_2" : $0 }
    let columns =
      one.columns.map { column in pairs.map { column[$0.0] } }
      + other.columns.map { column in pairs.map { column[$0.1] } }
    do {
      let law = formula.right.substituting(point.mapValues { Expression($0) })
      return try Program([law], variables: names, parameters: []).bind(columns: columns, rowCount: pairs.count)
        .evaluate()[0]
    } catch {
      throw .formula(error)
    }
  }

  /// Whether a replicate of either step draws the same rows.
  private var isJoint: Bool {
    let haveCounts = [first, second].contains { $0.options.weights?.kind == .count }
    return !haveCounts && first.data.source == second.data.source && first.data.sha256 == second.data.sha256
      && first.rows.lines == second.rows.lines && first.options.clusters == second.options.clusters
      && first.options.seed == second.options.seed && first.intervalMethod == second.intervalMethod
  }
}

extension Fit {
  /// Standard deviation of one run about the law, in the unit of the response, where the law has a value.
  fileprivate func noise(at point: [String: Double], value: Double) throws(FitError) -> Double? {
    try noise.size(at: point).map { sigma in
      switch scale {
      case .identity: sigma
      case .log: sigma * abs(value)
      case .logit: sigma * value * (1 - value)
      }
    }
  }
}
