import COpenBLAS
import Glibc

/// The problem in coordinates in which the weighted design is orthonormal.
///
///     X = T R,   Σ wᵢ tᵢ tᵢᵀ = I
///
/// There a combination x₀ of the coefficients is `z = R⁻ᵀ x₀`, its variance for a unit residual variance is `|z|²`, and row i
/// moves it by `tᵢ z`. Units and correlations of the columns are gone, so sums over rows can be formed as small matrices without
/// losing digits, as they would be lost in a normal matrix.
extension LeastSquaresSolution {
  /// T: a row for each row of the design, a column for each independent one of its columns.
  public var orthogonalRows: Matrix {
    var rows = influence
    guard rank > 0 else { return rows }
    cblas_dtrmm(
      CblasColMajor, CblasRight, CblasUpper, CblasTrans, CblasNonUnit, blasint(rows.rows), blasint(rank),
      rootUnit, r.elements, blasint(rank), &rows.elements, blasint(rows.rows))
    return rows
  }

  /// A row of T.
  public func orthogonalRow(_ index: Int) -> [Double] {
    let unit = rootUnit
    return (0..<rank).map { position in
      var sum = 0.0
      for other in position..<rank {
        sum += r.elements[position + other * rank] * influence.elements[index + other * design.rows]
      }
      return sum * unit
    }
  }

  /// z of a combination of the coefficients.
  ///
  /// - Parameter row: p values, in the order of the design.
  /// - Returns: `rank` values; nil where the data do not determine the combination.
  public func orthogonalCoordinates(ofRow row: [Double]) -> [Double]? {
    guard var scaled = scaledPivots(of: row) else { return nil }
    guard rank > 0 else { return scaled }
    cblas_dtrsv(
      CblasColMajor, CblasUpper, CblasTrans, CblasNonUnit, blasint(rank), r.elements, blasint(rank), &scaled, 1)
    return scaled.map { $0 * rootUnit }
  }

  /// The root of the unit in which weights are scaled.
  private var rootUnit: Double {
    let exponent = -design.weightExponent
    return scalbn(exponent % 2 == 0 ? 1 : 2.0.squareRoot(), Int32((exponent - (exponent % 2 == 0 ? 0 : 1)) / 2))
  }
}
