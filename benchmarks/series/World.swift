import Glibc
import Statistics

/// Deviations from a trend, with a truth: rows at some dates and one to come.
struct World {
  /// Of the deviations.
  enum Noise: String, CaseIterable {
    case independent, ar3, ar5, ar8, ar95, walk, average, heavy, heavyWalk, level, noisyLevel, cycle
  }

  let noise: Noise
  let rows: Int
  let isIrregular: Bool
  /// Added after the middle, per mean gap.
  var change = 0.0

  /// Times in mean gaps from 0, and a log value at each, of a trend without slope but for the change; then the deviation of rows to come.
  func table(_ random: inout RandomStream, ahead: [Int]) -> (times: [Double], values: [Double], coming: [Double]) {
    var gaps = (0..<rows).map { _ in isIrregular ? -log(1 - random.uniform()) + 0.02 : 1 }
    gaps[0] = 0
    let mean = gaps.reduce(0, +) / Double(rows - 1)
    gaps = gaps.map { $0 / mean }
    let furthest = ahead.max() ?? 0
    let all = deviations(gaps + [Double](repeating: 1, count: furthest), &random)
    var time = 0.0
    let times = gaps.map { gap -> Double in
      time += gap
      return time
    }
    let middle = (times.last ?? 0) / 2
    let values = zip(times, all).map { $1 + change * max($0 - middle, 0) }
    return (times, values, ahead.map { all[rows - 1 + $0] })
  }

  private func deviations(_ gaps: [Double], _ random: inout RandomStream) -> [Double] {
    switch noise {
    case .independent: return gaps.map { _ in random.normal() }
    case .ar3: return autoregression(0.3, gaps, &random)
    case .ar5: return autoregression(0.5, gaps, &random)
    case .ar8: return autoregression(0.8, gaps, &random)
    case .ar95: return autoregression(0.95, gaps, &random)
    case .walk: return autoregression(1, gaps, &random)
    case .heavy: return autoregression(0.8, gaps, &random, isHeavy: true)
    case .heavyWalk: return autoregression(1, gaps, &random, isHeavy: true)
    case .level: return autoregression(1, gaps, &random).map { $0 + 2 * random.normal() }
    case .noisyLevel: return autoregression(1, gaps, &random).map { $0 + 4 * random.normal() }
    case .average:
      let shocks = (0...gaps.count).map { _ in random.normal() }
      return gaps.indices.map { shocks[$0 + 1] + 0.5 * shocks[$0] }
    case .cycle:
      var (one, two) = (0.0, 0.0)
      let values = (0..<gaps.count + 200).map { _ -> Double in
        let next = 1.2 * one - 0.6 * two + random.normal()
        (two, one) = (one, next)
        return next
      }
      return Array(values.dropFirst(200))
    }
  }

  /// In continuous time.
  private func autoregression(
    _ rho: Double, _ gaps: [Double], _ random: inout RandomStream, isHeavy: Bool = false
  ) -> [Double] {
    let shock = { (random: inout RandomStream) -> Double in
      let normal = random.normal()
      guard isHeavy else { return normal }
      // Student's t of three degrees of freedom, of variance 1.
      let chi = (0..<3).reduce(0.0) { sum, _ in sum + pow(random.normal(), 2) }
      return normal / (chi / 3).squareRoot() / 3.0.squareRoot()
    }
    var state = 0.0
    return gaps.enumerated().map { row, gap in
      if row == 0 {
        state = rho < 1 ? shock(&random) / (1 - rho * rho).squareRoot() : 0
      } else {
        let carry = pow(rho, gap)
        let fresh = rho < 1 ? (1 - carry * carry) / (1 - rho * rho) : gap
        state = carry * state + fresh.squareRoot() * shock(&random)
      }
      return state
    }
  }
}
