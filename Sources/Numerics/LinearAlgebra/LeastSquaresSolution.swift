import Glibc
import VectorMath

/// The solution of a linear least-squares problem, and what its covariances are made of.
///
/// Where columns depend on each other there is no unique b. Then residuals, fitted values and their sum of squares
/// are still unique and right; each coefficient that takes part in a dependence is NaN, never one of the many
/// possible answers. One exception: where constant columns (an intercept and a predictor that never varies) are tied
/// only to each other, the first of them stays estimable, as if the later ones had been left out.
public struct LeastSquaresSolution: Sendable {
  /// b, in the order of the design; NaN where the data do not determine it.
  public let coefficients: [Double]
  /// The number of independent columns.
  public let rank: Int
  /// For each coefficient, whether the data determine it.
  public let isEstimable: [Bool]
  /// For each linear dependence, the columns that it ties, sorted; empty at full rank.
  public let dependentSets: [[Int]]
  /// (XᵀWX)⁻¹, p × p; NaN in the rows and columns of coefficients that are not estimable.
  public let inverseGram: Matrix
  /// y - X b, not weighted, from double-double.
  ///
  /// Rows of weight zero have one too. Where such a row breaks a dependence that the other rows obey, it is that of
  /// one of many solutions; `prediction(atRow:)` is NaN there.
  public private(set) var residuals: [Double]
  /// X b, from double-double.
  public private(set) var fittedValues: [Double]
  /// Σ wᵢ rᵢ², summed in double-double.
  public let residualSumOfSquares: Double
  /// The diagonal of W^½ X (XᵀWX)⁻¹ Xᵀ W^½, whose sum is the rank; 0 in rows of weight zero. R: `hatvalues`.
  public let leverages: [Double]
  /// The ratio of the extreme singular values of W^½ X; infinite when columns depend on each other.
  public let conditionNumber: Double
  /// The same with every weighted column at unit length, which does not depend on units.
  ///
  /// A relative error ε in the data can move the coefficients by this number times ε, and by more where the residuals
  /// are large. Source: Belsley, Kuh & Welsch 1980.
  public let scaledConditionNumber: Double

  let design: ScaledShape
  /// The columns of the basic solution, in the order of the pivots.
  let pivots: [Int]
  /// The triangular factor of the pivots, scaled.
  let r: Matrix
  let dependences: [RankRevealingFactor.Dependence]
  /// The basic solution on the pivots, scaled.
  let basic: [DoubleDouble]
  let influence: Matrix

  /// What is kept of the scaling.
  struct ScaledShape {
    let rows: Int
    let columns: Int
    let columnExponents: [Int]
    let responseExponent: Int
    let weightExponent: Int
  }

  init(_ system: AugmentedSystem) throws(LinearAlgebraError) {
    let scaled = system.design
    let factor = system.factor
    (pivots, r, dependences) = (factor.pivots, factor.r, factor.dependences)
    design = ScaledShape(
      rows: scaled.rows, columns: scaled.columns, columnExponents: scaled.columnExponents,
      responseExponent: scaled.responseExponent, weightExponent: scaled.weightExponent)
    rank = factor.pivots.count
    dependentSets = factor.dependences.map(\.support)
    let tied = Set(factor.dependences.flatMap { $0.isRepeatedConstant ? [$0.column] : $0.support })
    let estimable = (0..<scaled.columns).map { !tied.contains($0) }
    isEstimable = estimable

    basic = system.solveForResponse().coefficients
    let remainder = scaled.remainder(of: basic, columns: factor.pivots, withResponse: true)
    let unit = scalbn(1, Int32(scaled.responseExponent))
    residuals = remainder.indices.map { remainder[$0].rounded * unit }
    fittedValues = remainder.indices.map { (scaled.response[$0] - remainder[$0]).rounded * unit }
    residualSumOfSquares = scalbn(
      scaled.sumOfSquares(remainder).rounded, Int32(2 * scaled.responseExponent + scaled.weightExponent))

    scaledConditionNumber = try factor.scaledConditionNumber()
    conditionNumber = try factor.conditionNumber(of: scaled)
    let gram = InverseGram(system, scaledConditionNumber: scaledConditionNumber)
    leverages = gram.leverages
    influence = gram.influence

    var coefficients = [Double](repeating: .nan, count: scaled.columns)
    for (position, column) in factor.pivots.enumerated() where estimable[column] {
      coefficients[column] = scalbn(
        basic[position].rounded, Int32(scaled.responseExponent - scaled.columnExponents[column]))
    }
    self.coefficients = coefficients
    inverseGram = Self.inOrderOfDesign(
      gram.matrix, pivots: factor.pivots, estimable: estimable, shape: design, weightPower: 1)
  }

  /// Sets the residual and the fitted value of a row of weight zero, in which the system holds zeros.
  mutating func fill(_ row: Int, design columns: [ExtendedColumn], response: ExtendedColumn) {
    var fitted = ExtendedSum(DoubleDouble(0))
    for (column, coefficient) in zip(pivots, basic) {
      let exponent = Int32(design.responseExponent - design.columnExponents[column])
      let natural = DoubleDouble(high: scalbn(coefficient.high, exponent), low: scalbn(coefficient.low, exponent))
      fitted.subtract(columns[column][row], -natural)
    }
    fittedValues[row] = fitted.value.rounded
    residuals[row] = (response[row] - fitted.value).rounded
  }

  /// A matrix over the pivots, in scaled columns, as one over the coefficients.
  static func inOrderOfDesign(
    _ matrix: Matrix, pivots: [Int], estimable: [Bool], shape: ScaledShape, weightPower: Int
  ) -> Matrix {
    var result = Matrix(rows: shape.columns, columns: shape.columns, repeating: .nan)
    for (right, column) in pivots.enumerated() where estimable[column] {
      for (left, row) in pivots.enumerated() where estimable[row] {
        let exponent =
          shape.columnExponents[row] + shape.columnExponents[column] + weightPower * shape.weightExponent
        result[row, column] = scalbn(matrix[left, right], Int32(-exponent))
      }
    }
    return result
  }
}

extension ScaledDesign {
  /// Σ w'ᵢ vᵢ²
  fileprivate func sumOfSquares(_ vector: ExtendedVector) -> DoubleDouble {
    var sum = ExtendedSum(DoubleDouble(0))
    for row in vector.indices {
      let value = vector[row]
      sum.subtract(weights.map { value * DoubleDouble($0[row]) } ?? value, -value)
    }
    return sum.value
  }
}
