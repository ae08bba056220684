import Optimization
import VectorMath

/// Shares by the penalised likelihood of Firth, as least squares sees it.
///
///     log L(θ) + ½ log det I(θ),   I = J'WJ,   W = n μ (1 - μ),   J = ∂η/∂θ
///
/// The rows are those of `DevianceModel`. One more holds the penalty: its residual is `√(C - log det I)`, so that half the sum of
/// squares is minus the penalised log-likelihood up to a constant, and starts, bounds, certificate and profile are those of any
/// other model. C lies above whatever log det I can become; where it did not, the row would have no value, and the solver
/// would take a shorter step.
///
/// The penalty removes the first-order bias of maximum likelihood, and it runs to minus infinity where a law separates the
/// shares, so that the estimate is finite always. It is that of the coefficients as they are: a law that is centred on the way
/// has to be centred linearly, which changes log det I by a constant.
///
/// - Source: Firth 1993, "Bias reduction of maximum likelihood estimates"; Heinze & Schemper 2002 for separation. R: `logistf`.
struct FirthModel: ResidualModel {
  private let shares: DevianceModel
  /// Row by row, n.
  private let trials: [Double]
  /// C.
  let ceiling: Double

  /// - Parameter trials: row by row, n; `nil` where it is one for every row.
  init(_ shares: DevianceModel, trials: [Double]?) {
    self.shares = shares
    self.trials = trials ?? [Double](repeating: 1, count: shares.residualCount)
    ceiling = Self.ceiling(shares.logOdds, self.trials)
  }

  var parameterCount: Int { shares.parameterCount }
  var residualCount: Int { shares.residualCount + 1 }

  /// What takes the place of the response.
  var observed: [Double] { shares.observed + [1] }

  /// The rows' weights, and that of the penalty.
  func weights(_ given: [Double]?) -> [Double]? { given.map { $0 + [1] } }

  func makeEvaluator() -> any ModelEvaluator { Evaluator(shares, trials: trials, ceiling: ceiling) }

  /// A bound of log det I with room to spare, from Hadamard's inequality, `det I <= Π Iⱼⱼ`, and `μ(1 - μ) <= 1/4`.
  ///
  /// J is the same everywhere for a law that is linear in its coefficients. For any other it is looked at in a few places; the
  /// room is a factor of e^100 and more.
  private static func ceiling(_ logOdds: LawModel, _ trials: [Double]) -> Double {
    let room = 100 + 20 * Double(logOdds.parameterCount)
    let sums = [0.5, 1, 0.1, -0.5, 2, 0].compactMap { place -> Double? in
      let columns = logOdds.jacobian(at: [Double](repeating: place, count: logOdds.parameterCount))
      let sum = columns.reduce(0.0) { sum, column in
        sum + Double.logarithm(zip(column, trials).reduce(0.0) { $0 + 0.25 * $1.1 * $1.0 * $1.0 })
      }
      return sum.isFinite ? sum : nil
    }
    return (sums.max() ?? 500) + room
  }

  private final class Evaluator: ModelEvaluator {
    private let base: any ModelEvaluator
    private let logOdds: any ModelEvaluator
    private let trials: [Double]
    private let ceiling: Double
    private let rows: Int
    private let parameters: Int
    private var information: FirthInformation
    private var point: [Double]
    private var values: [Double]
    private var jacobian: [Double]
    /// Of the last evaluation: the residual of the penalty, and the derivatives of ½ log det I.
    private var root = 0.0
    private var slopes: [Double]

    init(_ shares: DevianceModel, trials: [Double], ceiling: Double) {
      base = shares.makeEvaluator()
      logOdds = shares.logOdds.makeEvaluator()
      self.trials = trials
      self.ceiling = ceiling
      rows = trials.count
      parameters = shares.parameterCount
      information = FirthInformation(rows: rows, parameters: parameters)
      point = [Double](repeating: 0, count: parameters)
      values = [Double](repeating: 0, count: rows)
      jacobian = [Double](repeating: 0, count: rows * parameters)
      slopes = point
    }

    func evaluate(
      _ parameters: UnsafePointer<Double>, values: UnsafeMutablePointer<Double>, jacobian: UnsafeMutablePointer<Double>
    ) {
      base.evaluate(parameters, values: &self.values, jacobian: &self.jacobian)
      for row in 0..<rows { values[row] = self.values[row] }
      for column in 0..<self.parameters {
        for row in 0..<rows { jacobian[row + column * (rows + 1)] = self.jacobian[row + column * rows] }
        point[column] = parameters[column]
      }
      let half = penalty(at: point, into: &slopes)
      root = (ceiling - 2 * half).squareRoot()
      // f = 1 - r with r² = C - 2 half.
      values[rows] = 1 - root
      for column in 0..<self.parameters { jacobian[rows + column * (rows + 1)] = slopes[column] / root }
    }

    /// ½ log det I at a point, and its derivatives; NaN where I is not positive definite.
    private func penalty(at point: [Double], into slopes: inout [Double]) -> Double {
      logOdds.evaluate(point, values: &values, jacobian: &jacobian)
      let half = information.update(logOdds: values, jacobian: jacobian, trials: trials)
      guard half.isFinite else {
        for column in slopes.indices { slopes[column] = .nan }
        return .nan
      }
      for column in slopes.indices { slopes[column] = information.slope(column) }
      // The derivatives of J itself: Σ W H I⁻¹J, a column of it at a time.
      var sum = [Double](repeating: 0, count: parameters * parameters)
      for column in 0..<parameters {
        guard logOdds.sumSecondDerivatives(coefficients: information.weighted(column), into: &sum) else { break }
        for row in 0..<parameters { slopes[row] += sum[row + column * parameters] }
      }
      return half
    }

    /// `f = 1 - r`: `∂²f = ∂²half / r + ∂half ∂half' / r³`, with differences of the derivatives of half.
    func sumSecondDerivatives(
      coefficients: UnsafePointer<Double>, into sum: UnsafeMutablePointer<Double>
    ) -> Bool {
      guard base.sumSecondDerivatives(coefficients: coefficients, into: sum) else { return false }
      let factor = coefficients[rows]
      guard factor != 0, root > 0 else { return true }
      let (center, first) = (point, slopes)
      let steps = (0..<parameters).map { information.length($0) * 1e-4 }
      var differences: [[Double]] = []
      for column in 0..<parameters {
        var (above, below) = (first, first)
        var moved = center
        moved[column] = center[column] + steps[column]
        _ = penalty(at: moved, into: &above)
        let up = moved[column]
        moved[column] = center[column] - steps[column]
        _ = penalty(at: moved, into: &below)
        differences.append(zip(above, below).map { ($0 - $1) / (up - moved[column]) })
      }
      for column in 0..<parameters {
        for row in 0..<parameters {
          let bend = 0.5 * (differences[column][row] + differences[row][column])
          sum[row + column * parameters] +=
            factor * (bend / root + first[row] * first[column] / (root * root * root))
        }
      }
      return true
    }
  }
}

/// The expected information of shares at a point, decomposed.
struct FirthInformation {
  private let rows: Int
  private let parameters: Int
  private var jacobian: [Double]
  /// n μ (1 - μ), and its derivative by the log odds.
  private var weights: [Double]
  private var changes: [Double]
  /// Iⱼⱼ, and the Cholesky factor of I scaled to a unit diagonal.
  private var diagonal: [Double]
  private var factor: Matrix
  /// Row by row, I⁻¹ Jᵢ; and Jᵢ' I⁻¹ Jᵢ.
  private var solved: [Double]
  private var leverages: [Double]

  init(rows: Int, parameters: Int) {
    self.rows = rows
    self.parameters = parameters
    jacobian = []
    weights = [Double](repeating: 0, count: rows)
    changes = weights
    diagonal = [Double](repeating: 1, count: parameters)
    factor = Matrix(rows: parameters, columns: parameters, repeating: 0)
    solved = [Double](repeating: 0, count: rows * parameters)
    leverages = weights
  }

  /// Moves to a point.
  ///
  /// - Returns: ½ log det I; NaN where it is not positive definite.
  mutating func update(logOdds: [Double], jacobian: [Double], trials: [Double]) -> Double {
    self.jacobian = jacobian
    for row in 0..<rows {
      let size = VectorFunction.exp(-logOdds[row].magnitude)
      let variance = size / ((1 + size) * (1 + size))
      weights[row] = trials[row] * variance
      // 1 - 2μ
      let tilt = (logOdds[row] > 0 ? -1 : 1) * (1 - size) / (1 + size)
      changes[row] = weights[row] * tilt
    }
    guard let half = decompose() else { return .nan }
    solve()
    return half
  }

  /// Cholesky's factor of I, scaled; ½ log det I.
  private mutating func decompose() -> Double? {
    for j in 0..<parameters {
      diagonal[j] = (0..<rows).reduce(0.0) { $0 + weights[$1] * (jacobian[$1 + j * rows] * jacobian[$1 + j * rows]) }
      guard diagonal[j] > 0, diagonal[j].isFinite else { return nil }
    }
    var half = diagonal.reduce(0.0) { $0 + 0.5 * Double.logarithm($1) }
    for j in 0..<parameters {
      for i in j..<parameters {
        var sum = 0.0
        for row in 0..<rows { sum += weights[row] * jacobian[row + i * rows] * jacobian[row + j * rows] }
        sum /= (diagonal[i] * diagonal[j]).squareRoot()
        for k in 0..<j { sum -= factor[i, k] * factor[j, k] }
        if i == j {
          // What is left of one is rounding where a column depends on those before it.
          guard sum > 1e-14 else { return nil }
          factor[j, j] = sum.squareRoot()
          half += 0.5 * Double.logarithm(sum)
        } else {
          factor[i, j] = sum / factor[j, j]
        }
      }
    }
    return half
  }

  private mutating func solve() {
    var x = [Double](repeating: 0, count: parameters)
    for row in 0..<rows {
      for j in 0..<parameters {
        var sum = jacobian[row + j * rows] / diagonal[j].squareRoot()
        for k in 0..<j { sum -= factor[j, k] * x[k] }
        x[j] = sum / factor[j, j]
      }
      leverages[row] = x.reduce(0.0) { $0 + $1 * $1 }
      for j in (0..<parameters).reversed() {
        var sum = x[j]
        for k in (j + 1)..<max(parameters, j + 1) { sum -= factor[k, j] * x[k] }
        x[j] = sum / factor[j, j]
      }
      for j in 0..<parameters { solved[row + j * rows] = x[j] / diagonal[j].squareRoot() }
    }
  }

  /// The derivative of ½ log det I by a parameter, as far as it comes from the weights: `½ Σ W' ηⱼ Jᵢ'I⁻¹Jᵢ`.
  func slope(_ parameter: Int) -> Double {
    (0..<rows).reduce(0.0) { sum, row in
      let own = jacobian[row + parameter * rows]
      return own == 0 ? sum : sum + 0.5 * changes[row] * own * leverages[row]
    }
  }

  /// Row by row, `Wᵢ (I⁻¹Jᵢ)ⱼ`.
  func weighted(_ parameter: Int) -> [Double] {
    (0..<rows).map { weights[$0] * solved[$0 + parameter * rows] }
  }

  /// How far a parameter moves within what the other parameters as they are allow.
  func length(_ parameter: Int) -> Double { 1 / diagonal[parameter].squareRoot() }
}
