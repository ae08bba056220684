/// How much residuals in sequence resemble their neighbours.
public enum Autocorrelation {
  /// First-order autocorrelation of values about zero, `Σ rᵢrᵢ₋₁ / Σ rᵢ²`. R: `acf(r, demean = FALSE)$acf[2]`.
  ///
  /// NaN where all values are zero.
  public static func first(_ residuals: [Double]) -> Double {
    zip(residuals, residuals.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 } / residuals.reduce(0) { $0 + $1.squared }
  }
}
