/// Where a fit ended, with its certificate.
public struct Solution: Sendable, Hashable {
  /// θ, one value for each parameter of the problem.
  public let parameters: [Double]
  /// F. See `Norm` for its definition; half the residual sum of squares for least squares.
  public let objective: Double
  /// y - f(θ)
  public let residuals: [Double]
  /// The scale s of the norm, given or estimated; 1 where the norm has none.
  public let scale: Double
  /// The degrees of freedom of Student's t, given or estimated.
  public let degreesOfFreedom: Double?
  public let certificate: Certificate
}
