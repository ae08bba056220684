import Statistics

/// Residuals in order beside what normal noise would have them be.
///
///     expected(k) = Φ⁻¹((k - 3/8) / (n + 1/4)),   band(k) = Φ⁻¹ of the quantiles of Beta(k, n + 1 - k)
///
/// The k-th smallest of n probabilities is distributed as Beta(k, n + 1 - k), so the band holds each point on its own, not all at once.
///
/// - Valid when: residuals are nearly independent, which they are for many more rows than coefficients.
/// - Source: Blom 1958 for the positions; David and Nagaraja 2003, 2.1, for the band. R: `qqnorm`, which takes `(k - 1/2)/n` above ten
///   rows.
public struct NormalQuantiles: Sendable, Hashable {
  public struct Point: Sendable, Hashable {
    public let expected: Double
    /// In standard deviations.
    public let residual: Double
    public let low: Double
    public let high: Double
    /// Line of the source.
    public let line: Int
  }

  /// By ascending residual.
  public let points: [Point]
  /// Whether each residual is over its own standard deviation; otherwise less the median, over 1.4826 times the median absolute
  /// deviation.
  public let isStandardized: Bool

  /// `nil` for fewer than three residuals.
  init?(_ residuals: [(value: Double, line: Int)], isStandardized: Bool, level: Double) {
    let sorted = residuals.filter { $0.value.isFinite }.sorted { ($0.value, $0.line) < ($1.value, $1.line) }
    guard sorted.count >= 3 else { return nil }
    let n = Double(sorted.count)
    let normal = StandardNormal()
    self.isStandardized = isStandardized
    points = sorted.enumerated().map { index, residual in
      let (k, rest) = (Double(index + 1), n - Double(index))
      // A beta quantile by that of F: B = kF / (kF + n + 1 - k) with 2k and 2(n + 1 - k) degrees of freedom.
      let ratio = FDistribution(numerator: 2 * k, denominator: 2 * rest)
      let end = { (probability: Double) in
        let f = k * ratio.quantile(probability)
        return normal.quantile(f / (f + rest))
      }
      return Point(
        expected: normal.quantile((k - 0.375) / (n + 0.25)), residual: residual.value, low: end(0.5 - level / 2),
        high: end(0.5 + level / 2), line: residual.line)
    }
  }
}

extension Fit {
  /// Residuals of the rows over their own standard deviations, and the unit; as they are, without one, where the norm is another than
  /// least squares or the fit is perfect.
  public var standardizedResiduals: (values: [Double], unit: String?) {
    let isKnown = options.norm == .squared && rows.standardized.contains { $0.isFinite }
    return isKnown ? (rows.standardized, "standard deviations") : (rows.residuals, nil)
  }

  /// The residuals beside normal quantiles; `nil` where fewer than three have a standard deviation.
  public func normalQuantiles(level: Double = 0.95) -> NormalQuantiles? {
    let (values, unit) = standardizedResiduals
    if unit != nil {
      return NormalQuantiles(Array(zip(values, rows.lines)).map { ($0, $1) }, isStandardized: true, level: level)
    }
    let centre = Descriptive.median(values)
    let scale = 1.4826 * Descriptive.median(values.map { abs($0 - centre) })
    guard scale > 0 else { return nil }
    return NormalQuantiles(
      zip(values, rows.lines).map { (($0 - centre) / scale, $1) }, isStandardized: false, level: level)
  }
}
