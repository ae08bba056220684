import COpenBLAS
import Glibc
import VectorMath

extension LeastSquaresSolution {
  /// The value of the fit at a row that need not be one of the data.
  ///
  ///     x₀ b
  ///
  /// - Parameter row: p values, in the order of the design.
  /// - Returns: NaN where the data do not determine it: where x₀ breaks a dependence that all rows of the data obey.
  public func prediction(atRow row: [Double]) -> Double {
    guard let scaled = scaledPivots(of: row) else { return .nan }
    var sum = ExtendedSum(DoubleDouble(0))
    for (value, coefficient) in zip(scaled, basic) { sum.subtract(DoubleDouble(value), -coefficient) }
    return scalbn(sum.value.rounded, Int32(design.responseExponent))
  }

  /// The variance of the fit at a row, in units of the residual variance; the row need not be one of the data.
  ///
  ///     x₀ (XᵀWX)⁻¹ x₀ᵀ
  ///
  /// As it is for any combination of the coefficients with the weights x₀.
  ///
  /// - Valid when: the relative error is about 1e-16 times the scaled condition number.
  /// - Parameter row: p values, in the order of the design.
  /// - Returns: NaN where the data do not determine the combination.
  public func leverage(ofRow row: [Double]) -> Double {
    guard var scaled = scaledPivots(of: row) else { return .nan }
    guard rank > 0 else { return 0 }
    cblas_dtrsv(
      CblasColMajor, CblasUpper, CblasTrans, CblasNonUnit, blasint(rank), r.elements, blasint(rank), &scaled, 1)
    let length = cblas_dnrm2(blasint(rank), scaled, 1)
    return scalbn(length * length, Int32(-design.weightExponent))
  }

  /// The elements of a row at the pivots, in scaled columns; nil where the row breaks a dependence.
  func scaledPivots(of row: [Double]) -> [Double]? {
    precondition(row.count == design.columns, "the row has an element for each column")
    let scaled = zip(row, design.columnExponents).map { scalbn($0, Int32(-$1)) }
    let values = pivots.map { scaled[$0] }
    for dependence in dependences {
      let terms = zip(values, dependence.weights).map { $0 * $1 }
      let expected = terms.reduce(0, +)
      let size = terms.reduce(abs(scaled[dependence.column])) { $0 + abs($1) }
      let isLeftOut = dependence.isRepeatedConstant && row[dependence.column] == 0
      // New rows obey a dependence up to the rounding of their logarithms and of its weights.
      guard isLeftOut || abs(scaled[dependence.column] - expected) <= Self.dependenceTolerance * size else {
        return nil
      }
    }
    return values
  }

  private static var dependenceTolerance: Double { 1e-9 }
}
