#if canImport(Glibc)
  import Glibc
#endif

extension StudentT {
  /// The natural logarithm of the density.
  ///
  ///     log Γ((ν+1)/2) - log Γ(ν/2) - log(νπ)/2 - (ν+1)/2 · log(1 + t²/ν)
  ///
  /// For infinite ν that of the normal distribution. R: `dt(t, df, log = TRUE)`.
  public func logDensity(_ t: Double) -> Double {
    let nu = degreesOfFreedom
    // Beyond this the two differ by less than rounding, and the gammas cancel.
    guard nu < 1e10 else { return -0.5 * (t * t + log(2 * Double.pi)) }
    return Self.logGamma((nu + 1) / 2) - Self.logGamma(nu / 2) - 0.5 * log(nu * Double.pi)
      - (nu + 1) / 2 * log1p(t * t / nu)
  }

  private static func logGamma(_ x: Double) -> Double {
    var sign: Int32 = 0
    return lgamma_r(x, &sign)
  }
}
