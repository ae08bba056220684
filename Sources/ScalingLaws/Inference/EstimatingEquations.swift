/// The equations that an estimate solves, and how they bend: what every sandwich covariance is made of.
///
///     Σ sᵢ xᵢ = 0,   sᵢ = wᵢ ψ(rᵢ);   M = Σ dᵢ tᵢtᵢ' - C,   dᵢ = wᵢ ψ'(rᵢ)
///
/// Rows tᵢ are those of the design made orthonormal (`LeastSquaresSolution.orthogonalRows`), so for least squares M is the
/// identity, and for any norm its condition is that of the norm alone, not of the design. Here everything is in coordinates in
/// which M is the identity: rows `M^-½ tᵢ`, and `z = M^-½ R⁻ᵀ x₀` for a combination x₀ of the coefficients. Row i then moves the
/// combination by `sᵢ · rowᵢ·z`, and a covariance is a small matrix Ω with `var = z'Ωz`.
struct EstimatingEquations: Sendable {
  let solution: LeastSquaresSolution
  let weights: RowWeights
  /// Row by row, `wᵢ ψ(rᵢ)`.
  let scores: [Double]
  /// Row by row, `wᵢ ψ'(rᵢ)`.
  let slopes: [Double]
  /// n × rank.
  let rows: Matrix
  /// M^-½; `nil` where M is the identity.
  private let root: Matrix?

  /// Least squares.
  init(_ fit: Linearization) {
    solution = fit.solution
    weights = fit.weights
    scores = fit.residuals.enumerated().map { fit.weights.value($0) * $1 }
    slopes = scores.indices.map(fit.weights.value)
    rows = fit.solution.orthogonalRows
    root = nil
  }

  /// A norm other than least squares, or one with curvature of the law.
  ///
  /// - Parameters:
  ///   - scores: sᵢ.
  ///   - slopes: dᵢ.
  ///   - curvature: C in the coefficients, `Σ sᵢ ∇²fᵢ`; `nil` leaves it out.
  /// - Returns: `nil` where M is not positive definite: the rows in the curved part of the norm do not determine the estimate.
  init?(_ fit: Linearization, scores: [Double], slopes: [Double], curvature: Matrix? = nil) {
    let orthogonal = fit.solution.orthogonalRows
    var bread = orthogonal.weightedCrossProduct(slopes)
    if let curvature {
      let units = fit.parameters.indices.map { unit in
        fit.solution.orthogonalCoordinates(ofRow: fit.parameters.indices.map { $0 == unit ? 1 : 0 })
      }
      let directions = units.compactMap { $0 }
      guard directions.count == units.count else { return nil }
      let basis = Matrix(columns: directions)
      bread = bread - basis * curvature * basis.transposed
    }
    guard let parts = try? SymmetricEigenDecomposition(bread), let least = parts.values.first,
      least > Linearization.leastRoom
    else { return nil }
    let root = parts.matrix { 1 / $0.squareRoot() }
    solution = fit.solution
    weights = fit.weights
    self.scores = scores
    self.slopes = slopes
    rows = orthogonal * root
    self.root = root
  }

  /// z of a combination of what was solved for; `nil` where the data do not determine it.
  func coordinates(of gradient: [Double]) -> [Double]? {
    solution.orthogonalCoordinates(ofRow: gradient).map { z in root.map { $0 * z } ?? z }
  }

  /// A row as a vector.
  func row(_ index: Int) -> [Double] { (0..<rows.columns).map { rows[index, $0] } }

  /// Leverage of one observation of a row: one that stands for several shares theirs.
  func leverage(_ index: Int) -> Double {
    let whole = slopes[index] * row(index).reduce(0.0) { $0 + $1.squared }
    return weights.kind == .count ? whole / max(weights.value(index), 1) : whole
  }
}
