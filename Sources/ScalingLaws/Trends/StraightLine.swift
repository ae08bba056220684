import Statistics

/// Least squares of y on one x, in closed form: what refits by the thousand need.
///
///     y = ȳ + slope·(x - x̄)
///
/// - R: `lm(y ~ x)`.
struct StraightLine: Sendable, Hashable {
  let count: Int
  let meanX: Double
  let meanY: Double
  /// Σ (x - x̄)².
  let sxx: Double
  /// Σ (x - x̄)(y - ȳ).
  let sxy: Double
  /// Σ (y - ȳ)².
  let syy: Double
  let residualSumOfSquares: Double

  /// `nil` for fewer than two different x.
  init?(_ x: [Double], _ y: [Double]) {
    guard x.count > 1 else { return nil }
    let (centerX, centerY) = (Descriptive.mean(x), Descriptive.mean(y))
    var (xx, xy, yy) = (0.0, 0.0, 0.0)
    for (x, y) in zip(x, y) {
      xx += (x - centerX).squared
      xy += (x - centerX) * (y - centerY)
      yy += (y - centerY).squared
    }
    guard xx > 0, xx.isFinite, xy.isFinite else { return nil }
    let slope = xy / xx
    (count, meanX, meanY, sxx, sxy, syy) = (x.count, centerX, centerY, xx, xy, yy)
    residualSumOfSquares = zip(x, y).reduce(0) { $0 + ($1.1 - centerY - slope * ($1.0 - centerX)).squared }
  }

  var slope: Double { sxy / sxx }

  /// Residual standard deviation; `nil` for two points.
  var sigma: Double? { count > 2 ? (residualSumOfSquares / Double(count - 2)).squareRoot() : nil }

  func value(at x: Double) -> Double { meanY + slope * (x - meanX) }

  func residuals(_ x: [Double], _ y: [Double]) -> [Double] { zip(x, y).map { $1 - value(at: $0) } }

  /// The standard deviation of a new observation less the line, in units of sigma: `√(1 + 1/n + (x - x̄)²/Sxx)`.
  func foretellingWidth(at x: Double) -> Double { (1 + 1 / Double(count) + (x - meanX).squared / sxx).squareRoot() }
}
