/// Least squares of y on t, kept as sums: what refits by the thousand need.
///
///     y = ȳ + slope·(t - t̄),   slope = Sty / Stt
///
/// - R: `lm(y ~ t)`.
struct StraightLine: Sendable, Hashable {
  let count: Int
  let meanT: Double
  let meanY: Double
  let stt: Double
  let sty: Double
  let syy: Double

  /// `nil` for fewer than two different t.
  init?(_ points: some Collection<(t: Double, y: Double)>) {
    count = points.count
    guard count >= 2 else { return nil }
    let n = Double(count)
    let centre = (points.reduce(0) { $0 + $1.t } / n, points.reduce(0) { $0 + $1.y } / n)
    (meanT, meanY) = centre
    var sums = (tt: 0.0, ty: 0.0, yy: 0.0)
    for point in points {
      let (t, y) = (point.t - centre.0, point.y - centre.1)
      sums.tt += t * t
      sums.ty += t * y
      sums.yy += y * y
    }
    (stt, sty, syy) = (sums.tt, sums.ty, sums.yy)
    guard stt > 0 else { return nil }
  }

  var slope: Double { sty / stt }
  /// Sum of squared residuals.
  var rss: Double { max(0, syy - sty * sty / stt) }
  /// Residual standard deviation; `nil` for two points.
  var sigma: Double? { count > 2 ? (rss / Double(count - 2)).squareRoot() : nil }
  /// Standard error of the slope for independent points; `nil` for two points.
  var slopeError: Double? { sigma.map { $0 / stt.squareRoot() } }
  /// Slope of the orthogonal line when both axes are scaled to one variance: `sign(Sty)·√(Syy/Stt)`.
  var orthogonalSlope: Double { (sty < 0 ? -1 : 1) * (syy / stt).squareRoot() }

  func value(at t: Double) -> Double { meanY + slope * (t - meanT) }
}
