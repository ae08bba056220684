import COpenBLAS
import VectorMath

/// The equations of a least-squares problem, solved in double-double by iterative refinement.
///
///     | I    X |  | s |     | y |
///     | XᵀW  0 |  | x |  =  | g |
///
/// With g = 0, x is the solution and s its residuals. With y = 0 and g = -eⱼ, x is column j of (XᵀWX)⁻¹ and
/// s = -X x. Residual and solution are corrected together: so each step gains digits in proportion to the
/// condition number, not to its square. All in scaled columns.
///
/// - Source: Björck 1967, "Iterative refinement of linear least squares solutions I", BIT 7.
struct AugmentedSystem {
  let design: ScaledDesign
  let factor: RankRevealingFactor

  struct Solution {
    var coefficients: [DoubleDouble]
    var residuals: ExtendedVector
  }

  /// Steps after which the refinement stops in any case. The worst design of full rank gains more than 3 digits a
  /// step, of the 32 there are.
  private static let stepLimit = 12
  /// The relative error, in the largest scaled coefficient, that ends the refinement; small, so that coefficients
  /// a million times smaller still are right in their last digit.
  private static let target = 1e-25

  /// The solution for the response of the design.
  func solveForResponse() -> Solution {
    refine(gradient: [DoubleDouble](repeating: DoubleDouble(0), count: factor.pivots.count), withResponse: true)
  }

  /// A column of the inverse Gram matrix (the coefficients), counted among the pivots.
  func solveForInverseGram(column: Int) -> Solution {
    var gradient = [DoubleDouble](repeating: DoubleDouble(0), count: factor.pivots.count)
    gradient[column] = DoubleDouble(-1)
    return refine(gradient: gradient, withResponse: false)
  }

  private func refine(gradient: [DoubleDouble], withResponse: Bool) -> Solution {
    let start = withResponse ? design.response.high : [Double](repeating: 0, count: design.rows)
    var step = correction(remainder: start, gradient: gradient.map(\.high))
    var solution = Solution(
      coefficients: step.coefficients.map { DoubleDouble($0) }, residuals: ExtendedVector(zeros: design.rows))
    solution.residuals.high = step.residuals
    var size = step.size
    for count in 1...Self.stepLimit where size > 0 {
      let products = design.gradient(of: solution.residuals, columns: factor.pivots)
      step = correction(
        remainder: remainder(of: solution, withResponse: withResponse),
        gradient: zip(gradient, products).map { ($0 - $1).rounded })
      // The first correction may exceed a poor start; a later one must be smaller than the one before.
      guard step.size < size / 2 || (count == 1 && step.size.isFinite) else { break }
      solution.add(step)
      let largest = solution.coefficients.reduce(0) { max($0, abs($1.high)) }
      if step.size * (step.size / size) <= Self.target * largest { break }
      size = step.size
    }
    return solution
  }

  /// What the first block of equations lacks: y - X x - s.
  private func remainder(of solution: Solution, withResponse: Bool) -> [Double] {
    let rest = design.remainder(of: solution.coefficients, columns: factor.pivots, withResponse: withResponse)
    return rest.indices.map { (rest[$0] - solution.residuals[$0]).rounded }
  }

  fileprivate struct Correction {
    var coefficients: [Double]
    var residuals: [Double]
    var size: Double { coefficients.reduce(0) { max($0, abs($1)) } }
  }

  /// Solves the system in doubles, by the decomposition.
  ///
  ///     h = R⁻ᵀ g,   z = Qᵀ W^½ f - h,   x = R⁻¹ z,   W^½ s = W^½ f - Q z
  private func correction(remainder: [Double], gradient: [Double]) -> Correction {
    let (rows, rank) = (blasint(design.rows), blasint(factor.pivots.count))
    guard rank > 0 else { return Correction(coefficients: [], residuals: remainder) }
    guard let q = factor.q else { return tallCorrection(remainder: remainder, gradient: gradient) }
    var residuals = remainder
    if let roots = design.rootWeights {
      for row in residuals.indices { residuals[row] *= roots[row] }
    }
    var solution = gradient
    cblas_dtrsv(CblasColMajor, CblasUpper, CblasTrans, CblasNonUnit, rank, factor.r.elements, rank, &solution, 1)
    cblas_dgemv(CblasColMajor, CblasTrans, rows, rank, 1, q, rows, residuals, 1, -1, &solution, 1)
    cblas_dgemv(CblasColMajor, CblasNoTrans, rows, rank, -1, q, rows, solution, 1, 1, &residuals, 1)
    cblas_dtrsv(CblasColMajor, CblasUpper, CblasNoTrans, CblasNonUnit, rank, factor.r.elements, rank, &solution, 1)
    if let roots = design.rootWeights {
      for row in residuals.indices { residuals[row] = roots[row] > 0 ? residuals[row] / roots[row] : 0 }
    }
    return Correction(coefficients: solution, residuals: residuals)
  }

  /// The same without Q, by the seminormal equations.
  ///
  ///     x = R⁻¹ R⁻ᵀ (XᵀW f - g),   s = f - X x
  ///
  /// - Source: Björck 1987, "Stability analysis of the method of seminormal equations", Linear Algebra Appl. 88/89.
  private func tallCorrection(remainder: [Double], gradient: [Double]) -> Correction {
    let (rows, rank) = (blasint(design.rows), blasint(factor.pivots.count))
    var residuals = remainder
    var products = [Double](repeating: 0, count: design.columns)
    let weighted = design.weights.map { zip(remainder, $0).map(*) }
    cblas_dgemv(
      CblasColMajor, CblasTrans, rows, blasint(design.columns), 1, design.high, rows, weighted ?? remainder, 1, 0,
      &products, 1)
    var solution = zip(factor.pivots, gradient).map { products[$0] - $1 }
    cblas_dtrsv(CblasColMajor, CblasUpper, CblasTrans, CblasNonUnit, rank, factor.r.elements, rank, &solution, 1)
    cblas_dtrsv(CblasColMajor, CblasUpper, CblasNoTrans, CblasNonUnit, rank, factor.r.elements, rank, &solution, 1)
    var step = [Double](repeating: 0, count: design.columns)
    for (column, value) in zip(factor.pivots, solution) { step[column] = value }
    cblas_dgemv(
      CblasColMajor, CblasNoTrans, rows, blasint(design.columns), -1, design.high, rows, step, 1, 1, &residuals, 1)
    for row in design.emptyRows { residuals[row] = 0 }
    return Correction(coefficients: solution, residuals: residuals)
  }
}

extension AugmentedSystem.Solution {
  fileprivate mutating func add(_ step: AugmentedSystem.Correction) {
    for index in coefficients.indices { coefficients[index] += DoubleDouble(step.coefficients[index]) }
    residuals.withPointers { ExtendedProducts.add(step.residuals, to: $0, count: step.residuals.count) }
  }
}
