#if canImport(Glibc)
  import Glibc
#endif

/// What an information criterion makes of several laws for the same rows.
public enum AkaikeWeights {
  /// How the evidence divides among the laws:
  ///
  ///     wᵢ = exp(-Δᵢ/2) / Σ exp(-Δⱼ/2),   Δᵢ = ICᵢ - min IC
  ///
  /// - Parameter criteria: of one kind (AIC, AICc or BIC), for the same response on the same rows and scale.
  /// - Source: Burnham & Anderson 2002, eq. 2.9.
  public static func weights(_ criteria: [Double]) -> [Double] {
    guard let least = criteria.min() else { return [] }
    let relative = criteria.map { exp(-0.5 * ($0 - least)) }
    let total = relative.reduce(0, +)
    return relative.map { $0 / total }
  }
}
