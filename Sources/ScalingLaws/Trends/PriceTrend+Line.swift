import Statistics

#if canImport(Glibc)
  import Glibc
#endif

extension PriceTrend {
  /// The price on a date by the line through the frontier, with the interval of the line.
  ///
  ///     exp(a - k·t ± t(g-2)·se(t))
  ///
  /// with se(t) by subsampling models and g the models on the frontier, as the interval of the rate has them. It says where the line
  /// is, not where a price is; `PriceProjection` carries it on in time.
  ///
  /// - Returns: no value where the frontier has a single point, no interval where the rate has none.
  public func price(on date: Double) -> Estimate {
    guard let fit, let prediction = try? fit.predict(["t": date]), prediction.value.isFinite else {
      return .notEstimable
    }
    guard let lines, let interval = logDecline.interval, let degrees = logDecline.degreesOfFreedom,
      let error = lines.standardError(at: date)
    else { return Estimate(value: prediction.value, standardError: nil, interval: nil) }
    let half = StudentT(degreesOfFreedom: degrees).quantile(0.5 + interval.level / 2) * error
    return Estimate(
      value: prediction.value, standardError: prediction.value * error,
      interval: Interval(low: prediction.value * exp(-half), high: prediction.value * exp(half), level: interval.level),
      degreesOfFreedom: degrees)
  }
}
