import Optimization

/// A law of log odds as least squares sees it when shares are fitted by maximum likelihood.
///
///     fᵢ(θ) = 1 - rᵢ(ηᵢ(θ)),   observed 1
///
/// with r the signed root deviance of `BinomialDeviance`. Half the weighted sum of squares is then half the deviance, and the
/// solver, its bounds, its starts and its certificate work as for any other model. The 1 is there so that the solver knows
/// the size that rounding is measured against.
struct DevianceModel: ResidualModel {
  /// The law on the logit scale.
  let logOdds: LawModel
  private let deviances: [BinomialDeviance]

  /// - Parameter shares: observed, each between 0 and 1.
  init(_ logOdds: LawModel, shares: [Double]) {
    self.logOdds = logOdds
    deviances = shares.map { BinomialDeviance(share: $0) }
  }

  var parameterCount: Int { logOdds.parameterCount }
  var residualCount: Int { logOdds.residualCount }

  /// What takes the place of the response.
  var observed: [Double] { deviances.map { _ in 1 } }

  func makeEvaluator() -> any ModelEvaluator { Evaluator(self) }

  private final class Evaluator: ModelEvaluator {
    private let inner: any ModelEvaluator
    private let deviances: [BinomialDeviance]
    private let rows: Int
    private let parameters: Int
    /// Of the last evaluation: r' and r'' row by row, and the derivatives of the log odds.
    private var slopes: [Double]
    private var curvatures: [Double]
    private var jacobian: [Double]
    private var scaled: [Double]

    init(_ model: DevianceModel) {
      inner = model.logOdds.makeEvaluator()
      deviances = model.deviances
      rows = model.residualCount
      parameters = model.parameterCount
      slopes = [Double](repeating: 0, count: rows)
      curvatures = slopes
      scaled = slopes
      jacobian = [Double](repeating: 0, count: rows * parameters)
    }

    func evaluate(
      _ parameters: UnsafePointer<Double>, values: UnsafeMutablePointer<Double>, jacobian: UnsafeMutablePointer<Double>
    ) {
      inner.evaluate(parameters, values: values, jacobian: jacobian)
      for row in 0..<rows {
        let root = deviances[row].root(at: values[row])
        values[row] = 1 - root.value
        slopes[row] = root.slope
        curvatures[row] = root.curvature
      }
      for column in 0..<self.parameters {
        for row in 0..<rows {
          let place = row + column * rows
          // Where a share of 0 or 1 is met exactly, at infinite log odds, nothing is left to gain, however steep these are.
          if slopes[row] == 0, !jacobian[place].isFinite { jacobian[place] = 0 }
          self.jacobian[place] = jacobian[place]
          jacobian[place] *= -slopes[row]
        }
      }
    }

    /// `Σ c ∂²f = -Σ c r' ∂²η - Σ c r'' ∂η ∂η'`.
    func sumSecondDerivatives(
      coefficients: UnsafePointer<Double>, into sum: UnsafeMutablePointer<Double>
    ) -> Bool {
      for row in 0..<rows { scaled[row] = -coefficients[row] * slopes[row] }
      guard inner.sumSecondDerivatives(coefficients: scaled, into: sum) else { return false }
      for row in 0..<rows { scaled[row] = -coefficients[row] * curvatures[row] }
      for column in 0..<parameters {
        for other in column..<parameters {
          var total = 0.0
          for row in 0..<rows {
            total += scaled[row] * jacobian[row + column * rows] * jacobian[row + other * rows]
          }
          sum[other + column * parameters] += total
          if other != column { sum[column + other * parameters] += total }
        }
      }
      return true
    }
  }
}
