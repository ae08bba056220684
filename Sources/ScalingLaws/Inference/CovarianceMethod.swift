/// How the covariance of the coefficients is estimated.
///
/// With design X (of a nonlinear law: its derivatives at the optimum), weights W, residuals r, leverages h, n rows and p
/// coefficients, every HC estimate is
///
///     V = (X'WX)⁻¹ · (Σ uᵢ² wᵢ² rᵢ² xᵢxᵢ') · (X'WX)⁻¹
///
/// and the methods differ in `uᵢ²`. The default is HC3: it stays honest when the noise differs between rows, and for
/// small n, where HC0 is too narrow (Long & Ervin 2000); with the degrees of freedom of its own sum, since few rows that are far out and
/// noisy tell as little as few rows do (`hc3Effective`). The clustered estimates are
///
///     V = c · (X'WX)⁻¹ (Σ_g s_g s_g') (X'WX)⁻¹,   s_g = X_g'W_g A_g r_g,   H = X (X'WX)⁻¹ X'W
///
/// and differ in `A_g` and `c`. Clusters by two columns: `V = V₁ + V₂ - V₁₂`, each with its own A and c, and V₁₂ that of the
/// clusters of rows that share both (Cameron, Gelbach & Miller 2011, eq. 2.13); three and more columns by the same
/// inclusion-exclusion. Where that is not positive semi-definite, its negative part is set to zero, in coordinates in which the
/// design is orthonormal, so that the result does not depend on units, and no variance becomes smaller; the fit then carries a
/// note. Intervals use t with the least number of clusters minus 1.
///
/// For a robust norm, with ψ and ψ' as in `RobustSummary`, `wᵢrᵢ` is replaced by `wᵢψ(rᵢ)`, X'WX by `Σ wᵢψ'(rᵢ)xᵢxᵢ'`, and
/// leverages are those of that matrix: HC3 and CR3 are then what a step of Newton makes of leaving out a row or a cluster.
///
/// Nothing here is computed from a normal matrix: rows are orthonormalised by QR first; see `EstimatingEquations`.
///
/// - Valid when: rows (HC) or clusters (CR) are independent. Rows of one training run are not.
public enum CovarianceMethod: Sendable, Hashable {
  /// `s²(X'WX)⁻¹`: one noise level for all rows. R: `vcov(lm)`, `vcov(nls)`.
  case classical
  /// `s²(X'WX - Σ wᵢrᵢ∇²fᵢ)⁻¹`: the same with all of the second derivatives of the sum of squares, as in the observed information.
  /// It is `classical` for a law that is linear in its coefficients. R: `optim(hessian = TRUE)` with s² as `nls` has it.
  case hessian
  /// `u² = 1`. White 1980, eq. 6. Too narrow in small samples; never a default. R: `sandwich::vcovHC(type = "HC0")`.
  case hc0
  /// `u² = n/(n-p)`. MacKinnon & White 1985. Stata's `robust`. statsmodels' GLM calls a covariance without the factor HC1.
  case hc1
  /// `u² = 1/(1-h)`. MacKinnon & White 1985.
  case hc2
  /// `u² = 1/(1-h)²`. MacKinnon & White 1985; close to the jackknife.
  case hc3
  /// HC3, and t with the degrees of freedom of the chi-squared distribution that has the mean and the variance of its sum under normal noise,
  ///
  ///     df = min(n - p, 3 (Σ gᵢ)² / Σ gᵢ²),   gᵢ = uᵢ² wᵢ rᵢ² hᵢ
  ///
  /// with gᵢ what a row adds to the variances of the p coefficients in orthonormal coordinates, and E r⁴ = 3 (E r²)². Where rows have much the
  /// same share it is about n - p; where noise grows toward rows of high leverage it is what these few rows tell. See
  /// docs/decisions/degrees-of-freedom.md. Satterthwaite 1946, with the variances from the rows in place of a model.
  case hc3Effective
  /// `u² = (1-h)^-min(4, nh/p)`. Cribari-Neto 2004.
  case hc4
  /// `A = I`, `c = 1`, t(G-1). Liang & Zeger 1986. Too narrow for few clusters; never a default. R: `sandwich::vcovCL(type =
  /// "HC0", cadjust = FALSE)`.
  case cr0
  /// `A = I`, `c = G/(G-1) · (n-1)/(n-p)`, t(G-1). R: `sandwich::vcovCL(type = "HC1")`; Stata's `cluster`; clubSandwich calls
  /// it CR1S.
  case cr1
  /// `A_g = W_g^-½ (I - W_g^½ H_gg W_g^-½)^-½ W_g^½`, `c = 1`: unbiased where the noise is as the weights say (`var(rᵢ) = s²/wᵢ`,
  /// rows independent); t with Satterthwaite degrees of freedom under the same model, for each combination its own; with
  /// clusters by two columns t of the least number of clusters minus 1. Bell & McCaffrey 2002; Pustejovsky & Tipton 2018. R:
  /// `clubSandwich::vcovCR(type = "CR2")`. With unequal weights many A make it unbiased: this one is symmetric in rows that are
  /// multiplied by `√wᵢ`, that of `vcovCR(target = 1/w)` in rows as they are (some 0.1 % apart), while clubSandwich's default for
  /// a weighted `lm` is unbiased for a constant variance.
  case cr2
  /// `A_g = (I - H_gg)⁻¹`, `c = 1`, t(G-1): each cluster moves the coefficients by exactly as much as leaving it out does. Bell &
  /// McCaffrey 2002. R: `clubSandwich::vcovCR(type = "CR3")`.
  case cr3
  /// Rows depend on those up to `lag` places before and after them, the less the farther: `Σ_l k_l (Γ_l + Γ_l')` in place of the
  /// sum, `Γ_l = Σᵢ sᵢ sᵢ₋ₗ'`, with Bartlett's `k_l = 1 - l/(lag + 1)` and no prewhitening, times `n/(n-p)` where it is adjusted.
  /// Newey & West 1987.
  ///
  /// Rows are in the order of the table; where the law counts a variable from its first value (as `exponential-trend` does its
  /// time), in the order of that variable. R: `sandwich::NeweyWest(lag =, prewhite = FALSE, adjust =)`.
  case hac(lag: Int, isAdjusted: Bool = true)
  /// Rows in time, in the same order: the covariance that the coefficients have under the noise, of those that the rows allow, under
  /// which it is largest; see `SerialDependence`. Deviations may be independent, resemble their neighbours, or wander.
  case series
  /// `K² · [Σ wψ² / (n-p)] / [mean ψ']² · (J'WJ)⁻¹`, for robust norms only. Huber 1973; see `RobustSummary`.
  case mEstimation
  /// Of a quantile: `τ(1-τ) · H⁻¹ (Σ wᵢ²xᵢxᵢ') H⁻¹`, `H = Σ wᵢfᵢxᵢxᵢ'`, with the density fᵢ of a row at the quantile from fits on
  /// both sides of it; see `QuantileDensity`. Hendricks & Koenker 1992. R: `quantreg::summary.rq(se = "nid")`. statsmodels'
  /// `QuantReg` estimates the density by a kernel, and differs by some per cent.
  case nid
}

extension CovarianceMethod: CustomStringConvertible {
  /// Those without a lag, in the order in which they are listed.
  public static let withoutLag: [CovarianceMethod] = [
    .classical, .hessian, .hc0, .hc1, .hc2, .hc3, .hc3Effective, .hc4, .cr0, .cr1, .cr2, .cr3, .series, .mEstimation,
    .nid,
  ]

  /// As a user writes it: `hc3`, `cr2`, `m-estimation`, `hac:3`, and `hac-raw:3` for HAC without the factor `n/(n-p)`.
  ///
  /// - Returns: `nil` for any other text, and for a lag below zero.
  public init?(_ text: String) {
    if let method = Self.withoutLag.first(where: { $0.description == text }) {
      self = method
      return
    }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0] == "hac" || parts[0] == "hac-raw", let lag = Int(parts[1]), lag >= 0 else {
      return nil
    }
    self = .hac(lag: lag, isAdjusted: parts[0] == "hac")
  }

  public var description: String {
    switch self {
    case .classical: "classical"
    case .hessian: "hessian"
    case .hc0: "hc0"
    case .hc1: "hc1"
    case .hc2: "hc2"
    case .hc3: "hc3"
    case .hc3Effective: "hc3-effective"
    case .hc4: "hc4"
    case .cr0: "cr0"
    case .cr1: "cr1"
    case .cr2: "cr2"
    case .cr3: "cr3"
    case .hac(let lag, let isAdjusted): "\(isAdjusted ? "hac" : "hac-raw"):\(lag)"
    case .series: "series"
    case .mEstimation: "m-estimation"
    case .nid: "nid"
    }
  }

  /// Whether rows are taken for dependent within the clusters of `FitOptions.clusters`.
  public var isClustered: Bool { [.cr0, .cr1, .cr2, .cr3].contains(self) }

  /// Whether the order of the rows matters.
  var isOrdered: Bool {
    switch self {
    case .hac, .series: true
    default: false
    }
  }

  /// Whether rows count one by one, each with its own noise.
  var isHC: Bool { [.hc0, .hc1, .hc2, .hc3, .hc3Effective, .hc4].contains(self) }

  /// Whether it exists for a norm.
  public func applies(to norm: Norm) -> Bool {
    switch (self, norm.shape) {
    case (.nid, .quantile): true
    case (_, .quantile), (.nid, _), (.mEstimation, .squared), (.mEstimation, .binomial), (.hessian, .binomial),
      (.mEstimation, .firth), (.hessian, .firth), (.series, .binomial), (.series, .firth), (.hc3Effective, .firth):
      false
    case (_, .squared), (_, .binomial), (_, .firth): true
    case (.classical, _), (.hessian, _), (.series, _), (.hc3Effective, _): false
    default: true
    }
  }
}
