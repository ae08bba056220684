import Statistics

/// A restricted cubic spline: cubic between its knots, straight below the first and above the last.
///
///     f(x) = b₁·x + Σⱼ bⱼ₊₁·sⱼ(x),   j = 1 … K-2
///     sⱼ(x) = [(x-tⱼ)₊³ - (x-t₍K-1₎)₊³·(t_K-tⱼ)/(t_K-t₍K-1₎) + (x-t_K)₊³·(t₍K-1₎-tⱼ)/(t_K-t₍K-1₎)] / (t_K-t₁)²
///
/// - Source: Harrell 2015, "Regression Modeling Strategies", eqs. 2.25 to 2.28, with his knots at quantiles (table 2.3).
///   R: `rms::rcs(x, K)`.
struct RestrictedCubicSpline: Sendable, Hashable {
  /// Rising; fewer than three make a straight line.
  let knots: [Double]

  /// - Parameter count: 3, 4 or 5 knots; fewer where quantiles of the values coincide, or there are fewer values than coefficients.
  init(_ values: [Double], knots count: Int) {
    let distinct = Set(values).count
    var knots: [Double] = []
    for knot in Descriptive.quantiles(values, probabilities: Self.probabilities[min(count, distinct)] ?? [])
    where knot > knots.last ?? -.infinity {
      knots.append(knot)
    }
    self.knots = knots.count < 3 ? [] : knots
  }

  private static let probabilities: [Int: [Double]] = [
    3: [0.1, 0.5, 0.9], 4: [0.05, 0.35, 0.65, 0.95], 5: [0.05, 0.275, 0.5, 0.725, 0.95],
  ]

  /// How many sⱼ there are.
  var bends: Int { max(0, knots.count - 2) }

  /// sⱼ(x), j from 0.
  func bend(_ j: Int, at x: Double) -> Double {
    let (last, previous) = (knots[knots.count - 1], knots[knots.count - 2])
    let cube = { (knot: Double) in x > knot ? (x - knot) * (x - knot) * (x - knot) : 0 }
    let sum =
      cube(knots[j]) - cube(previous) * (last - knots[j]) / (last - previous)
      + cube(last) * (previous - knots[j]) / (last - previous)
    return sum / ((last - knots[0]) * (last - knots[0]))
  }

  /// The slope of sⱼ above the last knot; below the first it is zero.
  func finalSlope(_ j: Int) -> Double {
    let (last, previous) = (knots[knots.count - 1], knots[knots.count - 2])
    return 3 * (last - knots[j]) * (previous - knots[j]) / ((last - knots[0]) * (last - knots[0]))
  }
}
