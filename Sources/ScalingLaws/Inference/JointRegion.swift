import Statistics

#if canImport(Glibc)
  import Glibc
#endif

/// Where two coefficients lie together.
///
///     (θ - θ̂)ᵀ Σ⁻¹ (θ - θ̂) = 2 F(level; 2, df)
///
/// with Σ their 2 × 2 covariance; a coefficient that is known to be positive by its logarithm. The region of two is wider in each
/// direction than the interval of one.
///
/// - Valid when: the coefficients are jointly normal to the order that the delta method reckons with.
/// - Source: Draper and Smith 1998, 5.4. R: `car::confidenceEllipse`.
public struct JointRegion: Sendable, Hashable {
  public struct Point: Sendable, Hashable {
    public let x: Double
    public let y: Double
  }

  public let estimate: Point
  /// Round the region, the first point again at the end.
  public let boundary: [Point]
}

extension SavedFit {
  /// The joint region of two coefficients; `nil` where the data do not determine it.
  ///
  /// - Throws: `.unknownCoefficient`.
  public func jointRegion(of first: String, _ second: String, points: Int = 72) throws(FitError) -> JointRegion? {
    let isLog = [first, second].map(inference.positive.contains)
    let places = zip([first, second], isLog).map { name, isLog in
      isLog ? Expression.log(.symbol(name)) : Expression.symbol(name)
    }
    var found: [Estimate] = []
    for expression in places + [places[0] + places[1]] {
      found.append(try inference.estimate(Quantity(name: expression.description, expression: expression)).estimate)
    }
    guard let x = found[0].value, let y = found[1].value, let sx = found[0].standardError,
      let sy = found[1].standardError,
      let both = found[2].standardError, sx > 0, sy > 0
    else { return nil }
    let correlation = min(max((both * both - sx * sx - sy * sy) / (2 * sx * sy), -1), 1)
    let degrees = inference.degreesOfFreedom
    let radius = (2 * FDistribution(numerator: 2, denominator: degrees).quantile(level)).squareRoot()
    guard radius.isFinite else { return nil }
    let place = { (u: Double, v: Double) in
      JointRegion.Point(x: isLog[0] ? exp(u) : u, y: isLog[1] ? exp(v) : v)
    }
    let rest = (1 - correlation * correlation).squareRoot()
    return JointRegion(
      estimate: place(x, y),
      boundary: (0...points).map { index in
        let angle = 2 * Double.pi * Double(index) / Double(points)
        return place(
          x + radius * sx * cos(angle), y + radius * sy * (correlation * cos(angle) + rest * sin(angle)))
      })
  }
}
