import Optimization
import Statistics

/// Whether what one scale leaves over has a pattern that a second number for each model would foretell.
///
/// Residuals in units of their noise are fitted by a product, e = f of the model times g of the benchmark, with a penalty of
/// `shrinkage` on the squares of each; tenths of the scores are left out in turn and foretold. On tables of one scale at most 3 % were called two,
/// on tables whose noise was half a second scale 90 to 100 %; see `docs/decisions/index.md`.
public struct SecondScale: Sendable, Hashable {
  /// Share of the squared residuals that it foretells in scores that were left out; below zero where it foretells worse than nothing.
  public let share: Double
  /// The mean gain over its standard error.
  public let statistic: Double
  /// Benchmarks that lie furthest apart on it, three on each side.
  public let low: [String]
  public let high: [String]

  /// Whether it is shown: a gain beyond 2.33 standard errors, 1 % of one scale's.
  public var isShown: Bool { statistic > Self.critical }

  private static let critical = 2.33
  private static let shrinkage = 2.0
  private static let folds = 10
  private static let repetitions = 20
  private static let iterations = 40
  private static let starts = 2
  private static let named = 3

  /// - Parameter residuals: of each score, in units of its noise.
  init(_ problem: IndexProblem, residuals: [Double], names: [String], seed: UInt64, threads: Int) {
    let count = residuals.count
    let deals = (0..<Self.repetitions).map {
      Folds(groups: Array(0..<count), count: Self.folds, seed: seed &+ UInt64($0))
    }
    let tasks = deals.indices.flatMap { deal in (0..<deals[deal].count).map { (deal: deal, fold: $0) } }
    let gains = Parallel.map(tasks.count, threads: threads, batch: 1, missing: [] as [(cell: Int, gain: Double)]) {
      { piece in
        let (fold, deal) = (tasks[piece].fold, deals[tasks[piece].deal].fold)
        let kept = (0..<count).filter { deal[$0] != fold }
        let found = Self.product(problem, residuals, kept, seed: seed, stream: UInt64(piece))
        return (0..<count).filter { deal[$0] == fold }.map { place in
          let cell = problem.cells[place]
          let left = residuals[place] - found.models[cell.model] * found.benchmarks[cell.benchmark]
          return (place, residuals[place] * residuals[place] - left * left)
        }
      }
    }
    var gain = [Double](repeating: 0, count: count)
    for piece in gains { for (cell, value) in piece { gain[cell] += value / Double(Self.repetitions) } }
    share = gain.reduce(0, +) / residuals.reduce(0) { $0 + $1 * $1 }
    let error = Descriptive.standardDeviation(gain) / Double(count).squareRoot()
    statistic = error > 0 ? Descriptive.mean(gain) / error : 0
    let whole = Self.product(problem, residuals, Array(0..<count), seed: seed, stream: UInt64(tasks.count)).benchmarks
    // Either sign is as good: the furthest benchmark is high.
    let sign = (whole.max { abs($0) < abs($1) } ?? 0) < 0 ? -1.0 : 1.0
    let sorted = whole.indices.sorted { (sign * whole[$0], $0) < (sign * whole[$1], $1) }
    low = sorted.prefix(Self.named).filter { sign * whole[$0] < 0 }.map { names[$0] }
    high = sorted.reversed().prefix(Self.named).filter { sign * whole[$0] > 0 }.map { names[$0] }
  }

  /// Penalised least squares by turns, best of some starts.
  private static func product(
    _ problem: IndexProblem, _ residuals: [Double], _ kept: [Int], seed: UInt64, stream: UInt64
  ) -> (models: [Double], benchmarks: [Double]) {
    var best: (objective: Double, models: [Double], benchmarks: [Double])?
    var random = RandomStream(seed: seed, stream: 1000 + stream)
    for _ in 0..<starts {
      var ofModels = [Double](repeating: 0, count: problem.models)
      var ofBenchmarks = (0..<problem.benchmarks).map { _ in random.normal() }
      for _ in 0..<iterations {
        ofModels = half(kept, residuals, problem.cells, problem.models, \.model, \.benchmark, ofBenchmarks)
        ofBenchmarks = half(kept, residuals, problem.cells, problem.benchmarks, \.benchmark, \.model, ofModels)
      }
      let squares = (ofModels + ofBenchmarks).reduce(0) { $0 + $1 * $1 }
      let objective = kept.reduce(shrinkage * squares) { sum, place in
        let cell = problem.cells[place]
        let left = residuals[place] - ofModels[cell.model] * ofBenchmarks[cell.benchmark]
        return sum + left * left
      }
      if objective < best?.objective ?? .infinity { best = (objective, ofModels, ofBenchmarks) }
    }
    return best.map { ($0.models, $0.benchmarks) }
      ?? ([Double](repeating: 0, count: problem.models), [Double](repeating: 0, count: problem.benchmarks))
  }

  private static func half(
    _ kept: [Int], _ residuals: [Double], _ cells: [IndexScores.Cell], _ count: Int,
    _ own: (IndexScores.Cell) -> Int, _ other: (IndexScores.Cell) -> Int, _ factors: [Double]
  ) -> [Double] {
    var products = [Double](repeating: 0, count: count)
    var squares = [Double](repeating: shrinkage, count: count)
    for place in kept {
      let factor = factors[other(cells[place])]
      products[own(cells[place])] += factor * residuals[place]
      squares[own(cells[place])] += factor * factor
    }
    return zip(products, squares).map { $0 / $1 }
  }
}
