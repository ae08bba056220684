import LinearAlgebra

#if canImport(Glibc)
  import Glibc
#endif

/// The weights of a mixture of given densities that make the rows most likely.
///
/// Newton steps for the quadratic model on the non-negative weights, with `1 - Σw` added to the objective, whose optimum sums to one
/// by itself (Kim, Carbonetto, Stephens & Anitescu 2020, proposition 3.2). Where a Newton step gains nothing, a step of expectation
/// maximisation does.
struct MixtureProblem {
  /// Law by law, row by row.
  let densities: [[Double]]
  /// Row by row; they sum to one.
  let shares: [Double]

  /// `Σ s log(Σ w p)`.
  func value(_ weights: [Double]) -> Double {
    let mixture = mixed(weights)
    return shares.indices.reduce(0.0) { $0 + (shares[$1] > 0 ? shares[$1] * log(mixture[$1]) : 0) }
  }

  private func mixed(_ weights: [Double]) -> [Double] {
    shares.indices.map { row in weights.indices.reduce(0.0) { $0 + weights[$1] * densities[$1][row] } }
  }

  /// - Returns: weights that sum to one, and by how much others could be better at most.
  func solve(tolerance: Double, mostSteps: Int) -> (weights: [Double], gap: Double) {
    var weights = [Double](repeating: 1 / Double(densities.count), count: densities.count)
    var last = value(weights)
    var gap = Double.infinity
    for _ in 0..<mostSteps {
      let ratios = ratios(weights)
      let slopes = ratios.map { ratio in zip(shares, ratio).reduce(0.0) { $0 + $1.0 * $1.1 } }
      gap = max((slopes.max() ?? 1) - 1, 0)
      if gap <= tolerance { break }
      let newton = normalized(newtonStep(weights, ratios, slopes))
      let careful = normalized(zip(weights, slopes).map(*))
      let (ahead, behind) = (value(newton), value(careful))
      let isAhead = ahead > behind
      let best = isAhead ? ahead : behind
      // Nothing but rounding is left to gain.
      guard best > last else { break }
      weights = isAhead ? newton : careful
      last = best
    }
    return (weights, gap)
  }

  /// `p/Σwp`, law by law and row by row.
  private func ratios(_ weights: [Double]) -> [[Double]] {
    let mixture = mixed(weights)
    return densities.map { density in
      shares.indices.map { shares[$0] > 0 ? density[$0] / mixture[$0] : 0 }
    }
  }

  private func normalized(_ weights: [Double]) -> [Double] {
    let sum = weights.reduce(0, +)
    return sum > 0 ? weights.map { $0 / sum } : weights
  }

  /// The minimum of the quadratic model over non-negative weights, by coordinates in turn.
  private func newtonStep(_ weights: [Double], _ ratios: [[Double]], _ slopes: [Double]) -> [Double] {
    let count = weights.count
    var hessian = Matrix(rows: count, columns: count, repeating: 0)
    for column in 0..<count {
      for row in 0...column {
        let sum = shares.indices.reduce(0.0) { $0 + shares[$1] * ratios[row][$1] * ratios[column][$1] }
        (hessian[row, column], hessian[column, row]) = (sum, sum)
      }
    }
    var target = weights
    for _ in 0..<Self.sweeps {
      var moved = 0.0
      for index in 0..<count where hessian[index, index] > 0 {
        let pull = (0..<count).reduce(1 - slopes[index]) { $0 + hessian[index, $1] * (target[$1] - weights[$1]) }
        let next = max(0, target[index] - pull / hessian[index, index])
        moved = max(moved, abs(next - target[index]))
        target[index] = next
      }
      if moved < 1e-15 { break }
    }
    return target
  }

  /// Laws that foretell nearly alike make the coordinates slow; what is left undone the next step does.
  private static let sweeps = 500
}
