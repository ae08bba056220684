import ArgumentParser
import Reporting
import ScalingLaws

struct HorizonVerb: Answering {
  static let configuration = CommandConfiguration(
    commandName: "horizon",
    abstract: "How long tasks are that models complete half of the time, and how fast that grows.",
    discussion: """
      Success on tasks against the time that people need for them: for each model a logistic regression of success on log2 of human minutes, weighted, without regularisation, and the length at which it succeeds half of the time (--at). Then the trend of these horizons over dates of release, with the uncertainty of both steps: families of tasks, tasks and runs are drawn anew in that order, and models scatter about the trend. Shapes of the trend stand side by side, with whether the data tell them apart.

      A table has a row for each model and task, with human minutes, successes and runs, or a row for each run with success 0 or 1; a column release_date, or --dates, says when models were released. A table that has horizons already, such as @time-horizons, gives the trend alone.

      EXAMPLES
        scaling horizon @horizon-runs
        scaling horizon @horizon-runs --at 80% -o horizons.csv
        scaling horizon @time-horizons --where 'version == "v1.0" and is_sota == "yes"'
        scaling horizon runs.csv --minutes human_time --dates dates.csv -o horizons.svg
      """.reflowed)

  @OptionGroup var source: DataOptions

  @Option(
    help: ArgumentHelp("Column with the model; the one whose name says model unless given.", valueName: "column"),
    completion: .columns)
  var model: String?

  @Option(
    help: ArgumentHelp("Column with the task; the one whose name says task unless given.", valueName: "column"),
    completion: .columns)
  var task: String?

  @Option(
    help: ArgumentHelp(
      "Column with the family of the task, whose tasks resemble one another; the one whose name says family unless given.",
      valueName: "column"), completion: .columns)
  var family: String?

  @Option(
    help: ArgumentHelp(
      "Column with the minutes that people need; the one whose name says minutes unless given.", valueName: "column"),
    completion: .columns)
  var minutes: String?

  @Option(
    help: ArgumentHelp("Column with the number of successful runs; successes unless given.", valueName: "column"),
    completion: .columns)
  var successes: String?

  @Option(
    help: ArgumentHelp("Column with the number of runs; runs unless given.", valueName: "column"), completion: .columns)
  var runs: String?

  @Option(
    help: ArgumentHelp(
      "Column with 1 for success and 0 for failure, where each row is a run; success or score unless given.",
      valueName: "column"), completion: .columns)
  var success: String?

  @Option(
    help: ArgumentHelp(
      "Column with the weight of one run; weight_per_run or weight unless given, and equal weights without one.",
      valueName: "column"), completion: .columns)
  var weight: String?

  @Option(
    help: ArgumentHelp(
      "Column with horizons in minutes, where the table has them; p50_minutes unless given. Columns with low and high in their names give a 95 % interval.",
      valueName: "column"), completion: .columns)
  var horizon: String?

  @Option(
    help: ArgumentHelp(
      "Column with the date of release; the one whose name says date or release unless given.", valueName: "column"),
    completion: .columns)
  var date: String?

  @Option(
    help: ArgumentHelp(
      "A table with a column of models and one of dates, which count before those of the table.", valueName: "file"),
    completion: .table)
  var dates: String?

  @Option(
    help: ArgumentHelp(
      "Chance of success of the horizon, e.g. 0.5 or 80%; the trend is of the first. 50% and 80% unless given. Repeatable.",
      valueName: "chance"))
  var at: [String] = []

  @Flag(help: "Take horizons into the trend that lie outside the lengths of the tasks.")
  var extrapolated = false

  @Option(help: ArgumentHelp("Resamples of families, tasks and runs.", valueName: "count"))
  var replicates = 1000

  @Option(help: ArgumentHelp("Seed of the resamples.", valueName: "number"))
  var seed: UInt64 = 0

  @OptionGroup var refits: RefitOptions

  @OptionGroup var figures: FigureOptions

  @OptionGroup(title: "Output") var output: OutputOptions

  func validate() throws {
    if replicates < 0 || (1..<100).contains(replicates) {
      throw ValidationError("--replicates is 100 or more, or 0 for no intervals.")
    }
  }

  func answer(from inputs: Inputs) throws -> Answer {
    var questions = HorizonAnalysis.Questions()
    if !at.isEmpty { questions.chances = try at.map(chance) }
    (questions.level, questions.threads) = (refits.level, refits.threads)
    (questions.replicates, questions.seed, questions.takesExtrapolated) = (replicates, seed, extrapolated)
    questions.progress = inputs.progress("resamples")
    let table = try source.table(needed: nil, from: inputs)
    if let dates {
      questions.dates = try ReleaseDates.read(try source.another(dates).table(needed: nil, from: inputs))
    }
    try refits.memory.limit.check("resamples", count: replicates, bytesEach: Double(16 * table.rowCount))
    let columns = try HorizonColumns(in: table, given: given)
    let asked = questions
    let analysis = try inputs.cancelling { try HorizonAnalysis(table, columns: columns, questions: asked) }
    return Answer(
      page: analysis.page, record: HorizonRecord(analysis).json, warnings: analysis.warnings,
      isTrusted: analysis.hasResult, next: next(analysis), table: TableExport(analysis.table).text(.csv),
      theme: figures.theme
    ) { HorizonFigure(analysis).figure }
  }

  private var given: HorizonColumns.Given {
    var given = HorizonColumns.Given()
    (given.model, given.date, given.task, given.family) = (model, date, task, family)
    (given.minutes, given.successes, given.runs, given.success) = (minutes, successes, runs, success)
    (given.weight, given.horizon) = (weight, horizon)
    return given
  }

  /// What one may want to do next.
  private func next(_ analysis: HorizonAnalysis) -> [[String]] {
    analysis.trend == nil && analysis.models.allSatisfy { $0.date == nil }
      ? [["--dates", "dates.csv"]] : [["-o", "horizons.svg"]]
  }

  private func chance(_ text: String) throws -> Double {
    let isPercent = text.hasSuffix("%")
    let digits = String((isPercent ? text.dropLast() : text[...]).filter { $0 != " " })
    guard let value = NumberLiteral.parse(digits), (0..<(isPercent ? 100 : 1)).contains(value), value > 0 else {
      throw Problem.usage(
        "--at \(text): no chance of success between 0 and 1", hint: "for example --at 0.5 or --at 80%")
    }
    return isPercent ? value / 100 : value
  }
}
