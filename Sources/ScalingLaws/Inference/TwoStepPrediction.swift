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
  /// Both laws at a point, by the delta method.
  ///
  ///     var(g) = (∂g/∂loss)² · var(loss) + var(g | loss)
  ///
  /// on the residual scale of the second law, taken back to its response. The two variances add: the second step is fitted
  /// on measured losses, and given these its coefficients do not depend on the errors of the first. Intervals use
  /// Student's t with the degrees of freedom of Welch and Satterthwaite, `(v₁ + v₂)² / (v₁²/df₁ + v₂²/df₂)`.
  ///
  /// - Parameter point: a value for each of `variables`.
  /// - Valid when: the second law is nearly straight over the interval of the loss; otherwise see `resampled`.
  /// - Throws: `.formula` naming a variable without a value.
  public func predict(_ point: [String: Double]) throws(FitError) -> TwoStepPrediction {
    let intermediate = try first.predict(point)
    do {
      let numbers = point.mapValues { Expression($0) }
      let loss = first.inference.inSolved(first.law.formula.right.substituting(numbers))
      let lossEstimate = try first.inference.estimate(ofSolved: loss)
      let positive = Set(second.law.coefficients + [link])
      let given = second.scale.applied(
        to: second.law.formula.right.substituting(numbers.filter { $0.key != link }), positive: positive)
      let onScale = second.inference.inSolved(given.substituting([link: Expression(intermediate.value)]))
      let own = try second.inference.estimate(ofSolved: onScale)
      guard let center = own.value, lossEstimate.value != nil else {
        return TwoStepPrediction(
          point: point, intermediate: intermediate, value: .nan, standardError: nil, mean: nil, meanGivenFirst: nil,
          newRun: nil, firstShare: nil)
      }
      let slope = try second.inference.inSolved(given.derivative(by: link))
        .value(second.inference.values.merging([link: intermediate.value]) { own, _ in own })
      let parts = lossEstimate.standardError.flatMap { error in
        own.standardError.map { (first: (slope * error).squared, second: $0.squared) }
      }
      let noise = first.noise(at: intermediate.value).map { (slope * $0).squared }
      return assemble(point, intermediate, center: center, parts: parts, firstNoise: noise)
    } catch {
      throw .formula(error)
    }
  }

  private func assemble(
    _ point: [String: Double], _ intermediate: Prediction, center: Double, parts: (first: Double, second: Double)?,
    firstNoise: Double?
  ) -> TwoStepPrediction {
    let level = second.options.level
    let interval = { (variance: Double, degrees: Double) -> Interval? in
      guard degrees > 0, variance.isFinite else { return nil }
      let half = StudentT(degreesOfFreedom: degrees).quantile(0.5 + level / 2) * variance.squareRoot()
      return Interval(
        low: self.second.scale.inverse(center - half), high: self.second.scale.inverse(center + half), level: level)
    }
    let degrees = (first.inference.degreesOfFreedom, second.inference.degreesOfFreedom)
    let joint = parts.map { parts in
      let total = parts.first + parts.second
      let sum = parts.first.squared / degrees.0 + parts.second.squared / degrees.1
      return (variance: total, degrees: sum > 0 ? total.squared / sum : .infinity)
    }
    let isOfShares = second.options.norm == .binomial
    let newRun = joint.flatMap { joint in
      firstNoise.flatMap { firstNoise in
        isOfShares
          ? nil
          : second.statistics.sigma.flatMap {
            interval(joint.variance + firstNoise + $0 * $0, min(degrees.0, degrees.1))
          }
      }
    }
    return TwoStepPrediction(
      point: point, intermediate: intermediate, value: second.scale.inverse(center),
      standardError: joint.map { $0.variance.squareRoot() }, mean: joint.flatMap { interval($0.variance, $0.degrees) },
      meanGivenFirst: parts.flatMap { interval($0.second, degrees.1) }, newRun: newRun,
      firstShare: joint.flatMap { joint in
        joint.variance > 0 ? parts.map { $0.first / joint.variance } : nil
      })
  }
}

extension WaldInference {
  /// What was solved for, by name.
  var values: [String: Double] { Dictionary(uniqueKeysWithValues: zip(parameters, point)) }
}

extension Fit {
  /// Standard deviation of one run about the law, in the unit of the response, where the law has a value.
  fileprivate func noise(at value: Double) -> Double? {
    statistics.sigma.map { sigma in
      switch scale {
      case .identity: sigma
      case .log: sigma * abs(value)
      case .logit: sigma * value * (1 - value)
      }
    }
  }
}
