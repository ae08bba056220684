import LinearAlgebra
import Optimization
import Statistics
import VectorMath

/// A point at which the search for an index ended.
struct IndexSolution: Sendable {
  let point: IndexProblem.Point
  let objective: Double
  /// What a full Newton step would still take off F, relative to F; infinite where the Hessian is not positive definite.
  let expectedDecrease: Double
  /// Largest cosine between the residuals and a column of the Jacobian, penalty included.
  let scaledGradient: Double
  let iterations: Int

  /// A minimum, by the test of `Certificate`.
  var isCertified: Bool { expectedDecrease < Certificate.largestExpectedDecrease }
}

extension IndexProblem {
  private static let mostIterations = 200
  /// Relative decrease from which on second derivatives are used: further out the Hessian leads to minima in which benchmarks run
  /// against the others.
  private static let nearDecrease = 1e-2
  private static let leastDamping = 1e-4

  /// Levenberg and Marquardt's steps, Newton's near the end.
  ///
  /// - Parameters:
  ///   - tolerance: relative decrease at which it ends.
  ///   - isNear: whether the start is the minimum of nearly the same problem.
  func minimized(
    from start: Point, isNear: Bool = false, tolerance: Double = Certificate.largestExpectedDecrease
  ) -> IndexSolution {
    var point = balanced(start)
    var objective = objective(point)
    var damping = isNear ? 0 : 1e-3
    var isExact = false
    var iterations = 0
    search: while iterations < Self.mostIterations, !Parallel.isCancelled {
      iterations += 1
      let system = system(point, isExact: isExact)
      while true {
        guard damping < 1e8 else { break search }
        guard let (step, decrease) = step(system, damping: damping) else {
          damping = max(4 * damping, 1e-3)
          continue
        }
        let next = balanced(zip(point, step).map { $0 + $1 })
        let lower = self.objective(next)
        guard lower <= objective * (1 + 1e-14) else {
          damping = max(4 * damping, 1e-3)
          continue
        }
        (point, objective) = (next, lower)
        let isSmall = damping <= 1e-2
        if decrease < tolerance * objective, damping <= 1e-3, isExact { break search }
        if decrease < Self.nearDecrease * objective, isSmall { isExact = true }
        damping = damping > Self.leastDamping ? damping / 10 : 0
        break
      }
    }
    let last = system(point, isExact: true)
    let left = step(last, damping: 0).map { $0.decrease / objective } ?? .infinity
    return IndexSolution(
      point: point, objective: objective, expectedDecrease: max(0, left), scaledGradient: scaledGradient(point, last),
      iterations: iterations)
  }

  private func scaledGradient(_ point: Point, _ system: System) -> Double {
    let approximate = self.system(point, isExact: false)
    let lengths = approximate.capability + approximate.difficulty + approximate.slope
    let whole = (system.sumOfSquares + penalty * point.reduce(0) { $0 + $1 * $1 }).squareRoot()
    return zip(system.gradient, lengths).map { abs($0) / ($1.squareRoot() * whole) }.max() ?? 0
  }

  /// A first point: on the scale of log odds, capabilities and difficulties in turn, with a slope for each benchmark.
  func firstPoint() -> Point {
    let odds = cells.map { cell in
      let share = min(max(cell.score, 0.02), 0.98)
      return -VectorFunction.log(1 / share - 1)
    }
    let weights = zip(cells, self.weights).map { min(max($0.score * (1 - $0.score), 0.02), 1) * $1 }
    var capability = means(odds, weights, by: \.model, models)
    var difficulty = [Double](repeating: 0, count: benchmarks)
    var slope = [Double](repeating: 1, count: benchmarks)
    for _ in 0..<20 {
      difficulty = means(zip(cells, odds).map { capability[$0.model] - $1 }, weights, by: \.benchmark, benchmarks)
      capability = means(zip(cells, odds).map { $1 + difficulty[$0.benchmark] }, weights, by: \.model, models)
    }
    for _ in 0..<3 {
      let (mean, deviation) = (Descriptive.mean(capability), max(Descriptive.standardDeviation(capability), 1e-9))
      capability = capability.map { ($0 - mean) / deviation }
      let meanCapability = means(cells.map { capability[$0.model] }, weights, by: \.benchmark, benchmarks)
      let meanOdds = means(odds, weights, by: \.benchmark, benchmarks)
      // Half a score of slope one, so that benchmarks with one or two scores have a slope as well.
      var (products, squares) = (
        [Double](repeating: 0.5, count: benchmarks), [Double](repeating: 0.5, count: benchmarks)
      )
      for (place, cell) in cells.enumerated() {
        let distance = capability[cell.model] - meanCapability[cell.benchmark]
        products[cell.benchmark] += weights[place] * distance * (odds[place] - meanOdds[cell.benchmark])
        squares[cell.benchmark] += weights[place] * distance * distance
      }
      slope = zip(products, squares).map { min(max($0 / $1, 0.2), 5) }
      difficulty = (0..<benchmarks).map { meanCapability[$0] - meanOdds[$0] / slope[$0] }
      var (sums, totals) = ([Double](repeating: 0, count: models), [Double](repeating: 0.05, count: models))
      for (place, cell) in cells.enumerated() {
        let a = slope[cell.benchmark]
        sums[cell.model] += weights[place] * a * (odds[place] + a * difficulty[cell.benchmark])
        totals[cell.model] += weights[place] * a * a
      }
      capability = zip(sums, totals).map { $0 / $1 }
    }
    if let fixedSlope {
      let scale = slope[fixedSlope]
      return capability.map { $0 * scale } + difficulty.map { $0 * scale } + slope.map { $0 / scale }
    }
    return capability + difficulty + slope
  }

  private func means(_ values: [Double], _ weights: [Double], by place: (IndexScores.Cell) -> Int, _ count: Int)
    -> [Double]
  {
    var (sums, totals) = ([Double](repeating: 0, count: count), [Double](repeating: 1e-12, count: count))
    for (row, cell) in cells.enumerated() {
      sums[place(cell)] += weights[row] * values[row]
      totals[place(cell)] += weights[row]
    }
    return zip(sums, totals).map { $0 / $1 }
  }

  /// Near the first point: capabilities, difficulties and slopes moved at random.
  func start(_ number: Int, near first: Point, seed: UInt64) -> Point {
    guard number > 0 else { return first }
    var random = RandomStream(seed: seed, stream: UInt64(number))
    var moved = first
    for place in 0..<(models + benchmarks) { moved[place] += 0.5 * random.normal() }
    for benchmark in 0..<benchmarks where benchmark != fixedSlope {
      moved[slope(benchmark)] *= VectorFunction.exp(0.5 * random.normal())
    }
    return moved
  }
}
