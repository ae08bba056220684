import Escaping
import LinearAlgebra
import Optimization
import Statistics
import VectorMath

/// One scale of capability for many models, from their scores on many benchmarks.
///
///     score = 1/(1 + exp(-slope·(capability - difficulty)))
///
/// Least squares on the scale of the scores, with a penalty of `ridge` times the mean square of all capabilities, difficulties and slopes.
/// The scores leave place and unit of capability open: the penalty takes those where it is least, or one slope is held at 1, and the
/// index is put on its scale afterwards. The penalty is in the units of the scores, so it is the same on every scale.
///
/// - Valid when: one number for each model says what all benchmarks ask; see `Benchmark.misfit`. Scores of one model, or of
///   one benchmark, depart from the curve independently of one another.
/// - Source: Epoch AI, Epoch Capabilities Index. Logistic curves of two parameters are those of item response theory (Birnbaum 1968).
public struct CapabilityIndex: Sendable {
  /// A model on the scale.
  public struct Model: Sendable {
    public let name: String
    public let scores: Int
    /// On the scale of the index; anchors have no error.
    public let index: Estimate
    /// Whether its value is given.
    public let isAnchor: Bool
    /// Whether every score of it is at 0 or 1, so that the penalty alone keeps it on the scale.
    public let isAtLimit: Bool
  }

  /// A benchmark on the same scale.
  public struct Benchmark: Sendable {
    public let name: String
    public let scores: Int
    /// The index at which the score is one half.
    public let difficulty: Estimate
    /// Log odds of the score per point of the index; below zero where better models score less.
    public let slope: Double
    /// Root mean squared residual, for its degrees of freedom; `nil` where none are left.
    public let spread: Double?
    /// That its scores scatter no more than those of the others, adjusted for as many benchmarks (Holm); `nil` where undefined.
    public let misfit: Double?
    /// What the index does without it; `nil` where it then has no scale.
    public let leftOut: LeftOut?
  }

  /// How far models move when a benchmark is left out.
  public struct LeftOut: Sendable, Hashable {
    /// Root mean square over the models that keep two scores.
    public let shift: Double
    public let model: String
    /// Of the model that moves most.
    public let largest: Double
  }

  public let scores: IndexScores
  public let options: IndexOptions
  /// Highest first.
  public let models: [Model]
  /// In the order of difficulty.
  public let benchmarks: [Benchmark]
  /// Root mean squared residual of all scores, for their degrees of freedom.
  public let spread: Double
  /// Scores less the coefficients that they decide.
  public let degreesOfFreedom: Double
  /// What one scale leaves over.
  public let second: SecondScale
  public let search: IndexSearch
  public let warnings: [FitWarning]
  /// Of the variance of scores about the mean of their benchmark, the share that the curves explain.
  public let explained: Double
  private let drawing: Drawing

  /// What draws are made of.
  private struct Drawing: Sendable {
    let problem: IndexProblem
    let point: IndexProblem.Point
    let scale: PlacedScale
  }

  /// - Throws: `IndexError`.
  public init(_ scores: IndexScores, options: IndexOptions = IndexOptions()) throws(IndexError) {
    try options.check()
    let coefficients = scores.models.count + 2 * scores.benchmarks.count
    // Two inverses, what stands between them, their product and what they are made of.
    do {
      try options.memory.check("coefficients", count: coefficients, bytesEach: 8 * 6 * Double(coefficients))
    } catch { throw .fit(error) }
    let scale = try PlacedScale(options.scale, models: scores.models)
    let fixed = try options.slopeAnchor.map { name throws(IndexError) in
      guard let place = scores.benchmarks.firstIndex(of: name) else {
        throw .unknownBenchmark(name, suggestion: Names.suggestion(for: name, among: scores.benchmarks))
      }
      return place
    }
    let problem = IndexProblem(scores, ridge: options.ridge, fixedSlope: fixed)
    let (best, search) = try IndexSearch.run(problem, options: options, source: scores.source)
    let covariance: IndexCovariance
    do { covariance = try IndexCovariance(problem, at: best.point) } catch { throw .noOptimum(source: scores.source) }
    let capability = best.point[..<problem.models]
    if let anchors = options.scale.anchors.first.flatMap({ first in options.scale.anchors.last.map { (first, $0) } }) {
      let (first, second) = (capability[scale.places[0]], capability[scale.places[1]])
      guard (first < second) == (anchors.0.value < anchors.1.value), first != second else {
        let (above, below) = first > second ? anchors : (anchors.1, anchors.0)
        throw .anchors(
          reason: "\(above.model) does better than \(below.model) in these scores, so it cannot have the lower value")
      }
    }
    let (modelEstimates, difficultyEstimates) = Self.estimates(
      problem, best.point, covariance, scale, level: options.level)
    let unit = scale.affine(capability).unit
    let leftOut = LeaveOneBenchmarkOut(problem, best.point, scale, scores).results(threads: options.threads)
    let misfits = AdjustedPValues.holm(covariance.benchmarks.map(\.pValue))
    let (modelCounts, benchmarkCounts) = (scores.modelCounts, scores.benchmarkCounts)
    let isAtLimit = Self.atLimit(scores)
    models = scores.models.indices.map { place in
      Model(
        name: scores.models[place], scores: modelCounts[place], index: modelEstimates[place],
        isAnchor: scale.places.contains(place), isAtLimit: isAtLimit[place])
    }.sorted { ($1.index.value ?? 0, $0.name) < ($0.index.value ?? 0, $1.name) }
    benchmarks = scores.benchmarks.indices.map { place in
      Benchmark(
        name: scores.benchmarks[place], scores: benchmarkCounts[place], difficulty: difficultyEstimates[place],
        slope: best.point[problem.slope(place)] / unit, spread: covariance.benchmarks[place].spread,
        misfit: misfits[place].isNaN ? nil : misfits[place], leftOut: leftOut[place])
    }.sorted { ($0.difficulty.value ?? 0, $0.name) < ($1.difficulty.value ?? 0, $1.name) }
    self.scores = scores
    self.options = options
    self.search = search
    (spread, degreesOfFreedom) = (covariance.spread, covariance.degreesOfFreedom)
    second = SecondScale(
      problem,
      residuals: problem.cells.indices.map {
        (problem.cells[$0].score - covariance.fitted[$0]) / covariance.deviations[$0]
      }, names: scores.benchmarks, seed: options.seed, threads: options.threads)
    explained = Self.explained(problem, covariance.fitted)
    drawing = Drawing(problem: problem, point: best.point, scale: scale)
    warnings =
      IndexDoubts(
        scores: scores, options: options, models: models, benchmarks: benchmarks, search: search,
        degreesOfFreedom: degreesOfFreedom, second: second, explained: explained
      ).warnings
  }

  /// Whether there is a minimum to trust, and the scores rather than the penalty put the models where they are.
  public var hasResult: Bool { search.isCertified && explained > Self.leastExplained }

  /// Below it the penalty has taken the curves to a line.
  static let leastExplained = 0.1

  private static func explained(_ problem: IndexProblem, _ fitted: [Double]) -> Double {
    var (sums, counts) = (
      [Double](repeating: 0, count: problem.benchmarks), [Double](repeating: 0, count: problem.benchmarks)
    )
    for cell in problem.cells {
      sums[cell.benchmark] += cell.score
      counts[cell.benchmark] += 1
    }
    var (rest, all) = (0.0, 0.0)
    for (cell, value) in zip(problem.cells, fitted) {
      rest += (cell.score - value) * (cell.score - value)
      let distance = cell.score - sums[cell.benchmark] / counts[cell.benchmark]
      all += distance * distance
    }
    return all > 0 ? 1 - rest / all : 0
  }

  /// Models all of whose scores are at a limit.
  private static func atLimit(_ scores: IndexScores) -> [Bool] {
    var isAtLimit = [Bool](repeating: true, count: scores.models.count)
    for cell in scores.cells
    where cell.score > IndexScores.limits.lowerBound && cell.score < IndexScores.limits.upperBound {
      isAtLimit[cell.model] = false
    }
    return isAtLimit
  }

  /// Indices and difficulties on the scale, with the error of the scale in them.
  private static func estimates(
    _ problem: IndexProblem, _ point: IndexProblem.Point, _ covariance: IndexCovariance, _ scale: PlacedScale,
    level: Double
  ) -> (models: [Estimate], difficulties: [Estimate]) {
    let capability = point[..<problem.models]
    let (offset, unit) = scale.affine(capability)
    let count = problem.models + problem.benchmarks
    var gradients = Matrix(rows: problem.size, columns: count, repeating: 0)
    let values = (0..<count).map { offset + unit * point[$0] }
    for column in 0..<count {
      for (row, part) in scale.shared(at: values[column], capability).enumerated() { gradients[row, column] = part }
      gradients[column, column] += unit
    }
    let products = covariance.matrix * gradients
    let degrees = covariance.degreesOfFreedom
    let quantile = degrees > 0 ? StudentT(degreesOfFreedom: degrees).quantile((1 + level) / 2) : .nan
    let estimates = (0..<count).map { column -> Estimate in
      let variance = zip(gradients.column(column), products.column(column)).reduce(0) { $0 + $1.0 * $1.1 }
      let error = scale.places.contains(column) ? 0 : max(variance, 0).squareRoot()
      guard quantile.isFinite, error.isFinite else {
        return Estimate(value: values[column], standardError: nil, interval: nil)
      }
      return Estimate(
        value: values[column], standardError: error,
        interval: Interval(
          low: values[column] - quantile * error, high: values[column] + quantile * error, level: level),
        degreesOfFreedom: degrees)
    }
    return (Array(estimates[..<problem.models]), Array(estimates[problem.models...]))
  }
}

extension CapabilityIndex {
  /// The index of every model under scores that differ by their noise, to first order: columns in the order of `models`, a row for each
  /// draw.
  ///
  /// Draws of two models share what errors of benchmarks and scale do to both.
  ///
  /// - Throws: `.draws` unless above zero; `.fit(.memory)`.
  public func draws(_ count: Int) throws(IndexError) -> Table {
    guard count > 0 else { throw .draws(count) }
    // A number, and its text in its row, in its line and in the whole.
    do { try options.memory.check("draws", count: count, bytesEach: 100 * Double(models.count)) } catch {
      throw .fit(error)
    }
    let (problem, point, scale) = (drawing.problem, drawing.point, drawing.scale)
    guard let covariance = try? IndexCovariance(problem, at: point) else { throw .noOptimum(source: scores.source) }
    let seed = options.seed
    let rows: [[Double]] = Parallel.map(count, threads: options.threads, missing: []) {
      { number in
        var random = RandomStream(seed: seed, stream: UInt64(number))
        return scale.values(problem.drawn(covariance, near: point, &random)[..<problem.models])
      }
    }
    var columns = [Column(name: "draw", storage: .numbers((1...count).map(Double.init)))]
    let places = Dictionary(uniqueKeysWithValues: scores.models.enumerated().map { ($1, $0) })
    for model in models {
      guard let place = places[model.name] else { continue }
      let name = model.name == "draw" ? ".draw" : model.name
      columns.append(Column(name: name, storage: .numbers(rows.map { place < $0.count ? $0[place] : .nan })))
    }
    do { return try Table(source: scores.source, columns: columns) } catch { throw .fit(.table(error)) }
  }

  /// A row for each model: `model`, `capability`, `capability_se`, `capability_ci_low`, `capability_ci_high`, `scores`.
  ///
  /// A column called *index* would be taken for one that counts rows.
  public func tidy() throws(IndexError) -> Table {
    let columns = [
      Column(name: "model", storage: .texts(TextValues(models.map(\.name)))),
      Column(name: "capability", storage: .numbers(models.map { $0.index.value ?? .nan })),
      Column(name: "capability_se", storage: .numbers(models.map { $0.index.standardError ?? .nan })),
      Column(name: "capability_ci_low", storage: .numbers(models.map { $0.index.interval?.low ?? .nan })),
      Column(name: "capability_ci_high", storage: .numbers(models.map { $0.index.interval?.high ?? .nan })),
      Column(name: "scores", storage: .numbers(models.map { Double($0.scores) })),
    ]
    do { return try Table(source: scores.source, columns: columns) } catch { throw .fit(.table(error)) }
  }
}

extension CapabilityIndex {
  /// The score, adjusted for chance, that a model of a given index is expected to have on a benchmark.
  public func score(of benchmark: Benchmark, at index: Double) -> Double {
    guard let difficulty = benchmark.difficulty.value else { return .nan }
    return 1 / (1 + VectorFunction.exp(-benchmark.slope * (index - difficulty)))
  }
}
