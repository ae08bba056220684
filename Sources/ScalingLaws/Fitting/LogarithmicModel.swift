import Glibc
import Optimization
import VectorMath

/// A law as a function of the logarithms of some of its coefficients.
///
///     f(u),  θⱼ = exp(uⱼ) for the chosen j, θⱼ = uⱼ for the others
///
/// A search from afar does not stop where a positive coefficient is zero: its term has no gradient there, and the exponent
/// in it means nothing. The optimum is then found again in the coefficients themselves, so nothing that is reported
/// depends on this.
struct LogarithmicModel: ResidualModel {
  let base: any ResidualModel
  /// For each parameter, whether its logarithm is searched for.
  let isLogarithmic: [Bool]

  var parameterCount: Int { base.parameterCount }
  var residualCount: Int { base.residualCount }

  func makeEvaluator() -> any ModelEvaluator { Evaluator(self) }

  /// The coefficients at a point of the search.
  func coefficients(at point: [Double]) -> [Double] { zip(point, isLogarithmic).map { $1 ? exp($0) : $0 } }

  /// The point of the search at some coefficients.
  func point(at coefficients: [Double]) -> [Double] { zip(coefficients, isLogarithmic).map { $1 ? log($0) : $0 } }

  private final class Evaluator: ModelEvaluator {
    private let inner: any ModelEvaluator
    private let isLogarithmic: [Bool]
    private let rows: Int
    private let theta: UnsafeMutablePointer<Double>
    /// Of the last evaluation, for the chain rule of the second derivatives.
    private let jacobian: UnsafeMutablePointer<Double>

    init(_ model: LogarithmicModel) {
      inner = model.base.makeEvaluator()
      isLogarithmic = model.isLogarithmic
      rows = model.residualCount
      theta = .allocate(capacity: max(isLogarithmic.count, 1))
      theta.initialize(repeating: 0, count: max(isLogarithmic.count, 1))
      jacobian = .allocate(capacity: max(rows * isLogarithmic.count, 1))
      jacobian.initialize(repeating: 0, count: max(rows * isLogarithmic.count, 1))
    }

    deinit {
      theta.deallocate()
      jacobian.deallocate()
    }

    func evaluate(
      _ parameters: UnsafePointer<Double>, values: UnsafeMutablePointer<Double>, jacobian: UnsafeMutablePointer<Double>
    ) {
      for j in isLogarithmic.indices { theta[j] = isLogarithmic[j] ? exp(parameters[j]) : parameters[j] }
      inner.evaluate(theta, values: values, jacobian: jacobian)
      for j in isLogarithmic.indices where isLogarithmic[j] {
        VectorArithmetic.scale(jacobian + j * rows, by: theta[j], into: jacobian + j * rows, count: rows)
      }
      self.jacobian.update(from: jacobian, count: rows * isLogarithmic.count)
    }

    func sumSecondDerivatives(
      coefficients: UnsafePointer<Double>, into sum: UnsafeMutablePointer<Double>
    ) -> Bool {
      guard inner.sumSecondDerivatives(coefficients: coefficients, into: sum) else { return false }
      let p = isLogarithmic.count
      for j in 0..<p where isLogarithmic[j] {
        for i in 0..<p {
          sum[i + j * p] *= theta[j]
          sum[j + i * p] *= theta[j]
        }
        sum[j + j * p] += VectorSum.dot(coefficients, jacobian + j * rows, count: rows)
      }
      return true
    }
  }
}
