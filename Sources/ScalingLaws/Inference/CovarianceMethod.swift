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
  /// Rows depend on one another within clusters: `V = c · (X'WX)⁻¹ (Σ_g s_g s_g') (X'WX)⁻¹` with `s_g = Σ_{i in g} wᵢ rᵢ xᵢ`,
  /// `c = G/(G-1) · (n-1)/(n-p)`, and t(G-1). Too narrow for few clusters. Liang & Zeger 1986.
  /// R: `sandwich::vcovCL(type = "HC1")`; Stata's `cluster`.
  case cr1
  /// The same with `r_g` replaced by `(I - H_gg)⁻¹ r_g`, and `c = 1`: each cluster moves the coefficients by exactly as much as
  /// leaving it out does. Bell & McCaffrey 2002. R: `clubSandwich::vcovCR(type = "CR3")`.
  case cr3
  /// `K² · [Σ wψ² / (n-p)] / [mean ψ']² · (J'WJ)⁻¹`, for robust norms only. Huber 1973; see `RobustSummary`.
  case mEstimation = "m-estimation"

  /// Whether rows are taken for dependent within the clusters of `FitOptions.cluster`.
  public var isClustered: Bool { self == .cr1 || self == .cr3 }
}
