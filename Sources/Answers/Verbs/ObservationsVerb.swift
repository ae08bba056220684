import ArgumentParser
import Reporting
import ScalingLaws

struct ObservationsVerb: Answering {
  static let configuration = CommandConfiguration(
    commandName: "observations",
    abstract: "Three claims about AI tested on data, on one page: capability, price, value.",
    discussion: """
      Capability against the log of resources; the price of a given level over time, and use; value against capability. For each: what was claimed, what the data give, with interval, the verdict, what would change it, and the data. Bundled tables unless others are named; their columns are told from their names, as scaling capability, price and value do, which also have flags for everything else.

      scaling report makes an HTML page or Markdown of the record.

      EXAMPLES
        scaling observations
        scaling observations --price-data prices.csv --price-score elo --at 1200 --claim 10x/year
        scaling observations --capability-data runs.csv --value-data revenue.csv --by company
        scaling observations -o observations.json && scaling report observations.json -o observations.html
      """.reflowed)

  @Option(
    help: ArgumentHelp(
      "Scores and resources: a path or @name. Repeatable; @open-base-models, @cerebras-gpt, @olmo-ladder and @codex-pass-at-k unless given.",
      valueName: "data"), completion: .table)
  var capabilityData: [String] = []

  @Option(
    help: ArgumentHelp("Prices of models with scores; @ai-prices unless given.", valueName: "data"), completion: .table)
  var priceData: String?

  @Option(help: ArgumentHelp("Column with the score of the prices; mmlu unless given.", valueName: "column"))
  var priceScore: String?

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "Score at which the price is followed. Repeatable; 43.9 and 86, the scores of GPT-3 and GPT-4, for the bundled prices, and else each first score that set a record.",
      valueName: "level"))
  var at: [String] = []

  @Option(
    help: ArgumentHelp(
      "Prices and quantities, for whether use grows as prices fall. None unless given.", valueName: "data"),
    completion: .table)
  var useData: String?

  @Option(
    help: ArgumentHelp("Value and capability over time; @ai-revenue unless given.", valueName: "data"),
    completion: .table)
  var valueData: String?

  @Option(
    help: ArgumentHelp(
      "Column whose groups are judged one by one; company for the bundled revenues.", valueName: "column"))
  var by: String?

  @Option(
    help: ArgumentHelp(
      "A rate of price decline to test. Repeatable; 10x/year and 150x/16mo unless given.", valueName: "rate"))
  var claim: [String] = []

  @OptionGroup var tolerance: MarginOptions

  @Option(parsing: .unconditional, help: ArgumentHelp("Coverage of the intervals.", valueName: "level"))
  var level = 0.95

  @Option(help: ArgumentHelp("Seed of everything random.", valueName: "number"))
  var seed: UInt64 = 0

  @Option(help: ArgumentHelp("Threads; the numbers do not depend on it.", valueName: "count"))
  var threads = Threads.available

  @OptionGroup var output: OutputOptions

  func validate() throws { try output.refuseFigures("observations") }

  func answer(from inputs: Inputs) throws -> Answer {
    guard threads > 0 else { throw Problem.usage("--threads \(threads): 1 or more") }
    do {
      let margin = try tolerance.value()
      let (prices, analyses) = try prices(margin, from: inputs)
      let observations = Observations(
        capability: try capability(margin, from: inputs), prices: prices, priceAnalyses: analyses,
        series: try series(margin, from: inputs),
        use: try useData.map { try UseAnalysis(ObservationSource($0).table(from: inputs), level: level) },
        value: try value(margin, from: inputs),
        commands: commands)
      return Answer(
        page: ObservationsPage(observations).page, record: ObservationsRecord(observations).json,
        warnings: observations.warnings.filter { $0.severity == .warning }, isTrusted: observations.hasResult,
        next: next)
    } catch let error as TrendError where error.isOfColumns {
      throw Self.aboutColumns(Problem(error))
    } catch let error as PriceError where error.isOfColumns {
      throw Self.aboutColumns(Problem(error))
    }
  }

  /// The flags that settle a column are those of the verb for the part.
  private static func aboutColumns(_ failure: Problem) -> Problem {
    Problem(
      message: failure.message,
      hint:
        "here columns are told from their names; scaling capability, price, value and fit --law elasticity take them by flags",
      status: failure.status)
  }

  private var next: [[String]] { output.outputs.isEmpty ? [["-o", "observations.html"]] : [] }
}

extension TrendError {
  fileprivate var isOfColumns: Bool {
    switch self {
    case .noColumn, .ambiguousColumn: true
    default: false
    }
  }
}

extension PriceError {
  fileprivate var isOfColumns: Bool {
    switch self {
    case .noColumn, .ambiguousColumn: true
    default: false
    }
  }
}

/// The parts of the page.
extension ObservationsVerb {
  private var capabilitySources: [ObservationSource] {
    capabilityData.isEmpty ? ObservationSource.capability : capabilityData.map { ObservationSource($0) }
  }
  private var priceSource: ObservationSource {
    var source = priceData.map { ObservationSource($0) } ?? .prices
    if let priceScore { source.score = priceScore }
    if !at.isEmpty { source.levels = at }
    return source
  }
  private var valueSource: ObservationSource {
    var source = valueData.map { ObservationSource($0) } ?? .value
    if let by { source.group = by }
    return source
  }
  private var claims: [String] { claim.isEmpty ? ["10x/year", "150x/16mo"] : claim }

  private func capability(_ margin: Double, from inputs: Inputs) throws -> [CapabilityAnalysis] {
    try capabilitySources.map { source in
      let table = try source.table(from: inputs)
      let columns = try CapabilityColumns(
        in: table, scores: [source.score].compactMap { $0.map(Expression.symbol) }, group: source.group)
      return try CapabilityAnalysis(table, columns: columns, level: level, margin: margin, seed: seed)
    }
  }

  /// Subsamples behind the interval of one analysis of many.
  private static let replicatesOfEach = 200

  /// The analysis of prices, and every other one that may be defended.
  private func prices(_ margin: Double, from inputs: Inputs) throws -> (PriceAnalysis, SpecificationCurve) {
    let source = priceSource
    let table = try source.table(from: inputs)
    let score = source.score ?? "mmlu"
    let list = try PriceList(table, columns: try PriceColumns(in: table, score: score))
    let levels = try source.levels.flatMap { try PriceFlags.levels($0, of: list) }
    let lists = try PriceSpecifications.lists(in: table, scores: [score], blend: .usual) { score, blend in
      try PriceList(table, columns: try PriceColumns(in: table, blend: blend, score: score))
    }
    let every = try PriceSpecifications(
      lists, thresholds: [], claims: ClaimOptions.rates(claims), margin: margin, level: level,
      questions: PriceQuestions(
        definitions: PriceDefinition.allCases.filter(\.judgesClaims),
        subsampling: ModelSubsampling(replicates: Self.replicatesOfEach, seed: seed)))
    let analysis = try PriceAnalysis(
      list, thresholds: levels.isEmpty ? try list.requiredRecordScores : levels,
      pairs: try source.pairs.map { try PricePair($0.0, $0.1, in: list) }, claims: try ClaimOptions.rates(claims),
      comparisons: try ClaimOptions.rates([ObservationSource.moore]), margin: margin, level: level,
      questions: PriceQuestions(
        definitions: PriceDefinition.allCases, subsampling: ModelSubsampling(seed: seed, threads: threads)))
    return (analysis, every.curve(threads: threads, progress: inputs.progress("analyses")))
  }

  private func series(_ margin: Double, from inputs: Inputs) throws -> TrendAnalysis {
    let table = try ObservationSource.transistors.table(from: inputs)
    var questions = TrendAnalysis.Questions()
    questions.claims = try ClaimOptions.rates([ObservationSource.moore, "2x/2years"])
    (questions.margin, questions.level, questions.seed) = (margin, level, seed)
    return try TrendAnalysis(TimeSeries(table, columns: try TimeSeriesColumns(in: table)), questions: questions)
  }

  private func value(_ margin: Double, from inputs: Inputs) throws -> ValueAnalysis {
    let table = try valueSource.table(from: inputs)
    return try ValueAnalysis(
      table, columns: try ValueColumns(in: table), by: valueSource.group, level: level, margin: margin)
  }

  /// Each part by its own verb.
  private var commands: [String] {
    let prices = claims.flatMap { ["--claim", $0] } + ["--definition", "all"]
    let moore = ["--claim", ObservationSource.moore, "--claim", "2x/2years"]
    return capabilitySources.map { $0.command("capability") } + [priceSource.command("price", prices)]
      + [ObservationSource.transistors.command("trend", moore)]
      + (useData.map { [ObservationSource($0).command("fit", ["--law", "elasticity"])] } ?? [])
      + [valueSource.command("value")]
  }
}
