import Glibc

extension RankRevealingFactor {
  /// The condition number with every weighted column at unit length.
  ///
  /// It does not depend on the units of the columns. Source: Belsley, Kuh & Welsch 1980.
  func scaledConditionNumber() throws(LinearAlgebraError) -> Double {
    let lengths = (0..<r.columns).map { Matrix(columns: [r.column($0)]).frobeniusNorm }
    return try conditionNumber(scalingColumnsBy: lengths.map { 1 / $0 })
  }

  /// The condition number with the columns as they were given.
  func conditionNumber(of design: ScaledDesign) throws(LinearAlgebraError) -> Double {
    let exponents = pivots.map { design.columnExponents[$0] }
    let largest = exponents.max() ?? 0
    return try conditionNumber(scalingColumnsBy: exponents.map { scalbn(1, Int32($0 - largest)) })
  }

  /// The norm of R S times that of its inverse.
  ///
  /// Two largest singular values: the smallest singular value of R S would be lost in rounding where the units of
  /// the columns differ much.
  private func conditionNumber(scalingColumnsBy scale: [Double]) throws(LinearAlgebraError) -> Double {
    guard dependences.isEmpty else { return .infinity }
    guard r.columns > 0 else { return 1 }
    var scaled = r
    var inverse = rInverse
    for column in 0..<r.columns {
      for row in 0...column {
        scaled[row, column] *= scale[column]
        inverse[row, column] /= scale[row]
      }
    }
    guard inverse.elements.allSatisfy(\.isFinite) else { return .infinity }
    let norm = try SingularValueDecomposition.singularValues(of: scaled)[0]
    let inverseNorm = try SingularValueDecomposition.singularValues(of: inverse)[0]
    return max(1, norm * inverseNorm)
  }
}
