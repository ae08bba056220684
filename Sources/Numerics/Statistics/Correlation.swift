/// Correlation of two samples of equal length.
///
/// NaN when there are fewer than two pairs, when one sample is constant, or when a value is not finite.
public enum Correlation {
  /// Pearson's product-moment correlation. R: `cor(x, y)`.
  ///
  ///     r = Σ (xᵢ - x̄)(yᵢ - ȳ) / √(Σ (xᵢ - x̄)² Σ (yᵢ - ȳ)²)
  ///
  /// - Precondition: both samples have the same length.
  public static func pearson(_ x: [Double], _ y: [Double]) -> Double {
    precondition(x.count == y.count, "correlation needs samples of the same length")
    let (meanX, meanY) = (Descriptive.mean(x), Descriptive.mean(y))
    var (xx, xy, yy) = (0.0, 0.0, 0.0)
    for (a, b) in zip(x, y) {
      xx += (a - meanX) * (a - meanX)
      xy += (a - meanX) * (b - meanY)
      yy += (b - meanY) * (b - meanY)
    }
    // The roots are taken one by one: the product could overflow. Rounding may pass 1 by a unit in the last place.
    return xx > 0 && yy > 0 ? max(-1, min(1, xy / (xx.squareRoot() * yy.squareRoot()))) : .nan
  }

  /// Spearman's rank correlation: Pearson's r of the ranks. R: `cor(x, y, method = "spearman")`.
  ///
  /// - Precondition: both samples have the same length.
  public static func spearman(_ x: [Double], _ y: [Double]) -> Double {
    pearson(ranks(x), ranks(y))
  }

  /// Ranks from 1, ties sharing their mean. R: `rank(x)`.
  ///
  /// All NaN if a value is NaN.
  public static func ranks(_ values: [Double]) -> [Double] {
    guard !values.contains(where: \.isNaN) else { return values.map { _ in .nan } }
    let order = values.indices.sorted { values[$0] < values[$1] }
    var ranks = [Double](repeating: 0, count: values.count)
    var start = 0
    while start < order.count {
      var end = start
      while end < order.count, values[order[end]] == values[order[start]] { end += 1 }
      for place in start..<end { ranks[order[place]] = Double(start + 1 + end) / 2 }
      start = end
    }
    return ranks
  }
}
