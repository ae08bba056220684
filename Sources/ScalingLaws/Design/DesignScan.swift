import Optimization
import VectorMath

extension DesignProblem {
  /// How the criterion changes by one run more of each of the cheapest candidates.
  ///
  ///     w = R⁻ᵀ h,   a = w·w,   b = w·R⁻ᵀ g
  ///     d: -log(1 + a) / p,   c: log(1 - b² / (v (1 + a))),   a: log Σ (v - b²/(1 + a))/v₀ - log Σ v/v₀
  ///
  /// with v the variance of a target before the run: the rank-one formulas, averaged over the draws in their order, so that threads
  /// do not matter.
  ///
  /// - Parameter affordable: how many of the cheapest candidates are looked at.
  func changes(_ factors: InformationFactors, affordable: Int, threads: Int) -> [Double] {
    let solved = gradients.enumerated().map { index, gradient in
      factors.solveTransposed(gradient, draw: index / targetCount)
    }
    let blocks = (affordable + ScanBlock.size - 1) / ScanBlock.size
    let useful = affordable * draws >= Self.worthThreads ? threads : 1
    return Parallel.map(blocks, threads: useful, batch: 1, missing: []) {
      let block = ScanBlock(self, factors, solved)
      return { block.changes(in: $0 * ScanBlock.size..<min(($0 + 1) * ScanBlock.size, affordable)) }
    }.flatMap { $0 }
  }

  /// Below so many candidates times draws, a thread costs more than it saves.
  private static let worthThreads = 200_000
}

/// Scratch memory of one thread that scans candidates, some at a time.
private final class ScanBlock {
  static let size = 256
  /// What is left of a variance below which rounding decides.
  private static let least = 1e-15

  private let problem: DesignProblem
  private let factors: InformationFactors
  private let solved: [[Double]]
  private let w: UnsafeMutablePointer<Double>
  private let room: UnsafeMutablePointer<Double>
  private let products: UnsafeMutablePointer<Double>
  private let shares: UnsafeMutablePointer<Double>
  private let sums: UnsafeMutablePointer<Double>

  init(_ problem: DesignProblem, _ factors: InformationFactors, _ solved: [[Double]]) {
    self.problem = problem
    self.factors = factors
    self.solved = solved
    w = Self.numbers(problem.order)
    (room, products, shares, sums) = (Self.numbers(1), Self.numbers(1), Self.numbers(1), Self.numbers(1))
  }

  deinit { for numbers in [w, room, products, shares, sums] { numbers.deallocate() } }

  private static func numbers(_ columns: Int) -> UnsafeMutablePointer<Double> {
    let memory = UnsafeMutablePointer<Double>.allocate(capacity: size * max(columns, 1))
    memory.initialize(repeating: 0, count: size * max(columns, 1))
    return memory
  }

  /// - Parameter candidates: at most `size` of them.
  func changes(in candidates: Range<Int>) -> [Double] {
    let (first, count) = (candidates.lowerBound, candidates.count)
    for j in 0..<count { sums[j] = 0 }
    for draw in 0..<problem.draws {
      solve(draw, first, count)
      // 1 / (1 + a)
      for j in 0..<count { room[j] = 1 }
      for i in 0..<problem.order {
        let column = w + i * Self.size
        for j in 0..<count { room[j] += column[j] * column[j] }
      }
      for j in 0..<count { room[j] = 1 / room[j] }
      switch problem.criterion {
      case .d: addLogarithms(of: room, count, divisor: Double(problem.order))
      case .c:
        for target in 0..<problem.targetCount {
          let variance = left(draw, target, count)
          for j in 0..<count { products[j] = max(products[j] / variance, Self.least) }
          addLogarithms(of: products, count, divisor: Double(problem.targetCount))
        }
      case .a: addSums(draw, count)
      }
    }
    return (0..<count).map { sums[$0] / Double(problem.draws) }
  }

  /// w of the candidates.
  private func solve(_ draw: Int, _ first: Int, _ count: Int) {
    let p = problem.order
    problem.rows.withUnsafeBufferPointer { rows in
      guard let base = rows.baseAddress else { return }
      for i in 0..<p {
        let column = w + i * Self.size
        let source = base + (draw * p + i) * problem.count + first
        for j in 0..<count { column[j] = source[j] }
        for k in 0..<i {
          let factor = factors.elements[(draw * p + k) * p + i]
          guard factor != 0 else { continue }
          let earlier = w + k * Self.size
          for j in 0..<count { column[j] -= factor * earlier[j] }
        }
        let inverse = 1 / factors.elements[(draw * p + i) * p + i]
        for j in 0..<count { column[j] *= inverse }
      }
    }
  }

  /// Puts `v - b²/(1 + a)` of a target into `products`; returns v.
  private func left(_ draw: Int, _ target: Int, _ count: Int) -> Double {
    let u = solved[draw * problem.targetCount + target]
    let variance = u.dot(u)
    for j in 0..<count { products[j] = 0 }
    for i in 0..<problem.order {
      let (factor, column) = (u[i], w + i * Self.size)
      for j in 0..<count { products[j] += factor * column[j] }
    }
    for j in 0..<count { products[j] = variance - products[j] * products[j] * room[j] }
    return variance
  }

  private func addSums(_ draw: Int, _ count: Int) {
    for j in 0..<count { shares[j] = 0 }
    var now = 0.0
    for target in 0..<problem.targetCount {
      let gradient = problem.gradients[draw * problem.targetCount + target]
      let before = gradient.dot(gradient)
      now += left(draw, target, count) / before
      for j in 0..<count { shares[j] += products[j] / before }
    }
    for j in 0..<count { shares[j] = max(shares[j] / now, Self.least) }
    addLogarithms(of: shares, count, divisor: 1)
  }

  private func addLogarithms(of values: UnsafeMutablePointer<Double>, _ count: Int, divisor: Double) {
    VectorFunction.log.apply(values, into: products, count: count)
    for j in 0..<count { sums[j] += products[j] / divisor }
  }
}
