extension Descriptive {
  /// Sample quantile of type 7: linear between order statistics.
  ///
  ///     h = (n - 1) p,  Q = x₍⌊h⌋₎ + (h - ⌊h⌋) (x₍⌊h⌋+1₎ - x₍⌊h⌋₎),  counting from 0
  ///
  /// - Valid when: `probability` is in [0, 1]; otherwise NaN.
  /// - Source: Hyndman & Fan 1996, definition 7, the default of R. R: `quantile(x, p, type = 7)`. NumPy: `quantile`.
  public static func quantile(_ values: [Double], probability: Double) -> Double {
    guard !values.contains(where: \.isNaN) else { return .nan }
    guard values.count > selectionSize, probability >= 0, probability <= 1 else {
      return quantile(sorted: values.sorted(), probability: probability)
    }
    // Two order statistics of many values need no order of all of them.
    let position = Double(values.count - 1) * probability
    let lower = Int(position)
    var rest = values
    let low = select(lower, of: &rest)
    // What is above it stands after it.
    guard position > Double(lower), let high = rest[(lower + 1)...].min(), high != low else { return low }
    let weight = position - Double(lower)
    return (1 - weight) * low + weight * high
  }

  /// So many values are sorted as fast.
  private static let selectionSize = 1000

  /// The value that would stand at a place in ascending order; smaller ones end before it, larger ones after it.
  ///
  /// - Source: Hoare 1961, algorithm 65, with the middle of three as the pivot.
  private static func select(_ place: Int, of values: inout [Double]) -> Double {
    values.withUnsafeMutableBufferPointer { values in
      var (low, high) = (0, values.count - 1)
      while low < high {
        let (a, b, c) = (values[low], values[low + (high - low) / 2], values[high])
        let pivot = max(min(a, b), min(max(a, b), c))
        var (left, right) = (low, high)
        while left <= right {
          while values[left] < pivot { left += 1 }
          while values[right] > pivot { right -= 1 }
          if left <= right {
            values.swapAt(left, right)
            left += 1
            right -= 1
          }
        }
        if place <= right { high = right } else if place >= left { low = left } else { break }
      }
      return values[place]
    }
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
