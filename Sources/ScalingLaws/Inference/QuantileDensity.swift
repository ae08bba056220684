import Optimization
import Statistics

#if canImport(Glibc)
  import Glibc
#endif

/// The density of each row's noise at its quantile, from fits on both sides of it.
///
///     fᵢ = max(0, 2h / (ŷᵢ(τ+h) - ŷᵢ(τ-h)))
///
/// - Source: Hendricks & Koenker 1992, eq. 2.7. R: `quantreg::summary.rq(se = "nid")`, which takes 1.5e-8 from the denominator
///   whatever the unit of the response; here nothing is taken.
public enum QuantileDensity {
  /// The bandwidth h: `n^-⅓ z^⅔ (1.5 φ²/(2q² + 1))^⅓` with q the normal quantile of τ, φ the normal density there and z the normal
  /// quantile of `1 - α/2`.
  ///
  /// - Parameters:
  ///   - tau: between 0 and 1.
  ///   - observations: n.
  ///   - alpha: 1 minus the level of the intervals that it is best for.
  /// - Source: Hall & Sheather 1988. R: `quantreg::bandwidth.rq(hs = TRUE)`.
  public static func hallSheatherBandwidth(tau: Double, observations: Int, alpha: Double = 0.05) -> Double {
    let q = StandardNormal().quantile(tau)
    let density = exp(-0.5 * q * q) / (2 * Double.pi).squareRoot()
    let z = StandardNormal().quantile(1 - alpha / 2)
    let shape: Double = 1.5 * density * density / (2 * q * q + 1)
    return pow(z * z * shape / Double(observations), 1.0 / 3)
  }

  /// fᵢ, row by row. The bandwidth is halved until both quantiles lie between 0 and 1.
  static func densities(
    tau: Double, observations: Int, _ fitted: (_ tau: Double) throws(FitError) -> [Double]
  ) throws(FitError) -> [Double] {
    var bandwidth = hallSheatherBandwidth(tau: tau, observations: observations)
    while tau - bandwidth < 0 || tau + bandwidth > 1 { bandwidth /= 2 }
    let (high, low) = (try fitted(tau + bandwidth), try fitted(tau - bandwidth))
    return zip(high, low).map { high, low in high > low ? 2 * bandwidth / (high - low) : 0 }
  }
}
