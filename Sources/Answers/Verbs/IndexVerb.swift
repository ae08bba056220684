import ArgumentParser
import Reporting
import ScalingLaws

struct IndexVerb: Answering {
  static let configuration = CommandConfiguration(
    commandName: "index",
    abstract: "One scale of capability from scores on many benchmarks.",
    discussion: """
      From a table of models, benchmarks and scores, with a row for each score or a column for each benchmark, and gaps: a capability for each model with its interval, and a difficulty and slope for each benchmark, so that score = 1/(1 + exp(-slope*(capability - difficulty))). Which benchmarks do not fit, and without which one the index moves most, stand beside it.

      Two --anchor give the scale its place and unit; otherwise the models have mean 0 and standard deviation 1. Models and benchmarks without a score in common with the others are refused by name.

      EXAMPLES
        scaling index @benchmark-scores --anchor "Claude 3.5 Sonnet=130" --anchor "GPT-5=150"
        scaling index scores.csv --tidy models.csv
        scaling index leaderboard.csv --score mmlu --score gpqa --score aime --chance 0.25 -o index.svg
        scaling index scores.csv --ridge 0.1 --slope-anchor Winogrande --draws draws.csv --json
      """.reflowed)

  @OptionGroup var source: DataOptions

  @Option(
    help: ArgumentHelp("Column of models; the one whose name says model or name unless given.", valueName: "column"),
    completion: .columns)
  var model: String?

  @Option(
    help: ArgumentHelp(
      "Column of benchmarks, of a table with a row for each score; the one whose name says benchmark or task unless given.",
      valueName: "column"), completion: .columns)
  var benchmark: String?

  @Option(
    help: ArgumentHelp(
      "Column of scores, shares of one or per cent; in a table with a column for each benchmark, one of these (all columns of numbers that are nothing else unless given). Repeatable.",
      valueName: "column"), completion: .columns)
  var score: [String] = []

  @Option(
    help: ArgumentHelp(
      "Share correct by chance, a column, a formula of columns or a number: scores become (score - chance)/(1 - chance). They count as adjusted unless given.",
      valueName: "formula"), completion: .columns)
  var chance: String?

  @Option(
    help: ArgumentHelp(
      "A model and the value of its index, e.g. \"GPT-5=150\". Twice, or not at all.", valueName: "model=value"))
  var anchor: [String] = []

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Weight of the penalty: this times the mean square of all capabilities, difficulties and slopes is added to the sum of squares.",
      valueName: "weight"), transform: NumberFlag.value)
  var ridge = IndexOptions().ridge

  @Option(
    help: ArgumentHelp(
      "A benchmark whose slope is 1 while the penalty is taken; it chooses its own scale unless given.",
      valueName: "benchmark"))
  var slopeAnchor: String?

  @Option(parsing: .unconditional, help: ArgumentHelp("Coverage of the intervals.", valueName: "level"))
  var level = 0.95

  @Option(help: ArgumentHelp("Seed of the starts of the search, and of draws.", valueName: "number"))
  var seed: UInt64 = 0

  @Option(help: ArgumentHelp("Threads that compute; the numbers do not depend on it.", valueName: "count"))
  var threads = Threads.available

  @Option(
    help: ArgumentHelp(
      "Write a row for each model with index and interval to a .csv, .tsv, .json, .md or .tex file, to be joined to other tables; - prints CSV in place of the text.",
      valueName: "file"), completion: .file())
  var tidy: String?

  @Option(
    help: ArgumentHelp(
      "Write draws of the index to a .csv file, a column for each model, so that its uncertainty can go on.",
      valueName: "file"), completion: .file(extensions: ["csv"]))
  var draws: String?

  @Option(parsing: .unconditional, help: ArgumentHelp("Rows of --draws.", valueName: "count"))
  var replicates = 1000

  @OptionGroup var memory: MemoryOptions

  @OptionGroup var figures: FigureOptions

  @OptionGroup var output: OutputOptions

  static let written: Set = ["tidy", "draws"]

  var writes: [(flag: String, path: String)] {
    [("--tidy", tidy), ("--draws", draws)].compactMap { flag, path in path.map { (flag, $0) } }
  }

  func validate() throws {
    if let tidy, tidy != "-", TableOutputOptions.format(of: tidy) == nil {
      throw ValidationError("--tidy \(tidy): only .csv, .tsv, .json, .md and .tex can be written, and - for CSV")
    }
    if threads < 1 { throw ValidationError("--threads is 1 or more.") }
  }

  func answer(from inputs: Inputs) throws -> Answer {
    if output.json, tidy == "-" {
      throw Problem.usage("--json and a table both to standard output", hint: "give the table a file")
    }
    var options = IndexOptions()
    options.scale = try IndexScale(try anchor.map(Self.anchor))
    (options.ridge, options.slopeAnchor, options.level) = (ridge, slopeAnchor, level)
    (options.seed, options.threads, options.memory) = (seed, threads, memory.limit)
    let table = try source.table(needed: nil, from: inputs)
    let columns = try IndexColumns(
      in: table, model: model, benchmark: benchmark, scores: score,
      chance: try Expression.parsed(chance, flag: "--chance", of: table))
    let index = try CapabilityIndex(try IndexScores(table, columns: columns), options: options)
    let rows = try tidy.map { path in
      (path, TableExport(try index.tidy()).text(TableOutputOptions.format(of: path) ?? .csv))
    }
    var files = rows.map { $0.0 == "-" ? [] : [(path: $0.0, content: $0.1)] } ?? []
    if let draws { files.append((draws, TableExport(try index.draws(replicates)).text(.csv))) }
    return Answer(
      page: index.page, record: IndexRecord(index).json, warnings: index.warnings, isTrusted: index.hasResult,
      next: tidy == nil ? [["--tidy", "models.csv"]] : [], theme: figures.theme,
      printed: rows.flatMap { $0.0 == "-" ? $0.1 : nil }, files: files
    ) { IndexFigure(index).figure }
  }

  /// `GPT-5=150`; a name may hold an equals sign.
  private static func anchor(_ text: String) throws -> IndexScale.Anchor {
    guard let equals = text.lastIndex(of: "="), equals != text.startIndex,
      let value = SearchOptions.signed(String(text[text.index(after: equals)...])), value.isFinite
    else {
      throw Problem.usage("--anchor \(text): not a model and a value", hint: "for example --anchor \"GPT-5=150\"")
    }
    return IndexScale.Anchor(model: String(text[..<equals]).trimmed, value: value)
  }
}
