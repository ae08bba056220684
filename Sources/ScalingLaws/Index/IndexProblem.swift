import LinearAlgebra
import VectorMath

/// The sum of squares that an index minimises, with its exact derivatives.
///
///     F = Σ wᵢ (1/(1 + exp(-a(c - d))) - scoreᵢ)² + λ/P Σ z²
///
/// with capability c of the model, difficulty d and slope a of the benchmark of score i, and z all P = M + 2B of them. The scores do not
/// change when c and d move together, or are stretched while slopes shrink: the penalty alone chooses that place and scale,
/// and `balanced` goes there in closed form.
struct IndexProblem: Sendable {
  let models: Int
  let benchmarks: Int
  let cells: [IndexScores.Cell]
  /// One for each score.
  var weights: [Double]
  /// λ/P.
  private(set) var penalty: Double
  /// The benchmark whose slope is held at 1, if any.
  let fixedSlope: Int?

  /// Capabilities, difficulties, slopes, one after the other.
  typealias Point = [Double]

  init(_ scores: IndexScores, ridge: Double, fixedSlope: Int?) {
    (models, benchmarks) = (scores.models.count, scores.benchmarks.count)
    cells = scores.cells
    weights = [Double](repeating: 1, count: cells.count)
    self.fixedSlope = fixedSlope
    penalty = ridge / Double(models + 2 * benchmarks)
  }

  /// The problem without the scores of a benchmark, whose coefficients are then zero; nothing else changes.
  func without(_ benchmark: Int) -> IndexProblem {
    var rest = self
    for (place, cell) in cells.enumerated() where cell.benchmark == benchmark { rest.weights[place] = 0 }
    rest.penalty *= Double(size) / Double(size - 2)
    return rest
  }

  var size: Int { models + 2 * benchmarks }
  func difficulty(_ benchmark: Int) -> Int { models + benchmark }
  func slope(_ benchmark: Int) -> Int { models + benchmarks + benchmark }

  /// What the point says of each score, between 0 and 1.
  func fitted(_ point: Point) -> [Double] {
    VectorFunction.exp(
      cells.map { -point[slope($0.benchmark)] * (point[$0.model] - point[difficulty($0.benchmark)]) }
    ).map { 1 / (1 + $0) }
  }

  func objective(_ point: Point) -> Double { objective(point, fitted(point)) }

  private func objective(_ point: Point, _ fitted: [Double]) -> Double {
    var sum = 0.0
    for (place, cell) in cells.enumerated() {
      let residual = fitted[place] - cell.score
      sum += weights[place] * residual * residual
    }
    return sum + penalty * point.reduce(0) { $0 + $1 * $1 }
  }

  /// The same scores at the place and scale of least penalty.
  ///
  /// - Returns: difficulties and capabilities with mean zero and, unless a slope is held, Σ c² + Σ d² = Σ a².
  func balanced(_ point: Point) -> Point {
    var moved = point
    let placed = models + benchmarks
    let mean = point[..<placed].reduce(0, +) / Double(placed)
    for place in 0..<placed { moved[place] -= mean }
    guard fixedSlope == nil else { return moved }
    let spread = moved[..<placed].reduce(0) { $0 + $1 * $1 }
    let steepness = moved[placed...].reduce(0) { $0 + $1 * $1 }
    guard spread > 0, steepness > 0 else { return moved }
    let factor = (steepness / spread).squareRoot().squareRoot()
    for place in 0..<placed { moved[place] *= factor }
    for place in placed..<size { moved[place] /= factor }
    return moved
  }

  /// Derivatives of one fitted score: by capability (by difficulty it is the negative of that) and by slope.
  struct Row {
    let capability: Double
    let slope: Double
  }

  func rows(_ point: Point, _ fitted: [Double]) -> [Row] {
    cells.indices.map { place in
      let cell = cells[place]
      let steepness = fitted[place] * (1 - fitted[place])
      return Row(
        capability: steepness * point[slope(cell.benchmark)],
        slope: steepness * (point[cell.model] - point[difficulty(cell.benchmark)]))
    }
  }

  /// Half of the gradient of F, and half of its Hessian in blocks: the capabilities have a diagonal one.
  struct System {
    var gradient: [Double]
    /// Of each capability.
    var capability: [Double]
    /// Of each score: capability with difficulty (negative of its own share), and with slope.
    var crossDifficulty: [Double]
    var crossSlope: [Double]
    /// Of each benchmark.
    var difficulty: [Double]
    var difficultySlope: [Double]
    var slope: [Double]
    var sumOfSquares: Double
  }

  /// - Parameter isExact: with the second derivatives of the curve; otherwise Gauss and Newton's approximation.
  func system(_ point: Point, isExact: Bool) -> System {
    let fitted = fitted(point)
    var made = System(
      gradient: point.map { penalty * $0 }, capability: [Double](repeating: penalty, count: models),
      crossDifficulty: [Double](repeating: 0, count: cells.count),
      crossSlope: [Double](repeating: 0, count: cells.count),
      difficulty: [Double](repeating: penalty, count: benchmarks),
      difficultySlope: [Double](repeating: 0, count: benchmarks),
      slope: [Double](repeating: penalty, count: benchmarks), sumOfSquares: 0)
    for (place, cell) in cells.enumerated() {
      let (p, weight, a) = (fitted[place], weights[place], point[slope(cell.benchmark)])
      let distance = point[cell.model] - point[difficulty(cell.benchmark)]
      let residual = p - cell.score
      let steepness = p * (1 - p)
      let bend = isExact ? steepness * (1 - 2 * p) * residual : 0
      let twist = isExact ? steepness * residual : 0
      let curve = steepness * steepness + bend
      let own = weight * curve * a * a
      let cross = weight * (curve * a * distance + twist)
      made.capability[cell.model] += own
      made.difficulty[cell.benchmark] += own
      made.crossDifficulty[place] = -own
      made.crossSlope[place] = cross
      made.difficultySlope[cell.benchmark] -= cross
      made.slope[cell.benchmark] += weight * curve * distance * distance
      let pull = weight * residual * steepness
      made.gradient[cell.model] += pull * a
      made.gradient[difficulty(cell.benchmark)] -= pull * a
      made.gradient[slope(cell.benchmark)] += pull * distance
      made.sumOfSquares += weight * residual * residual
    }
    if let fixedSlope { made.hold(fixedSlope, in: self) }
    return made
  }

  /// A Newton step, and how much it would lower F; `nil` where the damped Hessian is not positive definite.
  ///
  /// The capabilities are eliminated: each meets only its own benchmarks, and what is left is a matrix of order 2B.
  func step(_ system: System, damping: Double) -> (step: Point, decrease: Double)? {
    let growth = 1 + damping
    let order = 2 * benchmarks
    var matrix = [Double](repeating: 0, count: order * order)
    var right = [Double](repeating: 0, count: order)
    for benchmark in 0..<benchmarks {
      let (d, a) = (benchmark, benchmarks + benchmark)
      matrix[d + d * order] = growth * system.difficulty[benchmark]
      matrix[a + a * order] = growth * system.slope[benchmark]
      matrix[a + d * order] = system.difficultySlope[benchmark]
      right[d] = -system.gradient[difficulty(benchmark)]
      right[a] = -system.gradient[slope(benchmark)]
    }
    var pivots = system.capability
    for model in 0..<models {
      pivots[model] *= growth
      guard pivots[model] > 0 else { return nil }
    }
    var first = 0
    while first < cells.count {
      let model = cells[first].model
      var end = first
      while end < cells.count, cells[end].model == model { end += 1 }
      let pull = system.gradient[model] / pivots[model]
      for place in first..<end {
        let (d, a) = (cells[place].benchmark, benchmarks + cells[place].benchmark)
        let (shareD, shareA) = (
          system.crossDifficulty[place] / pivots[model], system.crossSlope[place] / pivots[model]
        )
        right[d] += system.crossDifficulty[place] * pull
        right[a] += system.crossSlope[place] * pull
        for other in first..<end {
          let (otherD, otherA) = (cells[other].benchmark, benchmarks + cells[other].benchmark)
          // The lower triangle: slopes stand below difficulties.
          if otherD >= d {
            matrix[otherD + d * order] -= system.crossDifficulty[other] * shareD
            matrix[otherA + a * order] -= system.crossSlope[other] * shareA
          }
          matrix[otherA + d * order] -= system.crossSlope[other] * shareD
        }
      }
      first = end
    }
    guard
      let factor = try? CholeskyDecomposition(Matrix(rows: order, columns: order, elements: matrix)),
      let items = try? factor.solve(right)
    else { return nil }
    var step = [Double](repeating: 0, count: size)
    for model in 0..<models { step[model] = -system.gradient[model] / pivots[model] }
    for (place, cell) in cells.enumerated() {
      step[cell.model] -=
        (system.crossDifficulty[place] * items[cell.benchmark]
          + system.crossSlope[place] * items[benchmarks + cell.benchmark]) / pivots[cell.model]
    }
    for place in 0..<order { step[models + place] = items[place] }
    let decrease = -zip(step, system.gradient).reduce(0) { $0 + $1.0 * $1.1 }
    return decrease.isFinite ? (step, decrease) : nil
  }

  /// The Hessian as one matrix.
  func matrix(_ system: System) -> Matrix {
    var made = Matrix(rows: size, columns: size, repeating: 0)
    for model in 0..<models { made[model, model] = system.capability[model] }
    for benchmark in 0..<benchmarks {
      let (d, a) = (difficulty(benchmark), slope(benchmark))
      made[d, d] = system.difficulty[benchmark]
      made[a, a] = system.slope[benchmark]
      made[a, d] = system.difficultySlope[benchmark]
      made[d, a] = made[a, d]
    }
    for (place, cell) in cells.enumerated() {
      let (d, a) = (difficulty(cell.benchmark), slope(cell.benchmark))
      made[d, cell.model] = system.crossDifficulty[place]
      made[cell.model, d] = made[d, cell.model]
      made[a, cell.model] = system.crossSlope[place]
      made[cell.model, a] = made[a, cell.model]
    }
    return made
  }
}

extension IndexProblem.System {
  /// Leaves one slope where it is.
  mutating func hold(_ benchmark: Int, in problem: IndexProblem) {
    gradient[problem.slope(benchmark)] = 0
    slope[benchmark] = 1
    difficultySlope[benchmark] = 0
    for (place, cell) in problem.cells.enumerated() where cell.benchmark == benchmark { crossSlope[place] = 0 }
  }
}
