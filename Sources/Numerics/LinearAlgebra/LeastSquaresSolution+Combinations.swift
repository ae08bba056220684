import Glibc

extension LeastSquaresSolution {
  /// The variance of a combination of the coefficients by the sandwich formula for independent rows.
  ///
  ///     x₀ V x₀ᵀ = Σ mᵢ² (x₀ (XᵀWX)⁻¹ xᵢ)²
  ///
  /// Summed over the rows and not over V, so that a combination that the data determine keeps its digits where its
  /// parts nearly cancel.
  ///
  /// - Parameters:
  ///   - row: p values x₀, in the order of the design.
  ///   - multipliers: mᵢ, as for `sandwich(multipliers:)`.
  /// - Returns: NaN where the data do not determine the combination.
  public func sandwichVariance(ofRow row: [Double], multipliers: [Double]) -> Double {
    precondition(multipliers.count == design.rows, "there is a multiplier for each row")
    guard let scaled = scaledPivots(of: row) else { return .nan }
    var sum = 0.0
    for index in 0..<design.rows {
      var movement = 0.0
      for position in 0..<rank { movement += influence.elements[index + position * design.rows] * scaled[position] }
      let part = multipliers[index] * movement
      sum += part * part
    }
    return scalbn(sum, Int32(-2 * design.weightExponent))
  }

  /// One solution among those that fit equally well: `coefficients` where the data determine them, and elsewhere those of
  /// the columns that were kept, with zero for the others. Combinations that are determined have the right value at it.
  public var basicCoefficients: [Double] {
    var values = [Double](repeating: 0, count: design.columns)
    for (position, column) in pivots.enumerated() {
      values[column] = scalbn(basic[position].rounded, Int32(design.responseExponent - design.columnExponents[column]))
    }
    return values
  }

  /// Whether the data determine a combination of the coefficients.
  public func isEstimable(row: [Double]) -> Bool { scaledPivots(of: row) != nil }
}
