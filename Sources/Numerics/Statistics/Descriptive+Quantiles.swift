extension Descriptive {
  /// Sample quantile of type 7: linear between order statistics.
  ///
  ///     h = (n - 1) p,  Q = x₍⌊h⌋₎ + (h - ⌊h⌋) (x₍⌊h⌋+1₎ - x₍⌊h⌋₎),  counting from 0
  ///
  /// - Valid when: `probability` is in [0, 1]; otherwise NaN.
  /// - Source: Hyndman & Fan 1996, definition 7, the default of R. R: `quantile(x, p, type = 7)`. NumPy: `quantile`.
  public static func quantile(_ values: [Double], probability: Double) -> Double {
    quantiles(values, probabilities: [probability])[0]
  }

  /// Sample quantiles of type 7 at several probabilities; the sample is sorted once.
  public static func quantiles(_ values: [Double], probabilities: [Double]) -> [Double] {
    // NaN has no place in an order.
    guard !values.contains(where: \.isNaN) else { return probabilities.map { _ in .nan } }
    let sorted = values.sorted()
    return probabilities.map { quantile(sorted: sorted, probability: $0) }
  }

  /// Sample quantile of type 7 of values that are in ascending order already.
  ///
  /// - Precondition: `values` ascend and hold no NaN. This is not checked.
  public static func quantile(sorted values: [Double], probability: Double) -> Double {
    guard !values.isEmpty, probability >= 0, probability <= 1 else { return .nan }
    let position = Double(values.count - 1) * probability
    let lower = Int(position)
    let weight = position - Double(lower)
    // Without this, an infinite neighbour of weight zero would turn the answer into NaN.
    guard weight > 0, values[lower] != values[lower + 1] else { return values[lower] }
    return (1 - weight) * values[lower] + weight * values[lower + 1]
  }
}
