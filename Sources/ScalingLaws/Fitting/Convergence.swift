/// How the fit stopped, and what proves that it is the optimum.
public struct Convergence: Sendable, Hashable {
  /// Whether the point is the one global optimum, to rounding.
  public let isCertified: Bool
  /// What was done, in words.
  public let method: String
  /// Largest `|xⱼ'Wr| / (‖xⱼ‖‖r‖)` over the columns: the cosine between a column and the residuals, zero at the
  /// optimum; `nil` when the residuals themselves are rounding errors.
  public let scaledGradient: Double?
  /// Largest share of the sum of squares that one more Gauss–Newton step could remove: `‖Q'r‖² / ‖r‖²`.
  public let expectedDecrease: Double?
  public let iterations: Int
  public let starts: Int
  public let agreeing: Int

  /// At most this share of the sum of squares may be left to gain.
  static let decreaseTolerance = 1e-12

  /// - Parameter isPerfect: whether the residuals are rounding errors; there is then nothing left to gain.
  init(_ linear: LinearFit, isPerfect: Bool) {
    let gradient = isPerfect ? nil : linear.gradient
    let isFullRank = linear.solution.rank == linear.form.coefficients.count
    isCertified = isFullRank && (gradient.map { $0.expectedDecrease < Self.decreaseTolerance } ?? true)
    method = "direct: pivoted QR of the scaled design, refined in double-double"
    scaledGradient = gradient?.scaled
    expectedDecrease = gradient?.expectedDecrease
    iterations = 0
    starts = 1
    agreeing = 1
  }
}
