#if canImport(Glibc)
  import Glibc
#endif

/// How to mix the predictive distributions of several laws so that the mixture foretells best.
///
///     maximise (1/n) Σᵢ log Σₖ wₖ pₖ(yᵢ)   over w >= 0, Σ w = 1
///
/// with pₖ(yᵢ) the density that law k, fitted without row i, gives to what was seen there. Unlike Akaike weights, which ask which law
/// is true and give nearly all to one, these ask which mixture predicts; laws that err in different places share.
///
/// The problem is concave, and its optimum is proved: with `Dₖ = (1/n) Σᵢ pₖ(yᵢ)/Σⱼ wⱼ pⱼ(yᵢ) - 1`, no weights can do better by more
/// than the largest D.
///
/// - Source: Yao, Vehtari, Simpson & Gelman 2018, eq. 4; the bound is that of Lindsay 1983. R: `loo::stacking_weights`.
public struct StackingWeights: Sendable, Hashable {
  /// In the order of the laws; they sum to one.
  public let weights: [Double]
  /// The mean log score of the mixture.
  public let meanLogScore: Double
  /// No weights have a mean log score that is higher by more than this.
  public let gap: Double

  private static let tolerance = 1e-10
  private static let mostSteps = 200

  /// - Parameters:
  ///   - logScores: law by law, the log densities of the same rows.
  ///   - multiplicities: how often each row counts; `nil` for once each.
  /// - Returns: `nil` for no laws or rows, or where a density is not a number.
  public init?(_ logScores: [[Double]], multiplicities: [Double]? = nil) {
    guard let first = logScores.first, !first.isEmpty, logScores.allSatisfy({ $0.allSatisfy { !$0.isNaN } }) else {
      return nil
    }
    let counts = multiplicities ?? first.map { _ in 1 }
    let total = counts.reduce(0, +)
    let shares = counts.map { $0 / total }
    // Each row is scaled by its largest density, so that none underflows in all laws at once.
    let largest = first.indices.map { row in logScores.reduce(-Double.infinity) { max($0, $1[row]) } }
    guard largest.allSatisfy(\.isFinite) else { return nil }
    let densities = logScores.map { scores in scores.indices.map { exp(scores[$0] - largest[$0]) } }
    let problem = MixtureProblem(densities: densities, shares: shares)
    let solution = problem.solve(tolerance: Self.tolerance, mostSteps: Self.mostSteps)
    weights = solution.weights
    gap = solution.gap
    meanLogScore = problem.value(solution.weights) + zip(shares, largest).reduce(0.0) { $0 + $1.0 * $1.1 }
  }
}
