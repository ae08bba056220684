import ArgumentParser
import Reporting
import ScalingLaws

struct TrendVerb: Answering {
  static let configuration = CommandConfiguration(
    commandName: "trend",
    abstract: "A quantity over time: its rate, breaks, limits, forecasts; test a claim about it.",
    discussion: """
      The logarithm of the quantity against time: an exponential, one with a break (its date, with a test), a logistic with
      a ceiling or floor, a random walk with drift, and with --cumulative Wright's law, side by side by AICc and by what they
      would have predicted. Doubling and halving times are images of the rate's interval, open where the rate may be zero.
      Intervals allow for deviations that resemble their neighbours, up to a random walk, as far as the rows allow them; the
      narrow interval of independent deviations stands beside.

      Claims are written 10x/year, doubles/2years, halves/3.5mo. A claim is consistent when the rate is shown to be within
      --margin of it, faster or slower when a test rejects it, and not decided otherwise. 10x/year is read in the direction
      in which the quantity moves.

      EXAMPLES
        scaling trend @transistors
        scaling trend @transistors --claim doubles/2years --until 1e9 --on 2030-01-01
        scaling trend @ai-revenue --where 'company == "OpenAI"' --value annualized_revenue_usd
        scaling trend @ai-revenue --by company --claim 3x/year
        scaling trend modules.csv --value usd_per_watt --cumulative megawatts --horizon 5 --json
      """.reflowed)

  @OptionGroup var source: DataOptions

  @OptionGroup var series: SeriesOptions

  @Option(
    help: ArgumentHelp(
      "What is followed: a column or a formula of columns; the only other column of numbers unless given.",
      valueName: "formula"), completion: .columns)
  var value: String?

  @Option(
    help: ArgumentHelp(
      "Cumulative quantity, for Wright's law: a column or a formula of columns.", valueName: "formula"),
    completion: .columns)
  var cumulative: String?

  @Option(
    help: ArgumentHelp(
      "A series for each value of this column, each with its rate; several columns tell series apart together. Repeatable.",
      valueName: "column"), completion: .columns)
  var by: [String] = []

  @OptionGroup var claims: ClaimOptions

  @Option(
    name: .customLong("until"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp("When does it have this value? Repeatable.", valueName: "value"))
  var until: [String] = []

  @Option(name: .customLong("on"), help: ArgumentHelp("Which value on this date? Repeatable.", valueName: "date"))
  var on: [String] = []

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Years ahead of the third back-test; half of the dates known unless given.", valueName: "years"),
    transform: NumberFlag.value)
  var horizon: Double?

  @Option(parsing: .unconditional, help: ArgumentHelp("Coverage of the intervals.", valueName: "level"))
  var level = 0.95

  @Option(help: ArgumentHelp("Seed of the series that are simulated to test for a break.", valueName: "number"))
  var seed: UInt64 = 0

  @OptionGroup var figures: FigureOptions

  @OptionGroup var output: OutputOptions

  func answer(from inputs: Inputs) throws -> Answer {
    var questions = TrendAnalysis.Questions()
    questions.claims = try claims.rates()
    questions.margin = try claims.tolerance.value()
    (questions.level, questions.horizon, questions.seed) = (level, horizon, seed)
    questions.projections = try projections()
    let table = try source.table(needed: nil, from: inputs)
    let columns = try TimeSeriesColumns(
      in: table, date: series.date, value: try Expression.parsed(value, flag: "--value", of: table),
      cumulative: try Expression.parsed(cumulative, flag: "--cumulative", of: table))
    if !by.isEmpty { return try answerByGroup(table, columns, questions) }
    let analysis = try TrendAnalysis(try TimeSeries(table, columns: columns, sorts: series.sort), questions: questions)
    return Answer(
      page: analysis.page, record: TrendRecord(analysis).json, warnings: analysis.warnings,
      isTrusted: analysis.hasResult, next: next, theme: figures.theme
    ) { TrendFigure(analysis).figure }
  }

  private func answerByGroup(
    _ table: Table, _ columns: TimeSeriesColumns, _ questions: TrendAnalysis.Questions
  ) throws -> Answer {
    guard until.isEmpty, on.isEmpty, horizon == nil, cumulative == nil else {
      throw Problem.usage(
        "--by gives the rate of each series; --until, --on, --horizon and --cumulative belong to one series")
    }
    if output.outputs.contains(where: { AnswerFile(path: $0)?.isFigure ?? false }) {
      throw Problem.usage("trend --by has no figure; --where picks one series")
    }
    let groups = try TrendGroups(table, by: by, columns: columns, questions: questions)
    return Answer(
      page: groups.page(of: table), record: TrendGroupsRecord(groups, of: table, columns: columns).json, warnings: [],
      isTrusted: groups.hasResult, next: next)
  }

  /// What one may want to do next.
  private var next: [[String]] {
    claims.claim.isEmpty
      ? [["--claim", "2x/2years"]]
      : [["--json"]]
  }

  private func projections() throws -> [TrendProjection.Question] {
    let values = try until.map { text in
      guard let value = SearchOptions.signed(text) else {
        throw Problem.usage("--until \(text): not a number", hint: "for example --until 1e6")
      }
      return TrendProjection.Question.until(value)
    }
    let dates = try on.map { text in
      guard let year = CalendarDate(text)?.decimalYear ?? NumberLiteral.parse(text), year.isFinite else {
        throw Problem.usage("--on \(text): not a date", hint: "for example --on 2030-01-01, or 2030.5")
      }
      return TrendProjection.Question.on(year)
    }
    return values + dates
  }
}
