/// The combination of coefficients that the data determine least.
///
/// From the relative covariance `V_ij / (θᵢ θⱼ)`: its largest singular vector is the direction along which the coefficients can
/// move together, in shares of themselves, for the smallest loss of fit. Source: Gutenkunst et al. 2007.
public struct SloppyDirection: Sendable {
  /// How much more uncertain it is than the best determined direction.
  public let ratio: Double
  /// Coefficient by coefficient, the change as a share of itself for one standard error along the direction.
  public let changes: [(name: String, share: Double)]

  init?(_ fit: Fit) {
    let values = fit.coefficients.map { $0.estimate.value ?? .nan }
    let count = values.count
    guard count > 1, fit.canBeDiagnosed, fit.convergence.atBound.isEmpty, values.allSatisfy({ $0 != 0 }),
      fit.covariance.elements.allSatisfy(\.isFinite)
    else { return nil }
    var relative = Matrix(rows: count, columns: count, repeating: 0)
    for row in 0..<count {
      for column in 0..<count { relative[row, column] = fit.covariance[row, column] / (values[row] * values[column]) }
    }
    guard let decomposition = try? SingularValueDecomposition(relative),
      let largest = decomposition.singularValues.first,
      let smallest = decomposition.singularValues.last, smallest > 0
    else { return nil }
    ratio = (largest / smallest).squareRoot()
    changes = fit.coefficients.enumerated().map { index, element in
      (element.name, decomposition.leftVectors[index, 0] * largest.squareRoot())
    }
  }
}
