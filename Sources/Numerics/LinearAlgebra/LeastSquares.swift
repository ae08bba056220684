import VectorMath

/// Linear least squares, with rank decision and refinement.
///
///     minimise Σ wᵢ (yᵢ - xᵢ b)²
public enum LeastSquares {
  /// The pivot, relative to the first one, down to which a column counts as dependent on those before it.
  ///
  /// Rounding leaves 1e-16 to 1e-14 where a column is a combination of others, such as log(6ND) of log N and log D.
  /// The worst design of full rank among NIST's, Filip, leaves 1e-9. The tolerance lies between.
  public static let rankTolerance = 1e-12

  /// Solves a least-squares problem.
  ///
  /// Columns are scaled, the weighted design is decomposed by Householder QR with column pivoting, and the solution
  /// is refined in double-double with the low parts of the data, so that coefficients are right to the last digits
  /// that the data hold. A design whose columns depend on each other, or that has fewer rows than columns, has a
  /// solution too: see `LeastSquaresSolution.isEstimable`.
  ///
  /// - Parameters:
  ///   - design: p columns of n rows. An intercept is a column of ones. Without a column the residuals are the response.
  ///   - response: n values.
  ///   - weights: n values, zero or more; nil is one for each row. A row of weight zero takes no part, but it must
  ///     be finite, since it has a residual too.
  /// - Throws: `.notFinite` and `.negativeWeight`, naming the row; `.shape` where no row has a positive weight.
  /// - Source: Björck 1996, "Numerical Methods for Least Squares Problems", 2.7 and 2.9. R: `lm(y ~ 0 + X, weights = w)`.
  public static func solve(
    design: [ExtendedColumn], response: ExtendedColumn, weights: [Double]? = nil
  ) throws(LinearAlgebraError) -> LeastSquaresSolution {
    precondition(design.allSatisfy { $0.count == response.count }, "the columns and the response have one length")
    precondition(weights == nil || weights?.count == response.count, "there is a weight for each row")
    try check(design: design, response: response, weights: weights)
    let scaled = ScaledDesign(design: design, response: response, weights: weights)
    let system = AugmentedSystem(design: scaled, factor: try RankRevealingFactor(scaled))
    var solution = try LeastSquaresSolution(system)
    for row in scaled.emptyRows { solution.fill(row, design: design, response: response) }
    return solution
  }

  private static func check(
    design: [ExtendedColumn], response: ExtendedColumn, weights: [Double]?
  ) throws(LinearAlgebraError) {
    for (index, column) in design.enumerated() {
      try column.high.requireFinite(as: "design", column: index)
      try column.low?.requireFinite(as: "design", column: index)
    }
    try response.high.requireFinite(as: "response")
    try response.low?.requireFinite(as: "response")
    if let weights {
      try weights.requireFinite(as: "weights")
      if let row = weights.firstIndex(where: { $0 < 0 }) { throw .negativeWeight(row: row, value: weights[row]) }
    }
    guard response.count > 0, weights?.contains(where: { $0 > 0 }) ?? true else {
      throw .shape(
        what: "design", rows: response.count, columns: design.count, expected: "a row of positive weight or more")
    }
  }
}
