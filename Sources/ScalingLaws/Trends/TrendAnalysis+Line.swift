import Statistics

#if canImport(Glibc)
  import Glibc
#endif

extension TrendAnalysis {
  /// The exponential on a date.
  public struct Level: Sendable, Hashable {
    public let value: Double
    /// Of the line; `nil` where there is nothing to judge by.
    public let line: Interval?
    /// Of a new observation.
    public let observation: Interval?
  }

  /// The line of log value on time, taken back to the value, with both bands.
  ///
  ///     exp(b₀ + b₁t ± q·se(t)),   exp(b₀ + b₁t ± q·√(se(t)² + σ²))
  ///
  /// se by the HAC covariance, q of Student's t with n - 2 degrees of freedom; t in years from the first row.
  ///
  /// - Parameter date: a decimal year; after the last row the line is carried on.
  public func exponential(on date: Double) -> Level {
    let t = date - series.firstDate
    let centre = regression.coefficient(0) + regression.coefficient(1) * t
    let (degrees, variance) = (regression.degreesOfFreedom, regression.variance([1, t]))
    guard exponential.logPerYear.interval != nil, degrees > 0, variance >= 0 else {
      return Level(value: exp(centre), line: nil, observation: nil)
    }
    let quantile = StudentT(degreesOfFreedom: degrees).quantile(0.5 + questions.level / 2)
    let noise = regression.fit.statistics.residualSumOfSquares / degrees
    let band = { (variance: Double) in
      let half = quantile * variance.squareRoot()
      return Interval(low: exp(centre - half), high: exp(centre + half), level: questions.level)
    }
    return Level(value: exp(centre), line: band(variance), observation: band(variance + noise))
  }

  /// The line with a break on a date; `nil` where there is no such line.
  public func segmentedValue(on date: Double) -> Double? {
    guard let segmented, let before = segmented.before.logPerYear.value, let after = segmented.after.logPerYear.value
    else {
      return nil
    }
    let atBreak = segmented.band.value - after * (series.lastDate - segmented.date)
    return exp(atBreak + (date < segmented.date ? before : after) * (date - segmented.date))
  }
}
