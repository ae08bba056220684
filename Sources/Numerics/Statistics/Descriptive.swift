/// Summaries of one sample.
///
/// A value that the sample does not determine is NaN: the mean of nothing, the variance of one number, and anything
/// computed from a NaN.
public enum Descriptive {
  /// 1 / Φ⁻¹(3/4), which makes the median absolute deviation estimate σ for normal data.
  ///
  /// The exact constant; R's `mad` uses it rounded to 1.4826. mpmath: `1 / (sqrt(2) * erfinv(mpf(1)/2))`.
  public static let normalConsistency = 1.4826022185056018

  /// Arithmetic mean, with one correction step for rounding. R: `mean`.
  public static func mean(_ values: [Double]) -> Double {
    guard !values.isEmpty else { return .nan }
    let count = Double(values.count)
    let first = values.reduce(0, +) / count
    guard first.isFinite else { return first }
    return first + values.reduce(0) { $0 + ($1 - first) } / count
  }

  /// Sample variance with the denominator n - 1. R: `var`.
  ///
  ///     s² = (Σ dᵢ² - (Σ dᵢ)²/n) / (n - 1),  dᵢ = xᵢ - x̄
  ///
  /// - Source: Chan, Golub & LeVeque 1983, the corrected two-pass algorithm.
  public static func variance(_ values: [Double]) -> Double {
    guard values.count > 1 else { return .nan }
    let center = mean(values)
    var sum = 0.0
    var sumOfSquares = 0.0
    for value in values {
      let deviation = value - center
      sum += deviation
      sumOfSquares += deviation * deviation
    }
    let count = Double(values.count)
    return (sumOfSquares - sum * sum / count) / (count - 1)
  }

  /// Square root of the sample variance. R: `sd`.
  public static func standardDeviation(_ values: [Double]) -> Double {
    variance(values).squareRoot()
  }

  /// The middle value, or the mean of the two middle values. R: `median`.
  public static func median(_ values: [Double]) -> Double {
    quantile(values, probability: 0.5)
  }

  /// Median distance from a centre, scaled to estimate σ for normal data.
  ///
  ///     1.4826022185056018 · median |xᵢ - centre|
  ///
  /// - Parameter center: the sample median unless given; 0 suits residuals of a fit with an intercept.
  /// - R: `mad(x, center, constant = 1 / qnorm(0.75))`. SciPy: `median_abs_deviation(x, scale="normal")`.
  public static func medianAbsoluteDeviation(_ values: [Double], center: Double? = nil) -> Double {
    let origin = center ?? median(values)
    return normalConsistency * median(values.map { ($0 - origin).magnitude })
  }
}
