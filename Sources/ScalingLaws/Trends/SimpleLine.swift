import Statistics

/// Least squares of y on one x, in closed form: what refits by the thousand need.
///
///     y = ȳ + slope·(x - x̄)
///
/// - R: `lm(y ~ x)`.
struct SimpleLine: Sendable, Hashable {
  let count: Int
  let meanX: Double
  let meanY: Double
  let slope: Double
  /// Σ (x - x̄)².
  let sxx: Double
  let residualSumOfSquares: Double

  /// `nil` for fewer than two different x.
  init?(_ x: [Double], _ y: [Double]) {
    guard x.count > 1 else { return nil }
    let (centerX, centerY) = (Descriptive.mean(x), Descriptive.mean(y))
    var (xx, xy) = (0.0, 0.0)
    for (x, y) in zip(x, y) {
      xx += (x - centerX).squared
      xy += (x - centerX) * (y - centerY)
    }
    guard xx > 0, xx.isFinite, xy.isFinite else { return nil }
    let slope = xy / xx
    (count, meanX, meanY, sxx, self.slope) = (x.count, centerX, centerY, xx, slope)
    residualSumOfSquares = zip(x, y).reduce(0) { $0 + ($1.1 - centerY - slope * ($1.0 - centerX)).squared }
  }

  func value(at x: Double) -> Double { meanY + slope * (x - meanX) }

  func residuals(_ x: [Double], _ y: [Double]) -> [Double] { zip(x, y).map { $1 - value(at: $0) } }

  /// Half the width of the interval of a new observation; `nil` for two points.
  func halfWidth(at x: Double, level: Double) -> Double? {
    guard count > 2 else { return nil }
    let variance = residualSumOfSquares / Double(count - 2)
    let t = StudentT(degreesOfFreedom: Double(count - 2)).quantile(0.5 + level / 2)
    return t * (variance * (1 + 1 / Double(count) + (x - meanX).squared / sxx)).squareRoot()
  }
}

/// The criterion by which forms with normal errors on one response are compared.
enum NormalCriterion {
  /// `n(log(2π·RSS/n) + 1) + 2k + 2k(k+1)/(n-k-1)`, with k counting sigma.
  ///
  /// - Returns: `nil` for `n <= k + 1`, or residuals of zero. Source: Hurvich & Tsai 1989. R: `MuMIn::AICc(lm)`.
  static func aicc(residualSumOfSquares: Double, rows: Int, parameters k: Int) -> Double? {
    let (n, k) = (Double(rows), Double(k))
    guard n > k + 1, residualSumOfSquares > 0 else { return nil }
    return n * (.logarithm(2 * Double.pi * residualSumOfSquares / n) + 1) + 2 * k + 2 * k * (k + 1) / (n - k - 1)
  }
}
