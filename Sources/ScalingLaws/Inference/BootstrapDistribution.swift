import Statistics

/// The values of a quantity over resamples, and the intervals that are read off them.
///
/// Quantiles are order statistics at (m+1)p, interpolated on the scale of normal quantiles. An order statistic beyond the
/// smallest or largest value is not known, and that end is open. A value that does not exist counts as beyond both ends.
///
/// - Source: Davison & Hinkley 1997, eq. 5.8 for the interpolation. R: `boot::boot.ci`.
public struct BootstrapDistribution: Sendable {
  /// Ascending, without those that do not exist.
  private let sorted: [Double]
  /// Values that do not exist.
  private let undefined: Int
  public let estimate: Double
  public let level: Double

  public init(_ values: [Double], estimate: Double, level: Double) {
    sorted = values.filter { !$0.isNaN }.sorted()
    undefined = values.count - sorted.count
    self.estimate = estimate
    self.level = level
  }

  /// Those that exist, ascending.
  var values: [Double] { sorted }

  /// Of a rising function of the quantity.
  func mapped(_ function: (Double) -> Double) -> BootstrapDistribution {
    BootstrapDistribution(
      sorted.map(function) + [Double](repeating: .nan, count: undefined), estimate: function(estimate), level: level)
  }

  private var tail: Double { (1 - level) / 2 }

  public var percentile: Interval { interval(tail, 1 - tail) }

  /// The share of the draws that `middle` looks at.
  public static let middleShare = 0.5
  /// Of a t distribution: with fewer, `middle` takes percentiles.
  public static let fewestDegreesOfMiddle = 20.0
  /// Of the middle draws' width, what each side has at least.
  private static let leastSide = 0.1

  /// `[θ̂ - k(θ̂ - q), θ̂ + k(q' - θ̂)]` with q, q' the quartiles of the draws and `k = t(1 - α/2, df)/z(0.75)`.
  ///
  /// Each side is at least a tenth of `q' - q` before it is stretched, so that no end is the estimate itself. With fewer than 20
  /// degrees of freedom the middle is too ragged, and where its draws are all equal it has no width: percentiles are taken.
  ///
  /// - Parameters:
  ///   - df: of the t distribution that stretches the quartiles.
  ///   - isPositive: measures distances of logarithms; an end at zero stays there.
  /// - Valid when: the middle of the draws is nearly normal (or half of it, on each side). Levels far from 0.95 cover less well; see
  ///   `docs/decisions/robust-intervals.md`.
  public func middle(degreesOfFreedom df: Double, isPositive: Bool = false) -> Interval {
    middle(degreesOfFreedom: df, on: DrawScale(QuantityPlace(isPositive ? .positive : .all), at: estimate))
  }

  /// The same with distances measured on the scale of a quantity, in its unit.
  func middle(degreesOfFreedom df: Double, on scale: DrawScale) -> Interval {
    let rest = (1 - Self.middleShare) / 2
    let ends = interval(rest, 1 - rest)
    guard df > 0, let low = ends.low, let high = ends.high else { return Interval(low: nil, high: nil, level: level) }
    guard high > low, df >= Self.fewestDegreesOfMiddle else { return scale.percentiles(of: self) }
    let k = StudentT(degreesOfFreedom: df).quantile(1 - tail) / StandardNormal().quantile(1 - rest)
    let scale = scale.defined(at: low, high)
    let (first, center, last) = (scale.value(low), scale.value(estimate), scale.value(high))
    let least = Self.leastSide * (last - first)
    return scale.back(
      Interval(low: center - k * max(center - first, least), high: center + k * max(last - center, least), level: level)
    )
  }

  public var basic: Interval {
    let ends = percentile
    return Interval(low: ends.high.map { 2 * estimate - $0 }, high: ends.low.map { 2 * estimate - $0 }, level: level)
  }

  public var normal: Interval {
    let bias = Descriptive.mean(sorted) - estimate
    let half = StandardNormal().quantile(1 - tail) * Descriptive.standardDeviation(sorted)
    guard half.isFinite, undefined == 0 else { return Interval(low: nil, high: nil, level: level) }
    return Interval(low: estimate - bias - half, high: estimate - bias + half, level: level)
  }

  /// - Parameter leftOut: the quantity where each row, or each cluster, is left out.
  public func bca(leftOut: [Double]) -> Interval {
    let levels = bcaLevels(leftOut: leftOut)
    guard let low = levels.low, let high = levels.high else { return Interval(low: nil, high: nil, level: level) }
    return interval(low, high)
  }

  /// `Φ⁻¹` of the share of values below the estimate: how far the median of the draws lies from it.
  public var biasCorrection: Double {
    let below = Double(sorted.count { $0 < estimate }) + Double(undefined) / 2
    return StandardNormal().quantile(below / Double(sorted.count + undefined))
  }

  /// `Σ L³ / (6 (Σ L²)^1.5)`, L the mean of the values minus each: how fast the standard error changes with the value.
  ///
  /// NaN where the quantity does not exist without one of them.
  ///
  /// - Source: Efron 1987, eq. 7.3; the empirical influence by the jackknife. R: `boot::empinf(type = "jack")`.
  public static func acceleration(leftOut: [Double]) -> Double {
    let mean = Descriptive.mean(leftOut)
    let pulls = leftOut.map { mean - $0 }
    let (square, cube) = pulls.reduce((0.0, 0.0)) { ($0.0 + $1 * $1, $0.1 + $1 * $1 * $1) }
    return square == 0 ? 0 : cube / (6 * square * square.squareRoot())
  }

  /// The levels of the percentiles that BCa takes; `nil` where it is not defined.
  public func bcaLevels(leftOut: [Double]) -> (low: Double?, high: Double?) {
    let (z0, a) = (biasCorrection, Self.acceleration(leftOut: leftOut))
    let adjusted = { (p: Double) -> Double? in
      let z = z0 + StandardNormal().quantile(p)
      let moved = z0 + z / (1 - a * z)
      return moved.isFinite && a * z < 1 ? StandardNormal().cumulative(moved) : nil
    }
    return (adjusted(tail), adjusted(1 - tail))
  }

  private func interval(_ low: Double, _ high: Double) -> Interval {
    Interval(low: quantile(low, missingBelow: true), high: quantile(high, missingBelow: false), level: level)
  }

  /// - Parameter missingBelow: whether values that do not exist count as the smallest, or as the largest.
  private func quantile(_ probability: Double, missingBelow: Bool) -> Double? {
    let count = Double(sorted.count + undefined)
    let rank = (count + 1) * probability
    // A level such as 0.95 is rounded, and so is what it makes of whole ranks.
    let whole = abs(rank - rank.rounded()) < 1e-9 * rank ? rank.rounded() : rank
    let position = whole - (missingBelow ? Double(undefined) : 0)
    let lower = Int(position.rounded(.down))
    guard lower >= 1, lower <= sorted.count else { return nil }
    let first = sorted[lower - 1]
    // Exactly an order statistic.
    if position == Double(lower) { return first.isFinite ? first : nil }
    guard lower < sorted.count else { return nil }
    let second = sorted[lower]
    guard first.isFinite, second.isFinite else { return nil }
    let offset = missingBelow ? Double(undefined) : 0
    let z = { (rank: Double) in StandardNormal().quantile((rank + offset) / (count + 1)) }
    let (low, high) = (z(Double(lower)), z(Double(lower + 1)))
    return first + (StandardNormal().quantile(probability) - low) / (high - low) * (second - first)
  }
}
