/// How the fit stopped, what proves that it is an optimum, and how likely it is that there is a better one.
public struct Convergence: Sendable, Hashable {
  /// Whether the point is a local optimum, to rounding, and the data determine it.
  public let isCertified: Bool
  /// Whether it is the global optimum besides: because the problem has one, or because the minima that were not seen attract at
  /// most `largestUnseen` of all starts.
  public let isGlobal: Bool
  /// The share of starts that minima which were not seen are expected to attract; see `MultiStartResult.shareUnseen`.
  public let shareUnseen: Double
  /// Why the search made no further starts.
  public let searchEnd: SearchEnd
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
  public let otherMinima: [OtherMinimum]
  /// Coefficients that ended on a bound.
  public let atBound: [String]

  /// A local minimum that is not the best.
  public struct OtherMinimum: Sendable, Hashable {
    /// As `Fit.objective`.
    public let objective: Double
    /// On the natural scale, in the order of the law; nil where the numbers of the search have no such value.
    public let coefficients: [Double]?
    /// How many starts ended there.
    public let count: Int
    /// Whether the start values of the options lead there.
    public let isOfGivenStart: Bool
  }

  /// Why a search made no further starts.
  public enum SearchEnd: String, Sendable, Hashable, CaseIterable {
    /// The problem has one minimum.
    case oneMinimum = "one minimum"
    /// The share of unseen minima fell to what a global certificate asks for.
    case shareUnseen = "share unseen"
    /// As many starts as the options allow.
    case limit
  }

  /// At most this share of the sum of squares may be left to gain.
  static let decreaseTolerance = 1e-12
  /// The share of unseen minima that a global certificate allows. Where all starts agree it takes fifteen of them.
  static let largestUnseen = 0.01

  /// - Parameter isPerfect: whether the residuals are rounding errors; there is then nothing left to gain.
  init(_ fit: Linearization, isPerfect: Bool) {
    let gradient = isPerfect ? nil : fit.gradient
    let isFullRank = fit.solution.rank == fit.parameters.count
    isCertified = isFullRank && (gradient.map { $0.expectedDecrease < Self.decreaseTolerance } ?? true)
    method = "direct: pivoted QR of the scaled design, refined in double-double"
    isGlobal = isCertified
    shareUnseen = 0
    searchEnd = .oneMinimum
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
    let (certificate, result) = (search.best.certificate, search.result)
    let isLoose = tolerance > Self.decreaseTolerance
    let separation = search.working?.separation
    let isFullRank = solved.solution.rank == solved.parameters.count
    isCertified = certificate.isCertified && isFullRank && !isLoose && separation == nil
    shareUnseen = result.shareUnseen
    isGlobal = isCertified && shareUnseen <= Self.largestUnseen
    searchEnd = search.hasOneMinimum ? .oneMinimum : shareUnseen <= Self.largestUnseen ? .shareUnseen : .limit
    method =
      "search: " + certificate.reason
      + (separation.map { "; \($0.sentence), so that the likelihood has no maximum" } ?? "")
      + (certificate.isCertified && !isFullRank && separation == nil
        ? "; the data do not determine every coefficient there" : "")
      + (isLoose ? "; a certificate needs a tolerance of \(Self.decreaseTolerance) or less" : "")
    scaledGradient = certificate.scaledGradient.isFinite ? certificate.scaledGradient : nil
    expectedDecrease = certificate.expectedDecrease.isFinite ? certificate.expectedDecrease : nil
    iterations = certificate.iterations
    starts = result.starts
    agreeing = result.agreeing
    otherMinima = result.otherMinima.map { minimum in
      OtherMinimum(
        objective: search.reported(minimum.objective),
        coefficients: try? search.space.coefficients(at: minimum.parameters),
        count: minimum.count, isOfGivenStart: minimum.isOfGivenStart)
    }
    atBound = search.atBound.map { search.space.names[$0] }
  }
}
