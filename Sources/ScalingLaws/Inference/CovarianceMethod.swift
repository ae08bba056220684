/// How the covariance of the coefficients is estimated.
///
/// With design X, weights W, residuals r, leverages h, n rows and p coefficients, every HC estimate is
///
///     V = (X'WX)⁻¹ · (Σ uᵢ² wᵢ² rᵢ² xᵢxᵢ') · (X'WX)⁻¹
///
/// and the methods differ in `uᵢ²`. The default is HC3: it stays honest when the noise differs between rows, and for
/// small n, where HC0 is too narrow (Long & Ervin 2000).
///
/// - Valid when: rows are independent. Rows of one training run are not.
public enum CovarianceMethod: String, Sendable, Hashable, CaseIterable {
  /// `s²(X'WX)⁻¹`: one noise level for all rows. R: `vcov(lm)`.
  case classical
  /// `u² = 1`. White 1980, eq. 6. Too narrow in small samples; never a default. R: `sandwich::vcovHC(type = "HC0")`.
  case hc0
  /// `u² = n/(n-p)`. MacKinnon & White 1985. Stata's `robust`.
  case hc1
  /// `u² = 1/(1-h)`. MacKinnon & White 1985.
  case hc2
  /// `u² = 1/(1-h)²`. MacKinnon & White 1985; close to the jackknife.
  case hc3
  /// `u² = (1-h)^-min(4, nh/p)`. Cribari-Neto 2004.
  case hc4
  /// `K² · [Σ wψ² / (n-p)] / [mean ψ']² · (J'WJ)⁻¹`, for robust norms only. Huber 1973; see `RobustSummary`.
  case mEstimation = "m-estimation"
}
