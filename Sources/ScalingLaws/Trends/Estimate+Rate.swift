import Statistics

#if canImport(Glibc)
  import Glibc
#endif

/// What a yearly decline of the logarithm says in other words.
extension Estimate {
  /// `value ± t·se`.
  init(_ value: Double, standardError: Double?, degreesOfFreedom: Double, level: Double) {
    guard let standardError, standardError > 0, standardError.isFinite, degreesOfFreedom > 0 else {
      self.init(value: value, standardError: nil, interval: nil)
      return
    }
    let half = StudentT(degreesOfFreedom: degreesOfFreedom).quantile(0.5 + level / 2) * standardError
    self.init(
      value: value, standardError: standardError,
      interval: Interval(low: value - half, high: value + half, level: level),
      degreesOfFreedom: degreesOfFreedom)
  }

  /// `exp(k)`: times cheaper after a year.
  public var asFactorPerYear: Estimate { mapped({ exp($0) }, slope: { exp($0) }) }

  /// `100(1 - exp(-k))`: decline in a year, in per cent.
  public var asPercentPerYear: Estimate { mapped({ 100 * (1 - exp(-$0)) }, slope: { 100 * exp(-$0) }) }

  /// `12·log(2)/k`: months in which the price halves; negative where it rises.
  ///
  /// A decline that may be zero leaves the time open: upwards for a price that falls, downwards for one that rises.
  public var asHalvingMonths: Estimate {
    let months = { (k: Double) in 12 * log(2) / k }
    guard let value, value != 0 else { return .notEstimable }
    let low = interval?.low.map(months)
    let high = interval?.high.map(months)
    let ends = interval.map { interval in
      let straddles = interval.contains(0)
      // A larger decline is a shorter time.
      return Interval(
        low: straddles && value < 0 ? nil : high, high: straddles && value > 0 ? nil : low, level: interval.level)
    }
    return Estimate(
      value: months(value), standardError: standardError.map { abs(months(value) / value) * $0 }, interval: ends,
      degreesOfFreedom: degreesOfFreedom)
  }

  /// An increasing function, its standard error by its slope.
  func mapped(_ function: (Double) -> Double, slope: (Double) -> Double) -> Estimate {
    Estimate(
      value: value.map(function),
      standardError: value.flatMap { value in standardError.map { abs(slope(value)) * $0 } },
      interval: interval.map {
        Interval(low: $0.low.map(function), high: $0.high.map(function), level: $0.level)
      }, degreesOfFreedom: degreesOfFreedom)
  }
}
