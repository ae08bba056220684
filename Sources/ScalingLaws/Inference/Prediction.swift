/// What a fit says about a point that need not be one of its rows.
public struct Prediction: Sendable, Hashable {
  /// The law at the point, in the unit of the response.
  public let value: Double
  /// Of the law at the point, on the residual scale; `nil` where it is undefined.
  public let standardError: Double?
  /// Where the law is at the point: uncertainty of the coefficients only.
  public let mean: Interval?
  /// Where a new observation would fall: noise of one row of weight 1 added. `nil` for shares, whose noise depends on the
  /// number of trials.
  public let newRun: Interval?
}

extension Fit {
  /// The law at a point, with both intervals.
  ///
  ///     mean:     g(f) ± t·se,            new run: g(f) ± t·√(se² + sigma²)
  ///
  /// on the residual scale g, taken back to the response. Where the mean interval is made otherwise, each of its halves and the
  /// noise are added in squares.
  ///
  /// - Parameter point: a value for each variable of the law.
  /// - Valid when: the law holds there; nothing here warns of extrapolation. The noise of the new run is like that of the fit.
  /// - Throws: `.formula` naming a variable without a value.
  /// - R: `predict(m, newdata, interval = "confidence")` and `"prediction"`.
  public func predict(_ point: [String: Double]) throws(FitError) -> Prediction {
    let law = law.formula.right.substituting(point.mapValues { Expression($0) })
    let positive = Set(self.law.coefficients)
    do {
      let onScale = scale.applied(to: law, positive: positive)
      let estimate = try refined(inference.estimate(ofSolved: inference.inSolved(onScale)), onScale)
      guard let center = estimate.value else {
        return Prediction(value: .nan, standardError: nil, mean: nil, newRun: nil)
      }
      let back = { (value: Double) in self.scale.inverse(value) }
      let noise = options.norm == .binomial ? nil : statistics.sigma.map { inference.quantile * $0 }
      let interval = { (mean: Interval, noise: Double) in
        Interval(
          low: mean.low.map { back(center - ((center - $0).squared + noise.squared).squareRoot()) },
          high: mean.high.map { back(center + (($0 - center).squared + noise.squared).squareRoot()) },
          level: self.options.level)
      }
      return Prediction(
        value: back(center), standardError: estimate.standardError, mean: estimate.interval.map { interval($0, 0) },
        newRun: estimate.interval.flatMap { mean in noise.map { interval(mean, $0) } })
    } catch {
      throw .formula(error)
    }
  }
}
