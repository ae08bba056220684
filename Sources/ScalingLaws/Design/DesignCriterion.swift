/// What a design makes small, each averaged over the draws of the coefficients.
///
/// With V the covariance of the coefficients after the runs, and g the gradient of a quantity:
public enum DesignCriterion: String, Sendable, Hashable, CaseIterable {
  /// `log det V / p`: the volume of the joint region of all p coefficients. It does not depend on units.
  case d
  /// `log Σ (g'Vg / g'V₀g)` over the named quantities, or all coefficients: variances, each in units of what it is now.
  case a
  /// The mean of `log g'Vg` over the named quantities: the variance of what one wants to know.
  case c
}
