import Statistics

/// Refits that leave out one piece each: a row, or a cluster.
enum Jackknife {
  /// `√((m-1)/m Σ (θ₍ⱼ₎ - θ̄)²)`.
  static func standardError(_ values: [Double]) -> Double {
    let m = Double(values.count)
    return (Descriptive.variance(values) * (m - 1).squared / m).squareRoot()
  }

  static func covariance(_ draws: Draws) -> Matrix {
    let m = Double(draws.replicates.count)
    let covariance = draws.covariance
    return Matrix(
      rows: covariance.rows, columns: covariance.columns,
      elements: covariance.elements.map { $0 * (m - 1).squared / m })
  }
}
