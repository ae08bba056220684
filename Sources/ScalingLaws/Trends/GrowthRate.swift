#if canImport(Glibc)
  import Glibc
#endif

/// A constant rate of change of a logarithm, and what it is in other words.
public struct GrowthRate: Sendable, Hashable {
  /// Of the natural logarithm, per year: above zero where the quantity grows.
  public let logPerYear: Estimate

  init(_ logPerYear: Estimate) { self.logPerYear = logPerYear }

  /// `exp(b)`: times as much after a year.
  public var factorPerYear: Estimate {
    Estimate(
      value: logPerYear.value.map { exp($0) },
      standardError: logPerYear.standardError.map { $0 * exp(logPerYear.value ?? .nan) },
      interval: logPerYear.interval.map {
        Interval(low: $0.low.map { exp($0) }, high: $0.high.map { exp($0) }, level: $0.level)
      }, degreesOfFreedom: logPerYear.degreesOfFreedom)
  }

  /// Whether the estimate grows.
  public var isGrowth: Bool { (logPerYear.value ?? 0) > 0 }

  /// `log 2/|b|`: years in which it doubles, or halves where it falls.
  ///
  /// The interval is the image of the rate's. Where the rate may be zero or of the other sign, no time is too long: the upper
  /// end is open.
  public var yearsPerFactorOfTwo: Estimate {
    guard let rate = logPerYear.value, rate != 0 else { return .notEstimable }
    let time = { (rate: Double) in log(2) / abs(rate) }
    let interval = logPerYear.interval.map { interval in
      let ends = rate > 0 ? (interval.low, interval.high) : (interval.high.map(-), interval.low.map(-))
      return Interval(
        low: ends.1.map(time), high: ends.0.flatMap { $0 > 0 ? time($0) : nil }, level: interval.level)
    }
    return Estimate(
      value: time(rate), standardError: logPerYear.standardError.map { time(rate) * $0 / abs(rate) },
      interval: interval,
      degreesOfFreedom: logPerYear.degreesOfFreedom)
  }
}

extension Estimate {
  func shifted(by distance: Double) -> Estimate {
    Estimate(
      value: value.map { $0 + distance }, standardError: standardError,
      interval: interval.map {
        Interval(low: $0.low.map { $0 + distance }, high: $0.high.map { $0 + distance }, level: $0.level)
      }, degreesOfFreedom: degreesOfFreedom)
  }
}
