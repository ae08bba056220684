/// What a refit reports: less than a `Solution`, so that nothing is allocated.
public struct Refit: Sendable, Hashable {
  /// F at the parameters that were found.
  public let objective: Double
  /// The scale of the norm.
  public let scale: Double
  /// How much a full Newton step would lower F, relative to F. Where the last step was taken without looking, before it.
  public let expectedDecrease: Double
  /// Whether the expected decrease is below the tolerance (or within the rounding error of F).
  public let isConverged: Bool
  /// Evaluations of the model with its Jacobian.
  public let evaluations: Int
}
