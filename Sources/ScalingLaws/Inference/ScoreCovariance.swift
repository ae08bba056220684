/// A covariance as a small matrix in the coordinates of `EstimatingEquations`.
///
///     cov(x₀, x₁) = z₀' Ω z₁
struct ScoreCovariance: Sendable {
  let equations: EstimatingEquations
  /// Ω: rank × rank.
  let omega: Matrix
  /// Directions in which nothing tells the noise, because one row or one cluster alone decides them.
  let undetermined: [[Double]]
  /// Of t, where they depend on the combination; `nil` where one number holds for all.
  let satterthwaite: Satterthwaite?
  /// Whether a negative part was set to zero.
  let isTruncated: Bool

  init(
    _ equations: EstimatingEquations, omega: Matrix, undetermined: [[Double]] = [],
    satterthwaite: Satterthwaite? = nil, isTruncated: Bool = false
  ) {
    self.equations = equations
    self.omega = omega
    self.undetermined = undetermined
    self.satterthwaite = satterthwaite
    self.isTruncated = isTruncated
  }

  /// z of a combination; `nil` where the data do not determine it, or nothing tells its noise.
  func coordinates(of gradient: [Double]) -> [Double]? {
    guard let z = equations.coordinates(of: gradient) else { return nil }
    let length = z.reduce(0.0) { $0 + $1.squared }.squareRoot()
    // Rounding leaves a little of a direction where there is none.
    let isTold = undetermined.allSatisfy { abs($0.dot(z)) <= 1e-9 * length }
    return isTold ? z : nil
  }

  /// Variance of a linear combination of what was solved for.
  func variance(of gradient: [Double]) -> Double? { coordinates(of: gradient).map { ($0.dot(omega * $0)) } }

  /// Covariance of some combinations; NaN where it is undefined.
  func covariance(of gradients: [[Double]]) -> Matrix {
    let all = gradients.map(coordinates)
    var result = Matrix(rows: all.count, columns: all.count, repeating: .nan)
    for (column, right) in all.enumerated() {
      guard let right else { continue }
      let product = omega * right
      for row in 0...column {
        guard let left = all[row] else { continue }
        let value = left.dot(product)
        (result[row, column], result[column, row]) = (value, value)
      }
    }
    return result
  }
}

extension ScoreCovariance {
  /// Rows that are independent of one another: `Ω = Σ uᵢ²sᵢ² rowᵢrowᵢ'`.
  init(rows equations: EstimatingEquations, method: CovarianceMethod, observations: Int) {
    let p = equations.rows.columns
    var omega = Matrix(rows: p, columns: p, repeating: 0)
    var undetermined: [[Double]] = []
    for index in equations.scores.indices where equations.weights.value(index) > 0 {
      let (row, leverage) = (equations.row(index), equations.leverage(index))
      guard 1 - leverage > Linearization.leastRoom else {
        undetermined.append(row)
        continue
      }
      let factor = method.rowFactor(leverage: leverage, observations: Double(observations), rank: Double(p))
      // A row that stands for equal ones is so many independent scores.
      let count = equations.weights.kind == .count ? equations.weights.value(index) : 1
      omega.add((factor * equations.scores[index]).squared / count, outer: row)
    }
    self.init(equations, omega: omega, undetermined: undetermined.map(\.normalized))
  }

  /// Rows that depend on their neighbours: Bartlett's weights up to a lag. `order` is that of the rows that take part.
  init(series equations: EstimatingEquations, order: [Int], lag: Int, factor: Double) {
    let p = equations.rows.columns
    let terms = order.map { index in equations.row(index).map { equations.scores[index] * $0 } }
    var omega = Matrix(rows: p, columns: p, repeating: 0)
    for step in 0...min(lag, max(terms.count - 1, 0)) {
      let weight = factor * (1 - Double(step) / Double(lag + 1)) / (step == 0 ? 2 : 1)
      for (later, earlier) in zip(terms.dropFirst(step), terms) {
        for column in 0..<p {
          for row in 0..<p {
            omega[row, column] += weight * (later[row] * earlier[column] + earlier[row] * later[column])
          }
        }
      }
    }
    let decisive = order.filter { 1 - equations.leverage($0) <= Linearization.leastRoom }
    self.init(equations, omega: omega, undetermined: decisive.map { equations.row($0).normalized })
  }
}

extension CovarianceMethod {
  /// u of an HC method; 1 for any other.
  func rowFactor(leverage: Double, observations n: Double, rank p: Double) -> Double {
    let room = 1 - leverage
    return switch self {
    case .hc1: (n / (n - p)).squareRoot()
    case .hc2: 1 / room.squareRoot()
    case .hc3, .hc3Effective: 1 / room
    case .hc4: Double.power(room, -0.5 * min(4, n * max(leverage, 0) / p))
    default: 1
    }
  }
}

extension [Double] {
  /// Summed in order. Over pointers: breaks are told by millions of them.
  func dot(_ other: [Double]) -> Double {
    withUnsafeBufferPointer { one in
      other.withUnsafeBufferPointer { other in
        var sum = 0.0
        for index in 0..<Swift.min(one.count, other.count) { sum += one[index] * other[index] }
        return sum
      }
    }
  }

  var normalized: [Double] {
    let length = dot(self).squareRoot()
    return length > 0 ? map { $0 / length } : self
  }
}
