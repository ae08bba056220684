import COpenBLAS
import VectorMath

/// (XᵀWX)⁻¹ and what goes with it, in scaled columns and in the order of the pivots.
struct InverseGram {
  /// (X'ᵀW'X')⁻¹: rank × rank.
  var matrix: Matrix
  /// X' (X'ᵀW'X')⁻¹: rows × rank. Row i says how the coefficients move with `wᵢ yᵢ`.
  var influence: Matrix
  /// The diagonal of W'^½ X' (X'ᵀW'X')⁻¹ X'ᵀ W'^½.
  var leverages: [Double]

  /// The scaled condition number from which refinement pays: below, doubles lose at most two of sixteen digits.
  private static let refinedFrom = 100.0

  init(_ system: AugmentedSystem, scaledConditionNumber: Double) {
    let (design, factor) = (system.design, system.factor)
    // A deficient design has an infinite condition number; that of its pivots is bounded by the norms.
    let condition =
      scaledConditionNumber.isFinite ? scaledConditionNumber : factor.r.frobeniusNorm * factor.rInverse.frobeniusNorm
    if condition >= Self.refinedFrom {
      self.init(refining: system)
    } else if let q = factor.q {
      self.init(design, factor, q)
    } else {
      self.init(tall: design, factor)
    }
  }

  /// From the decomposition: R⁻¹R⁻ᵀ, W^-½ Q R⁻ᵀ and the squared lengths of the rows of Q.
  private init(_ design: ScaledDesign, _ factor: RankRevealingFactor, _ q: [Double]) {
    let (rows, rank) = (design.rows, factor.pivots.count)
    matrix = factor.rInverse.transposed.crossProduct
    influence = Matrix(rows: rows, columns: rank, elements: q)
    leverages = [Double](repeating: 0, count: rows)
    for column in 0..<rank {
      for row in 0..<rows {
        let value = q[row + column * rows]
        leverages[row] += value * value
      }
    }
    guard rank > 0 else { return }
    cblas_dtrmm(
      CblasColMajor, CblasRight, CblasUpper, CblasTrans, CblasNonUnit, blasint(rows), blasint(rank),
      1, factor.rInverse.elements, blasint(rank), &influence.elements, blasint(rows))
    guard let roots = design.rootWeights else { return }
    let inverses = roots.map { $0 > 0 ? 1 / $0 : 0 }
    for column in 0..<rank {
      for row in 0..<rows { influence.elements[row + column * rows] *= inverses[row] }
    }
  }

  /// The same without Q, which is made of a block of rows at a time.
  private init(tall design: ScaledDesign, _ factor: RankRevealingFactor) {
    let (rows, rank) = (design.rows, factor.pivots.count)
    matrix = factor.rInverse.transposed.crossProduct
    var leverages = [Double](repeating: 0, count: rows)
    let blockRows = 1024
    var block = [Double](repeating: 0, count: blockRows * rank)
    let elements = [Double](unsafeUninitializedCapacity: rows * rank) { elements, filled in
      for start in stride(from: 0, to: rows, by: blockRows) {
        let count = min(blockRows, rows - start)
        for (position, column) in factor.pivots.enumerated() {
          design.copyWeighted(column, rows: start..<start + count, into: &block, at: position * blockRows)
        }
        cblas_dtrmm(
          CblasColMajor, CblasRight, CblasUpper, CblasNoTrans, CblasNonUnit, blasint(count), blasint(rank),
          1, factor.rInverse.elements, blasint(rank), &block, blasint(blockRows))
        for position in 0..<rank {
          for row in 0..<count {
            let value = block[row + position * blockRows]
            leverages[start + row] += value * value
          }
        }
        cblas_dtrmm(
          CblasColMajor, CblasRight, CblasUpper, CblasTrans, CblasNonUnit, blasint(count), blasint(rank),
          1, factor.rInverse.elements, blasint(rank), &block, blasint(blockRows))
        for position in 0..<rank {
          for row in 0..<count {
            let root = design.rootWeights?[start + row] ?? 1
            elements.initializeElement(
              at: start + row + position * rows, to: root > 0 ? block[row + position * blockRows] / root : 0)
          }
        }
      }
      filled = rows * rank
    }
    influence = Matrix(rows: rows, columns: rank, elements: elements)
    self.leverages = leverages
  }

  /// From the augmented system, column by column: right to the last digits however ill the condition.
  private init(refining system: AugmentedSystem) {
    let design = system.design
    let (rows, pivots) = (design.rows, system.factor.pivots)
    matrix = Matrix(rows: pivots.count, columns: pivots.count, repeating: 0)
    influence = Matrix(rows: rows, columns: pivots.count, repeating: 0)
    var sums = ExtendedVector(zeros: rows)
    for (position, column) in pivots.enumerated() {
      let solution = system.solveForInverseGram(column: position)
      for row in 0...position { matrix[row, position] = solution.coefficients[row].rounded }
      for row in 0..<rows {
        let index = row + column * rows
        let value = DoubleDouble(high: design.high[index], low: design.low.isEmpty ? 0 : design.low[index])
        influence.elements[row + position * rows] = -solution.residuals[row].rounded
        sums[row] = sums[row] - value * solution.residuals[row]
      }
    }
    matrix.copyUpperToLower()
    leverages = sums.indices.map { max(0, sums[$0].rounded * (design.weights?[$0] ?? 1)) }
  }
}
