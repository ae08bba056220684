/// What is known about the point where a fit ended.
///
/// A point is certified when all of these hold: a full Newton step would lower F by less than 1e-12 F (or
/// by less than rounding makes of F); the Hessian is positive definite in the parameters that are free to move; and the
/// parameters on a bound are pressed against it. It is a certificate of a local minimum; `MultiStart` looks for others.
public struct Certificate: Sendable, Hashable {
  /// The expected decrease relative to F that a certified point may have: about 1e-6 of what matters in a coefficient.
  public static let largestExpectedDecrease = 1e-12

  /// Whether the point is a minimum, by the tests above.
  public let isCertified: Bool
  /// max |∂F/∂θⱼ| / (‖Jⱼ‖ ‖w ψ(r)‖) over the free parameters: the cosine between residuals and columns, free of units.
  public let scaledGradient: Double
  /// How much a full Newton step would lower F, relative to F. Infinite where the Hessian is not positive definite.
  public let expectedDecrease: Double
  /// Whether the Hessian of F is positive definite in the free parameters. If not, some direction is not identified.
  public let isIdentified: Bool
  /// Whether no other point nearby has the same F. Quantile regression may have several optima, of which the point is one.
  public let isUnique: Bool
  /// The parameters that ended on a bound, without the fixed ones.
  public let atBound: [Int]
  /// ∂F/∂θ for each parameter of `atBound`: not below zero at a lower bound, not above it at an upper one.
  public let multipliers: [Double]
  /// What rounding makes of F where every value of the model is off by a few units in its last place and residuals are zero.
  public let noise: Double
  /// Steps tried, over all stages.
  public let iterations: Int
  /// Evaluations of the model with its Jacobian.
  public let evaluations: Int
  /// Why the iterations ended.
  public let stop: StopReason
  /// The same in words, with the numbers of the test.
  public internal(set) var reason: String
}
