import Foundation
import Optimization

/// loss = E + A exp(-α (log N - m)) + B exp(-β (log D - k)), without second derivatives.
///
/// Parameters E, A, B, α, β; it is linear in the first three.
struct LossModel: ResidualModel {
  let logN: [Double]
  let logD: [Double]
  var parameterCount: Int { 5 }
  var residualCount: Int { logN.count }
  func makeEvaluator() -> any ModelEvaluator { Evaluator(model: self) }

  final class Evaluator: ModelEvaluator {
    let model: LossModel
    init(model: LossModel) { self.model = model }

    func evaluate(
      _ p: UnsafePointer<Double>, values: UnsafeMutablePointer<Double>, jacobian: UnsafeMutablePointer<Double>
    ) {
      let n = model.logN.count
      for i in 0..<n {
        let first = exp(-p[3] * model.logN[i])
        let second = exp(-p[4] * model.logD[i])
        values[i] = p[0] + p[1] * first + p[2] * second
        jacobian[i] = 1
        jacobian[i + n] = first
        jacobian[i + 2 * n] = second
        jacobian[i + 3 * n] = -p[1] * first * model.logN[i]
        jacobian[i + 4 * n] = -p[2] * second * model.logD[i]
      }
    }
  }
}
