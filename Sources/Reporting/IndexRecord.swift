import ScalingLaws

/// One scale of capability as a file: schema `scaling.index/1`.
public struct IndexRecord: Record {
  public static let schema = "scaling.index/1"
  public static let title = "One scale of capability"
  public static let summary = "Models and benchmarks on one scale, written by scaling index."

  let data: Data
  let options: Options
  let models: [Model]
  let benchmarks: [Benchmark]
  let scatter: Scatter
  let second: Second
  let search: Search
  let warnings: [WarningPart]

  public static let descriptions = [
    "models": "model by model, highest first", "benchmarks": "benchmark by benchmark, easiest first",
    "scatter": "of all scores about the curves", "second": "whether a second scale is shown",
    "search": "how the minimum was found",
  ]

  public init(_ index: CapabilityIndex) {
    let scores = index.scores
    let (benchmark, score, wide): (String?, String?, [String]?) =
      switch scores.columns.layout {
      case .long(let benchmark, let score): (benchmark, score, nil)
      case .wide(let benchmarks): (nil, nil, benchmarks)
      }
    data = Data(
      source: scores.source, sha256: scores.sha256, rows: scores.rows, rowsLeftOut: scores.rowsLeftOut,
      scores: scores.count, scoresAtLimit: scores.atLimit, repeatedScores: scores.repeated.count,
      derived: scores.derivations, where: scores.filters.joined, filters: scores.filters.map(FilterPart.init),
      columns: Data.Columns(
        model: scores.columns.model, benchmark: benchmark, score: score, benchmarks: wide,
        chance: scores.columns.chance?.description))
    options = Options(
      anchors: index.options.scale.anchors.map { Options.Anchor(model: $0.model, value: $0.value) },
      ridge: index.options.ridge, slopeAnchor: index.options.slopeAnchor, level: index.options.level,
      seed: Int(clamping: index.options.seed))
    models = index.models.map {
      Model(name: $0.name, scores: $0.scores, isAnchor: $0.isAnchor, index: Flat(EstimatePart($0.index)))
    }
    benchmarks = index.benchmarks.map {
      Benchmark(
        name: $0.name, scores: $0.scores, difficulty: EstimatePart($0.difficulty), slope: $0.slope, spread: $0.spread,
        pMisfit: $0.misfit,
        leftOut: $0.leftOut.map {
          Benchmark.LeftOut(shift: $0.shift, model: $0.model, largest: $0.largest)
        })
    }
    scatter = Scatter(spread: index.spread, degreesOfFreedom: index.degreesOfFreedom)
    second = Second(
      share: index.second.share, statistic: index.second.statistic, shown: index.second.isShown, low: index.second.low,
      high: index.second.high)
    search = Search(
      certified: index.search.isCertified, scaledGradient: index.search.scaledGradient,
      expectedDecrease: index.search.expectedDecrease, iterations: index.search.iterations,
      objective: index.search.objective, starts: index.search.starts, agreeing: index.search.agreeing)
    warnings = index.warnings.map(WarningPart.init)
  }

  struct Data: RecordPart {
    let source, sha256: String
    let rows, rowsLeftOut, scores, scoresAtLimit, repeatedScores: Int
    let derived: [String]
    let `where`: String?
    let filters: [FilterPart]
    let columns: Columns
    var reading: [ReadingPart]?

    struct Columns: RecordPart {
      let model: String
      let benchmark, score: String?
      let benchmarks: [String]?
      let chance: String?

      static let descriptions = [
        "model": "column of models", "benchmark": "column of benchmarks; null in a wide table",
        "score": "column of scores; null in a wide table",
        "benchmarks": "columns of scores in a wide table; null in a long one",
        "chance": "formula of the chance level; null where scores are adjusted already",
      ]
    }

    static let descriptions = [
      "scores": "of a model on a benchmark", "scoresAtLimit": "0 or 1 after the adjustment for chance",
      "repeatedScores": "means of several scores of one model on one benchmark",
    ]
  }

  struct Options: RecordPart {
    let anchors: [Anchor]
    let ridge: Double
    let slopeAnchor: String?
    let level: Double
    let seed: Int

    struct Anchor: RecordPart {
      let model: String
      let value: Double

      static let descriptions = ["model": "its name", "value": "of its index"]
    }

    static let descriptions = [
      "anchors": "models whose index is given; none for mean 0 and standard deviation 1",
      "ridge": "weight of the mean square of all coefficients", "slopeAnchor": "benchmark of slope 1; null for none",
    ]
  }

  struct Model: RecordPart {
    let name: String
    let scores: Int
    let isAnchor: Bool
    let index: Flat<EstimatePart>

    static let descriptions = ["scores": "benchmarks that it has scores on", "isAnchor": "whether its index is given"]
  }

  struct Benchmark: RecordPart {
    let name: String
    let scores: Int
    let difficulty: EstimatePart
    let slope: Double
    let spread, pMisfit: Double?
    let leftOut: LeftOut?

    struct LeftOut: RecordPart {
      let shift: Double
      let model: String
      let largest: Double

      static let descriptions = [
        "shift": "root mean square of what models move, in points", "model": "that moves most",
        "largest": "what it moves, in points",
      ]
    }

    static let descriptions = [
      "scores": "models that have one", "difficulty": "index at which the score is one half",
      "slope": "log odds per point of the index", "spread": "root mean squared residual for its degrees of freedom",
      "pMisfit": "that it scatters no more than the others (F test, adjusted by Holm)",
      "leftOut": "what the index does without it; null where it then has no scale",
    ]
  }

  struct Scatter: RecordPart {
    let spread, degreesOfFreedom: Double

    static let descriptions = [
      "spread": "root mean squared residual", "degreesOfFreedom": "scores less the coefficients that they decide",
    ]
  }

  struct Second: RecordPart {
    let share, statistic: Double
    let shown: Bool
    let low, high: [String]

    static let descriptions = [
      "share": "of the squared residuals of scores left out, that a second number of each model foretells",
      "statistic": "mean gain over its standard error", "shown": "whether the statistic is above 2.33",
      "low": "benchmarks furthest to one side of it", "high": "to the other",
    ]
  }

  struct Search: RecordPart {
    let certified: Bool
    let scaledGradient, expectedDecrease: Double
    let iterations: Int
    let objective: Double
    let starts, agreeing: Int

    static let descriptions = [
      "certified": "whether the point is a minimum", "scaledGradient": "cosine between residuals and a derivative",
      "expectedDecrease": "what a full Newton step would take off, relative to the sum",
      "iterations": "of the best start",
      "objective": "sum of squared residuals and penalty", "starts": "of the search",
      "agreeing": "starts that ended in the lowest minimum",
    ]
  }
}
