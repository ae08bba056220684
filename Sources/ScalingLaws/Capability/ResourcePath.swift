/// The line along which resources grow together, measured in factors of ten.
///
///     u = Σ wᵢ·log10(xᵢ),   wᵢ = bᵢ/Σ bⱼ,   xᵢ ≈ γᵢ·u along the rows
///
/// For one resource u is its logarithm. For several it is that of a weighted geometric mean: each weighs as much as a factor of
/// ten of it moves the score. A resource that moves the score the other way has no weight.
struct ResourcePath: Sendable {
  /// Resource by resource; they add up to 1.
  let weights: [Double]
  /// Row by row, less its mean.
  let u: [Double]
  /// How log10 of each resource changes with u: least squares over the rows.
  let gamma: [Double]

  /// - Parameter slopes: of the score, per factor of ten of each resource.
  /// - Returns: `nil` where the resources do not move the score, or do not differ along the path.
  init?(_ rows: CapabilityRows, slopes: [Double]) {
    let sum = slopes.reduce(0, +)
    let counted = slopes.map { max(0, sum < 0 ? -$0 : $0) }
    let total = counted.reduce(0, +)
    guard total > 0, total.isFinite else { return nil }
    let weights = counted.map { $0 / total }
    let u = rows.y.indices.map { row in zip(weights, rows.x).reduce(0) { $0 + $1.0 * $1.1[row] } }.centred
    let square = u.reduce(0) { $0 + $1 * $1 }
    guard square > 0 else { return nil }
    gamma = rows.x.map { x in zip(x, u).reduce(0) { $0 + $1.0 * $1.1 } / square }
    (self.weights, self.u) = (weights, u)
  }

  var range: ClosedRange<Double> { (u.min() ?? 0)...(u.max() ?? 0) }
  /// How many factors of ten the rows span.
  var decades: Double { range.upperBound - range.lowerBound }
}
