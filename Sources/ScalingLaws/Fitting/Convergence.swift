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
  /// Other local minima that starts ended in, lowest first.
  public let otherMinima: [MultiStartResult.Minimum]
  /// Coefficients that ended on a bound.
  public let atBound: [String]

  /// At most this share of the sum of squares may be left to gain.
  static let decreaseTolerance = 1e-12

  /// - Parameter isPerfect: whether the residuals are rounding errors; there is then nothing left to gain.
  init(_ fit: Linearization, isPerfect: Bool) {
    let gradient = isPerfect ? nil : fit.gradient
    let isFullRank = fit.solution.rank == fit.parameters.count
    isCertified = isFullRank && (gradient.map { $0.expectedDecrease < Self.decreaseTolerance } ?? true)
    method = "direct: pivoted QR of the scaled design, refined in double-double"
    scaledGradient = gradient?.scaled
    expectedDecrease = gradient?.expectedDecrease
    iterations = 0
    starts = 1
    agreeing = 1
    otherMinima = []
    atBound = []
  }

  /// - Parameters:
  ///   - solved: the fit at its optimum, whose decomposition tells whether the data determine every coefficient. The Hessian
  ///     alone may seem positive definite by rounding, where a search ran far along a flat direction.
  ///   - tolerance: what the search counted as an optimum. A looser one than a certificate needs proves nothing.
  init(_ search: NonlinearFit, solved: Linearization, tolerance: Double) {
    let certificate = search.best.certificate
    let isLoose = tolerance > Self.decreaseTolerance
    let isSeparated = search.working?.isSeparated ?? false
    let isFound = search.result.agreeing >= search.agreement
    let isFullRank = solved.solution.rank == solved.parameters.count
    isCertified = certificate.isCertified && isFound && isFullRank && !isLoose && !isSeparated
    method =
      "search: " + certificate.reason
      + (isSeparated ? "; the law separates all shares of 0 from all of 1, so that the likelihood has no maximum" : "")
      + (certificate.isCertified && !isFound
        ? "; \(search.result.agreeing) of \(search.result.starts) starts ended there, and a certificate needs"
          + " \(search.agreement)" : "")
      + (certificate.isCertified && !isFullRank ? "; the data do not determine every coefficient there" : "")
      + (isLoose ? "; a certificate needs a tolerance of \(Self.decreaseTolerance) or less" : "")
    scaledGradient = certificate.scaledGradient.isFinite ? certificate.scaledGradient : nil
    expectedDecrease = certificate.expectedDecrease.isFinite ? certificate.expectedDecrease : nil
    iterations = certificate.iterations
    starts = search.result.starts
    agreeing = search.result.agreeing
    otherMinima = search.result.otherMinima
    atBound = search.atBound.map { search.space.names[$0] }
  }
}
