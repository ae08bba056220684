import Optimization
import Statistics

/// Horizons of all models from resamples of the items: families of tasks, tasks within them, runs within those.
///
/// A resample draws as many families as there are, with replacement; of each drawn family as many tasks as it has; and of each drawn
/// task the successes of every model anew, binomial with the share that was seen. All models see the same tasks, so that what the choice
/// of tasks does to all of them is in the draws. Replicate i draws from stream i of the seed.
///
/// - Source: Davison & Hinkley 1997, section 3.8, for the nested bootstrap.
struct ItemResampling: Sendable {
  let replicates: Int
  let seed: UInt64
  let threads: Int
  var progress: (@Sendable (_ done: Int, _ total: Int) -> Void)?

  /// Replicate by replicate, for each model and each chance log₂ of the minutes: infinite where all runs that were drawn fail or
  /// succeed, NaN where the resample has no horizon for another reason.
  func draws(_ runs: HorizonRuns, curves: [SuccessCurve?], chances: [Double]) -> [[[Double]]] {
    let models = runs.models
    let refits = zip(models, curves).map { model, curve in
      curve.map { SuccessRefit($0, lengths: model.cells.map(\.length)) }
    }
    let (families, tasks, seed) = (runs.families, runs.tasks, seed)
    let counter = ProgressCounter(total: replicates, progress)
    let none = models.map { _ in chances.map { _ in Double.nan } }
    return Parallel.map(replicates, threads: threads, batch: 4, missing: none) {
      { replicate in
        var random = RandomStream(seed: seed, stream: UInt64(replicate))
        let times = Self.times(families, tasks: tasks, &random)
        defer { counter.advance() }
        return models.indices.map { index in
          guard let refit = refits[index] else { return none[index] }
          return Self.lengths(models[index].cells, times: times, refit, chances, &random)
        }
      }
    }
  }

  /// How often each task is drawn.
  private static func times(_ families: [[Int]], tasks: Int, _ random: inout RandomStream) -> [Double] {
    var times = [Double](repeating: 0, count: tasks)
    for _ in families {
      let family = families[random.integer(below: families.count)]
      for _ in family { times[family[random.integer(below: family.count)]] += 1 }
    }
    return times
  }

  private static func lengths(
    _ cells: [HorizonRuns.Cell], times: [Double], _ refit: SuccessRefit, _ chances: [Double],
    _ random: inout RandomStream
  ) -> [Double] {
    var successes = [Double](repeating: 0, count: cells.count)
    var runs = successes
    var (solved, tried) = (0.0, 0.0)
    for (place, cell) in cells.enumerated() where times[cell.task] > 0 && cell.weight > 0 {
      // A task that is drawn twice has its runs drawn twice: one binomial number of as many runs.
      let count = times[cell.task] * cell.runs
      let drawn =
        cell.successes == 0 || cell.successes == cell.runs || count > 0x1p53
        ? times[cell.task] * cell.successes
        : Double(random.binomial(trials: Int(count), probability: cell.successes / cell.runs))
      runs[place] = cell.weight * count
      successes[place] = cell.weight * drawn
      solved += drawn
      tried += count
    }
    guard solved > 0, tried > solved else {
      return chances.map { _ in tried == 0 ? .nan : solved == 0 ? -.infinity : .infinity }
    }
    guard let curve = refit.curve(successes: successes, runs: runs), curve.slope < 0 else {
      return chances.map { _ in .nan }
    }
    return chances.map(curve.length)
  }
}
