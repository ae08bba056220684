/// An expression that is linear in some coefficients.
public struct LinearDecomposition: Hashable, Sendable {
  public let coefficients: [String]
  /// What each coefficient is multiplied by, in the order of `coefficients`; free of them.
  public let multipliers: [Expression]
  /// What remains where all the coefficients are zero.
  public let offset: Expression
}
