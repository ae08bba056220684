import ArgumentParser
import Reporting
import ScalingLaws

struct PriceVerb: Answering {
  static let configuration = CommandConfiguration(
    commandName: "price",
    abstract: "How fast the price of a given quality falls; test a claim about it.",
    discussion: """
      Four rates stand side by side. The answer is the first two, and claims are judged by them, first of all by the
      cheapest: how fast the cheap end of the offers of a fixed score falls, and how fast the middle one does. Both come from
      one regression of log price on time and score. Beside them stand the frontier of a level, the running minimum of price
      at or above it, and the changes of price of the same model.

      Claims and rates are written 10x/year, 2x/18mo, halves/3.5mo. A claim is consistent when the rate is shown to be
      within --margin of it, faster or slower when the interval excludes it, and not decided otherwise.

      EXAMPLES
        scaling price @ai-prices --score mmlu --at 43.9 --at 86 --where 'reasoning == "no"' --claim 10x/year
        scaling price @ai-prices --score eci --score mmlu --at quantiles --compare 2x/18mo
        scaling price @ai-prices --score eci --definition cheapest --definition typical
        scaling price @ai-prices --score mmlu --at 45:85:10 --claim 10x/year --claim 150x/16mo
        scaling price @ai-prices --score mmlu --at 86 --breaks --window 12mo --until 0.01 --on 2027-01-01
        scaling price @ai-prices --score mmlu --at 86 --claim 10x/year -o frontier.svg
        scaling price @ai-prices --pair "GPT-4 8k (0314)" "GPT-4o mini"
        scaling price @ai-prices --score mmlu --claim 10x/year --every -o every.svg
        scaling price evals.csv --score accuracy --tokens tokens_per_task --claim 10x/year
        scaling price disks.csv --date day --price usd_per_tb --model name --score speed --at 100 --json
      """.reflowed)

  @OptionGroup var source: DataOptions

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "Column with the score. Repeatable: the first is the answer, and the rates by the others stand beside it.",
      valueName: "column"), completion: .columns)
  var score: [String] = []

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "Score at which the frontier is followed, of the first --score: a number, a grid such as 45:85:10, quantiles for the quartiles of the models' scores, q0.9 for another quantile, or each-first for the score of every model that set a record, which is what is taken when no --at is given. Repeatable.",
      valueName: "level"))
  var at: [String] = []

  @Option(
    help: ArgumentHelp("Column with the date; the one called date unless given.", valueName: "column"),
    completion: .columns)
  var date: String?

  @Option(
    help: ArgumentHelp("Column with the model's name; the one called model unless given.", valueName: "column"),
    completion: .columns)
  var model: String?

  @Option(
    help: ArgumentHelp("The price: a column or a formula of columns.", valueName: "formula"), completion: .columns)
  var price: String?

  @Option(
    help: ArgumentHelp("Column with the price of input; the one called input… unless given.", valueName: "column"),
    completion: .columns)
  var inputPrice: String?

  @Option(
    help: ArgumentHelp("Column with the price of output; the one called output… unless given.", valueName: "column"),
    completion: .columns)
  var outputPrice: String?

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Parts of input in the blend; 3 unless given.", valueName: "parts"),
    transform: NumberFlag.value)
  var inputWeight: Double?

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Parts of output in the blend; 1 unless given.", valueName: "parts"),
    transform: NumberFlag.value)
  var outputWeight: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Standard error of the first --score, in its points, which is then taken out of the rates. Told from columns such as score_ci_low and score_ci_high, or score_se, unless given.",
      valueName: "points"), transform: NumberFlag.value)
  var scoreError: Double?

  @Option(
    help: ArgumentHelp(
      "Column with the tokens that a task or an answer takes; the price is then that of the tokens, by task.",
      valueName: "column"), completion: .columns)
  var tokens: String?

  @Option(help: ArgumentHelp("A rate to be tested, e.g. 10x/year. Repeatable.", valueName: "rate"))
  var claim: [String] = []

  @Option(help: ArgumentHelp("A rate to be set beside the estimate, e.g. 2x/18mo. Repeatable.", valueName: "rate"))
  var compare: [String] = []

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Factor within which a rate counts as the claimed one.", valueName: "factor"))
  var margin: String = "1.5x"

  @Option(parsing: .unconditional, help: ArgumentHelp("Coverage of the intervals.", valueName: "level"))
  var level = 0.95

  @Option(
    help: ArgumentHelp(
      "What is followed: cheapest, typical, frontier, matched, or all, as unless given. Repeatable.",
      valueName: "definition"), completion: .definitions)
  var definition: [String] = []

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Of the offers, which the cheapest rate follows; 0.1 unless given.", valueName: "quantile"),
    transform: NumberFlag.value)
  var quantile: Double?

  @Flag(
    help:
      "Make every defensible analysis (definitions, levels, scores, blends, dates, with and without reasoning models), and show what they say together."
  )
  var every = false

  @Flag(help: "Look for a date at which the rate changes, with a test.")
  var breaks = false

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Rates within windows of this length, e.g. 12mo.", valueName: "time"))
  var window: String?

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp("When the price reaches this. Repeatable.", valueName: "price"))
  var until: [String] = []

  @Option(help: ArgumentHelp("What the price is on this date, e.g. 2027-01-01. Repeatable.", valueName: "date"))
  var on: [String] = []

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Subsamples of models, or resamples of them, behind an interval.", valueName: "count"))
  var replicates = 1000

  @Option(help: ArgumentHelp("Seed of the subsamples.", valueName: "number"))
  var seed: UInt64 = 0

  @Option(help: ArgumentHelp("Threads that rebuild frontiers; the numbers do not depend on it.", valueName: "count"))
  var threads = Threads.available

  @OptionGroup var memory: MemoryOptions

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Two models whose launch prices are compared. Repeatable.", valueName: "model model"))
  var pair: [String] = []

  @Option(
    help: ArgumentHelp(
      "What -o draws: frontier (prices, frontiers and claims, for three levels at most) or levels (the rate at each level); the one that "
        + "suits the number of levels unless given.", valueName: "figure"))
  var figure: PriceFigure?

  @OptionGroup var figures: FigureOptions

  @OptionGroup var output: OutputOptions

  func answer(from inputs: Inputs) throws -> Answer {
    try refuseContradictions()
    let table = try source.table(needed: nil, from: inputs)
    let scores = try chosenScores(in: table, telling: inputs)
    let blend = try PriceColumns.Blend(input: inputWeight ?? 3, output: outputWeight ?? 1)
    let price = try Expression.parsed(price, flag: "--price", of: table)
    let list = { (score: String?) throws in
      let columns = try PriceColumns(
        in: table, date: date, price: price, input: inputPrice, output: outputPrice, blend: blend, score: score,
        model: model)
      return try PriceList(
        table, columns: tokens.map { columns.perTask(tokens: $0) } ?? columns,
        scoreError: score == scores.first ? scoreError : nil)
    }
    let questions = try PriceFlags.questions(self)
    let prices = try list(scores.first)
    if every { return try answerOfEvery(prices, scores, in: table, questions, from: inputs) }
    var pairs: [PricePair] = []
    for index in stride(from: 0, to: pair.count, by: 2) {
      pairs.append(try PricePair(pair[index], pair[index + 1], in: prices))
    }
    let analysis = try PriceAnalysis(
      prices, thresholds: try scores.isEmpty ? [] : thresholds(prices), pairs: pairs,
      claims: try ClaimOptions.rates(claim),
      comparisons: try ClaimOptions.rates(compare), margin: try MarginOptions.factor(margin), level: level,
      questions: questions, others: try scores.dropFirst().map(list))
    return Answer(
      page: analysis.page, record: PriceRecord(analysis).json, warnings: analysis.warnings,
      isTrusted: analysis.hasResult, next: next(scores), theme: figures.theme
    ) { try (figure ?? PriceFigure(for: analysis)).figure(of: analysis) }
  }

  /// Every analysis: by other scores and other blends as well.
  private func answerOfEvery(
    _ prices: PriceList, _ scores: [String], in table: Table, _ questions: PriceQuestions, from inputs: Inputs
  ) throws -> Answer {
    let given = try Expression.parsed(self.price, flag: "--price", of: table)
    let lists = try PriceSpecifications.lists(
      in: table, scores: scores, blend: PriceColumns.Blend(input: inputWeight ?? 3, output: outputWeight ?? 1)
    ) { score, blend in
      let columns = try PriceColumns(
        in: table, date: date, price: given, input: inputPrice, output: outputPrice, blend: blend, score: score,
        model: model)
      return try PriceList(
        table, columns: tokens.map { columns.perTask(tokens: $0) } ?? columns,
        scoreError: score == scores.first ? scoreError : nil)
    }
    let levels = try at.isEmpty ? prices.scoreQuantiles([0.25, 0.5, 0.75]) : thresholds(prices)
    let margin = try MarginOptions.factor(margin)
    let analysis = try PriceSpecifications(
      lists, thresholds: levels, claims: ClaimOptions.rates(claim), margin: margin, level: level, questions: questions)
    let curve = analysis.curve(threads: threads, progress: inputs.progress("analyses"))
    return Answer(
      page: curve.page(of: prices, level: level),
      record: SpecificationRecord(curve, of: prices, margin: margin, level: level, questions: questions).json,
      warnings: [], isTrusted: !curve.specifications.isEmpty, next: claim.isEmpty ? [["--claim", "10x/year"]] : [],
      theme: figures.theme
    ) { try SpecificationFigure(curve, of: prices, level: level).figure() }
  }

  /// What one may want to do next.
  private func next(_ scores: [String]) -> [[String]] {
    if !scores.isEmpty, claim.isEmpty {
      return [["--claim", "10x/year"]]
    }
    return [["--json"]]
  }

  private func refuseContradictions() throws {
    // Without pairs the column of scores is found.
    if score.isEmpty, !pair.isEmpty, !at.isEmpty || !claim.isEmpty || !compare.isEmpty {
      throw Problem.usage("--at, --claim and --compare need --score COLUMN")
    }
    if score.isEmpty, !pair.isEmpty, let flag = PriceFlags.ofTrends(self) {
      throw Problem.usage("\(flag) needs --score COLUMN")
    }
    if every, !pair.isEmpty || breaks || window != nil || !until.isEmpty || !on.isEmpty || !compare.isEmpty {
      throw Problem.usage(
        "--every makes many analyses of a rate; --pair, --breaks, --window, --until, --on and --compare go without it")
    }
    if Set(score).count < score.count { throw Problem.usage("--score: the same column twice") }
    if !pair.count.isMultiple(of: 2) { throw Problem.usage("--pair takes two models", hint: "quote names with spaces") }
    if at.contains("each-first"), at.count > 1 { throw Problem.usage("--at each-first stands alone") }
    let hasBlend = inputPrice != nil || outputPrice != nil || inputWeight != nil || outputWeight != nil
    if price != nil, hasBlend {
      throw Problem.usage("--price says what the price is; the flags of a blend go without it")
    }
    if (inputPrice == nil) != (outputPrice == nil) {
      throw Problem.usage("--input-price and --output-price go together")
    }
  }

  /// The columns of --score, or where there is nothing else to do, the one that is found.
  private func chosenScores(in table: Table, telling inputs: Inputs) throws -> [String] {
    if !score.isEmpty || !pair.isEmpty { return score }
    let found = try PriceColumns.score(in: table)
    inputs.note([
      Reading(.column, column: found, "the score is \(found)", because: "its name", flag: "--score")
    ])
    return [found]
  }

  private func thresholds(_ prices: PriceList) throws -> [Double] {
    if at.isEmpty || at == ["each-first"] { return try prices.requiredRecordScores }
    var seen: Set<Double> = []
    return try at.flatMap { try PriceFlags.levels($0, of: prices) }.filter { seen.insert($0).inserted }
  }
}
