/// A minimum of a function where some quantities are held, with what moving them would do.
public struct ConstrainedPoint: Sendable {
  public let parameters: [Double]
  /// The function at the minimum.
  public let objective: Double
  /// The values at which the quantities are held.
  public let values: [Double]
  /// How fast the minimum rises with each of these values: the multipliers of Lagrange.
  public let multipliers: [Double]
  /// How the minimiser moves with the first of these values: p numbers. Empty where it cannot be told.
  public let tangent: [Double]
  /// How the rise changes with the first of these values: the second derivative of the minimum.
  public let curvature: Double
  /// Parameters that lie on a bound.
  public let atBound: [Int]
  /// Lengths of the parameters: a change of `1 / scale` moves the function by about one unit.
  let scale: [Double]
  /// Whether another step would lower the function by rounding errors only.
  public let isConverged: Bool
}
