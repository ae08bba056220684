/// A model over its rows at one point: residuals, and what derivatives of a sum over rows are made of.
///
///     S = Σ ρᵢ(rᵢ),   ∂S = -Jᵀψ,   ∂²S = Jᵀ diag(h) J - Σ ψᵢ ∂²fᵢ
///
/// A model without second derivatives gives the first part of ∂²S, and steps made of it are those of Gauss and Newton.
final class RowDerivatives {
  let rows: Int
  let parameters: Int
  private(set) var residuals: [Double]
  private var jacobian: [Double]
  private var values: [Double]
  private var curvatures: [Double]
  private var column: [Double]
  private let observed: [Double]
  private let evaluator: any ModelEvaluator

  init(_ problem: FitProblem) {
    rows = problem.observed.count
    parameters = problem.domains.count
    observed = problem.observed
    evaluator = problem.model.makeEvaluator()
    residuals = [Double](repeating: 0, count: rows)
    values = residuals
    column = residuals
    jacobian = [Double](repeating: 0, count: rows * parameters)
    curvatures = [Double](repeating: 0, count: parameters * parameters)
  }

  /// Moves to a point.
  ///
  /// - Returns: whether residuals and derivatives are finite there.
  func evaluate(_ point: [Double]) -> Bool {
    evaluator.evaluate(point, values: &values, jacobian: &jacobian)
    for row in 0..<rows { residuals[row] = observed[row] - values[row] }
    return Kernels.allFinite(residuals, rows) && Kernels.allFinite(jacobian, rows * parameters)
  }

  /// -Jᵀψ
  func gradient(_ psi: [Double]) -> [Double] {
    jacobian.withUnsafeBufferPointer { jacobian in
      (0..<parameters).map { j in
        jacobian.baseAddress.map { -Kernels.dot($0 + j * rows, psi, rows) } ?? 0
      }
    }
  }

  /// Jᵀ diag(h) J - Σ ψᵢ ∂²fᵢ
  func hessian(_ curvature: [Double], _ psi: [Double]) -> [Double] {
    let p = parameters
    let hasSecond = evaluator.sumSecondDerivatives(coefficients: psi, into: &curvatures)
    var result = hasSecond ? curvatures.map { -$0 } : [Double](repeating: 0, count: p * p)
    jacobian.withUnsafeBufferPointer { jacobian in
      guard let base = jacobian.baseAddress else { return }
      for j in 0..<p {
        Kernels.multiply(base + j * rows, curvature, into: &column, rows)
        for i in 0...j {
          let product = Kernels.dot(base + i * rows, column, rows)
          result[i + j * p] += product
          if i != j { result[j + i * p] += product }
        }
      }
    }
    return result
  }
}
