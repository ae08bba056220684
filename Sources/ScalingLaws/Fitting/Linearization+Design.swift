import VectorMath

/// How much the variance of a coefficient exceeds what it would be if its predictor were uncorrelated with the others.
public struct VarianceInflation: Sendable, Hashable {
  /// The predictor, as an expression of columns.
  public let term: String
  public let factor: Double
}

extension Linearization {
  /// Whether some combination of the columns is constant, so that the mean of the response is among the fits.
  var spansConstant: Bool {
    let rows = response.indices.filter { weights.value($0) > 0 }
    let hasConstant = design.contains { column in
      rows.allSatisfy { column.high[$0] == column.high[rows[0]] } && column.high[rows[0]] != 0
    }
    if hasConstant { return true }
    let ones = ExtendedColumn([Double](repeating: 1, count: response.count))
    guard let fit = try? LeastSquares.solve(design: design, response: ones, weights: weights.values) else {
      return false
    }
    let total = rows.reduce(0.0) { $0 + weights.value($1) }
    return fit.residualSumOfSquares <= 1e-24 * total
  }

  /// The variance inflation factor of each predictor that varies.
  ///
  ///     VIFⱼ = ((X'WX)⁻¹)ⱼⱼ · Σ wᵢ (xᵢⱼ - x̄ⱼ)²
  ///
  /// R: `car::vif`.
  var varianceInflation: [VarianceInflation] {
    guard spansConstant else { return [] }
    return terms.indices.compactMap { index in
      let variation = variationAboutMean(design[index].high)
      guard solution.isEstimable[index], variation > 0 else { return nil }
      return VarianceInflation(
        term: terms[index], factor: solution.inverseGram[index, index] * variation)
    }
  }

  private func variationAboutMean(_ column: [Double]) -> Double {
    guard column.count <= RowSample.mostRows else { return variationOfMany(column) }
    let total = column.indices.reduce(0.0) { $0 + weights.value($1) }
    let sum = column.indices.reduce(DoubleDouble(0)) {
      $0 + DoubleDouble(productOf: weights.value($1), and: column[$1])
    }
    let mean = (sum / DoubleDouble(total)).rounded
    return column.indices.reduce(0.0) { $0 + weights.value($1) * (column[$1] - mean).squared }
  }

  /// The same of many rows, in one double: an error of the mean counts with its square.
  private func variationOfMany(_ column: [Double]) -> Double {
    guard let values = weights.values else {
      let mean = column.reduce(0, +) / Double(column.count)
      return column.reduce(0.0) { $0 + ($1 - mean).squared }
    }
    let mean = zip(values, column).reduce(0.0) { $0 + $1.0 * $1.1 } / values.reduce(0, +)
    return zip(values, column).reduce(0.0) { $0 + $1.0 * ($1.1 - mean).squared }
  }

  /// How far the solution is from the optimum; `nil` when the residuals are zero.
  ///
  /// - Returns: `scaled`, the largest `|xⱼ'Wr| / (‖xⱼ‖‖r‖)`; `expectedDecrease`, the share of the sum of squares that a
  ///   further step could remove, `g'(X'WX)⁻¹g / RSS` with `g = X'Wr`.
  var gradient: (scaled: Double, expectedDecrease: Double)? {
    let rss = solution.residualSumOfSquares
    guard rss > 0 else { return nil }
    var gradient: [Double] = []
    var scaled = 0.0
    let isLarge = response.count > RowSample.mostRows
    let weighted = isLarge ? solution.residuals.indices.map { weights.value($0) * solution.residuals[$0] } : []
    for column in design {
      if isLarge {
        let sum = VectorSum.exactDot(column.high, weighted, count: weighted.count)
        let square = weights.values.map { VectorSum.weightedSquare(column.high, $0, count: weighted.count) }
        gradient.append(sum)
        scaled = max(
          scaled,
          abs(sum) / ((square ?? VectorSum.dot(column.high, column.high, count: weighted.count)) * rss).squareRoot())
        continue
      }
      var sum = DoubleDouble(0)
      var square = 0.0
      for row in response.indices {
        let weighted = weights.value(row) * solution.residuals[row]
        sum += DoubleDouble(productOf: column.high[row], and: weighted)
        square += weights.value(row) * column.high[row].squared
      }
      gradient.append(sum.rounded)
      scaled = max(scaled, abs(sum.rounded) / (square * rss).squareRoot())
    }
    var decrease = 0.0
    for (row, left) in gradient.enumerated() where solution.isEstimable[row] {
      for (column, right) in gradient.enumerated() where solution.isEstimable[column] {
        decrease += left * solution.inverseGram[row, column] * right
      }
    }
    return (scaled, abs(decrease) / rss)
  }
}
