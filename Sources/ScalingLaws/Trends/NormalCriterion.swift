/// The criterion by which forms with normal errors on one response are compared.
enum NormalCriterion {
  /// `n(log(2π·RSS/n) + 1) + 2k + 2k(k+1)/(n-k-1)`, with k counting sigma.
  ///
  /// - Returns: `nil` for `n <= k + 1`, or residuals of zero. Source: Hurvich & Tsai 1989. R: `MuMIn::AICc(lm)`.
  static func aicc(residualSumOfSquares: Double, rows: Int, parameters k: Int) -> Double? {
    let (n, k) = (Double(rows), Double(k))
    guard n > k + 1, residualSumOfSquares > 0 else { return nil }
    return n * (.logarithm(2 * Double.pi * residualSumOfSquares / n) + 1) + 2 * k + 2 * k * (k + 1) / (n - k - 1)
  }
}
