import Optimization
import VectorMath

/// A model whose rows are each multiplied by a number: its residuals are in units of the rows' standard deviations.
///
///     sᵢ fᵢ(θ)
struct RowScaledModel: ResidualModel {
  let base: any ResidualModel
  /// s: n values.
  let factors: [Double]

  var parameterCount: Int { base.parameterCount }
  var residualCount: Int { base.residualCount }

  func makeEvaluator() -> any ModelEvaluator { Evaluator(self) }

  private final class Evaluator: ModelEvaluator {
    private let inner: any ModelEvaluator
    private let rows: Int
    private let columns: Int
    private let factors: UnsafeMutablePointer<Double>
    /// One column.
    private let scratch: UnsafeMutablePointer<Double>

    init(_ model: RowScaledModel) {
      inner = model.base.makeEvaluator()
      rows = model.residualCount
      columns = model.parameterCount
      factors = .allocate(capacity: max(rows, 1))
      factors.initialize(repeating: 1, count: max(rows, 1))
      scratch = .allocate(capacity: max(rows, 1))
      scratch.initialize(repeating: 0, count: max(rows, 1))
      for (row, factor) in model.factors.enumerated() { factors[row] = factor }
    }

    deinit {
      factors.deallocate()
      scratch.deallocate()
    }

    func evaluate(
      _ parameters: UnsafePointer<Double>, values: UnsafeMutablePointer<Double>, jacobian: UnsafeMutablePointer<Double>
    ) {
      inner.evaluate(parameters, values: values, jacobian: jacobian)
      multiply(values)
      for column in 0..<columns { multiply(jacobian + column * rows) }
    }

    private func multiply(_ column: UnsafeMutablePointer<Double>) {
      scratch.update(from: column, count: rows)
      VectorArithmetic.multiply.apply(scratch, factors, into: column, count: rows)
    }

    func sumSecondDerivatives(
      coefficients: UnsafePointer<Double>, into sum: UnsafeMutablePointer<Double>
    ) -> Bool {
      VectorArithmetic.multiply.apply(coefficients, factors, into: scratch, count: rows)
      return inner.sumSecondDerivatives(coefficients: scratch, into: sum)
    }
  }
}
