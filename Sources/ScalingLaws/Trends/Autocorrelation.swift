#if canImport(Glibc)
  import Glibc
#endif

/// How much residuals in sequence resemble their neighbours, and what that does to a variance.
public enum Autocorrelation {
  /// Lag of the HAC covariance for a series of so many rows: `floor(4·(n/100)^(2/9))`.
  ///
  /// - Source: Newey & West 1994, the growth of the lag for Bartlett's kernel; the constant is that of Stata's and EViews' rule.
  public static func automaticLag(rows: Int) -> Int {
    max(0, min(rows - 2, Int((4 * pow(Double(rows) / 100, 2.0 / 9)).rounded(.down))))
  }

  /// First-order autocorrelation of values about zero, `Σ rᵢrᵢ₋₁ / Σ rᵢ²`. R: `acf(r, demean = FALSE)$acf[2]`.
  ///
  /// NaN where all values are zero.
  public static func first(_ residuals: [Double]) -> Double {
    zip(residuals, residuals.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 } / residuals.reduce(0) { $0 + $1.squared }
  }

  /// That of the noise behind the residuals of a trend: `ρ + (2 + 4ρ)/n`, between 0 and 0.95.
  ///
  /// Residuals of a fitted line are less alike than the noise. Source: Kendall 1954; Tjøstheim & Paulsen 1983, eq. 2.4.
  public static func ofNoise(_ residuals: [Double]) -> Double {
    let rho = first(residuals)
    guard rho.isFinite else { return 0 }
    return min(0.95, max(0, rho + (2 + 4 * rho) / Double(residuals.count)))
  }

  /// `(1 + ρ)/(1 - ρ)`, the factor by which first-order autocorrelation raises the variance of a mean or a slow trend; never
  /// below 1.
  public static func inflation(_ residuals: [Double]) -> Double {
    let rho = ofNoise(residuals)
    return (1 + rho) / (1 - rho)
  }
}
