import Glibc

extension LeastSquaresSolution {
  /// How far each row moves a combination of the coefficients, for each unit of its weighted residual.
  ///
  ///     x₀ (XᵀWX)⁻¹ xᵢ
  ///
  /// Its variance by the sandwich formula is `Σ mᵢ² (x₀ (XᵀWX)⁻¹ xᵢ)²`: summed over the rows and not over a covariance matrix,
  /// a combination that the data determine keeps its digits where its parts nearly cancel.
  ///
  /// - Parameter row: p values x₀, in the order of the design.
  /// - Returns: n values; nil where the data do not determine the combination.
  public func movements(ofRow row: [Double]) -> [Double]? {
    guard let scaled = scaledPivots(of: row) else { return nil }
    let factor = scalbn(1, Int32(-design.weightExponent))
    var movements = [Double](repeating: 0, count: design.rows)
    // A single coefficient takes one column.
    for (position, weight) in scaled.enumerated() where weight != 0 {
      let start = position * design.rows
      for index in movements.indices { movements[index] += influence.elements[start + index] * weight }
    }
    for index in movements.indices { movements[index] *= factor }
    return movements
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

  /// `x₀ (XᵀWX)⁻¹`, for a row that need not be one of the data; NaN where coefficients are not estimable.
  public func leverageRow(_ row: [Double]) -> [Double] {
    precondition(row.count == design.columns, "the row has an element for each column")
    return row.indices.map { column in
      row.indices.reduce(0.0) { row[$1] == 0 ? $0 : $0 + row[$1] * inverseGram[$1, column] }
    }
  }
}
