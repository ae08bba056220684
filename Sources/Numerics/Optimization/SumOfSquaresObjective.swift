/// Half the weighted sum of squared residuals.
///
///     F(θ) = ½ Σ wᵢ (yᵢ - fᵢ(θ))²
///
/// With weights `1/sd²` it is, up to a constant, the negative log-likelihood of normal noise of known size. With noise of
/// unknown size it stands for the likelihood in units of the residual variance.
public final class SumOfSquaresObjective: SmoothObjective {
  public let domains: [Domain]
  public let unit: Double
  private let model: RowDerivatives
  private let weights: [Double]
  private var psi: [Double]

  /// - Parameter unit: 1 where the noise is known, the residual variance where it is estimated.
  public init(_ problem: FitProblem, unit: Double) {
    model = RowDerivatives(problem)
    domains = problem.domains
    weights = problem.weights ?? [Double](repeating: 1, count: problem.observed.count)
    psi = weights
    self.unit = unit
  }

  public func evaluate(_ point: [Double]) -> Double {
    guard model.evaluate(point) else { return .infinity }
    Kernels.multiply(weights, model.residuals, into: &psi, psi.count)
    return 0.5 * Kernels.dot(psi, model.residuals, psi.count)
  }

  public func gradient() -> [Double] { model.gradient(psi) }

  public func hessian() -> [Double] { model.hessian(weights, psi) }
}
