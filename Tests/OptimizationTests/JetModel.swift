import Optimization

/// A model of rows of regressors, by a function of jets.
struct JetModel: ResidualModel {
  let parameterCount: Int
  let rows: [[Double]]
  let function: @Sendable (_ b: [Jet], _ x: [Double]) -> Jet

  init(_ parameterCount: Int, _ rows: [[Double]], _ function: @escaping @Sendable ([Jet], [Double]) -> Jet) {
    self.parameterCount = parameterCount
    self.rows = rows
    self.function = function
  }

  var residualCount: Int { rows.count }
  func makeEvaluator() -> any ModelEvaluator { Evaluator(model: self) }

  final class Evaluator: ModelEvaluator {
    let model: JetModel
    init(model: JetModel) { self.model = model }

    func evaluate(
      _ parameters: UnsafePointer<Double>, values: UnsafeMutablePointer<Double>, jacobian: UnsafeMutablePointer<Double>
    ) {
      let p = model.parameterCount
      let jets = (0..<p).map { j in Jet(parameters[j], (0..<p).map { $0 == j ? 1 : 0 }) }
      for (row, x) in model.rows.enumerated() {
        let jet = model.function(jets, x)
        values[row] = jet.value
        for j in 0..<p { jacobian[row + j * model.rows.count] = jet.slopes.isEmpty ? 0 : jet.slopes[j] }
      }
    }
  }
}
