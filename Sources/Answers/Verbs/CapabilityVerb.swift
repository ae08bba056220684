import ArgumentParser
import Reporting
import ScalingLaws

struct CapabilityVerb: Answering {
  static let configuration = CommandConfiguration(
    commandName: "capability",
    abstract: "Whether a score is linear in the log of resources, and over what range.",
    discussion: """
      Scores against log10 of compute, parameters, tokens or samples, one or several at once: what a factor of ten goes with, whether the line bends, over how many factors of ten it is straight, how it stands beside a logistic curve, one with floor and ceiling, and others, what stays with the release date held or within each family, and what the rows can tell apart at all.

      The verdict is log-linear where the slopes at both ends of the range are shown to be within --margin of one another, steepens or flattens where the interval of the curvature excludes zero, and not decided otherwise.

      EXAMPLES
        scaling capability @open-base-models
        scaling capability @open-base-models --score mmlu --resource "6*params*tokens" --where "mmlu > 0.28"
        scaling capability @codex-pass-at-k --group params
        scaling capability scores.csv --score accuracy --resource flops --resource tokens_per_answer --date released --json
      """.reflowed)

  @OptionGroup var source: DataOptions

  @Option(
    help: ArgumentHelp(
      "A score: a column or a formula of columns; every column of numbers that is nothing else unless given. Repeatable.",
      valueName: "formula"), completion: .columns)
  var score: [String] = []

  @Option(
    help: ArgumentHelp(
      "A resource, of which the logarithm is taken: a column or a formula of columns; flops, or else params and tokens, and samples unless given. Repeatable.",
      valueName: "formula"), completion: .columns)
  var resource: [String] = []

  @Option(
    help: ArgumentHelp(
      "Column with the release date; the one whose name says date, year, month, day or time unless given.",
      valueName: "column"), completion: .columns)
  var date: String?

  @Option(
    help: ArgumentHelp(
      "Column whose values name rows that depend on one another; the one called family, run, developer or vendor unless given.",
      valueName: "column"), completion: .columns)
  var group: String?

  @OptionGroup var tolerance: MarginOptions

  @Option(parsing: .unconditional, help: ArgumentHelp("Coverage of the intervals.", valueName: "level"))
  var level = 0.95

  @Option(help: ArgumentHelp("Seed of the tables that are simulated to test for a break.", valueName: "number"))
  var seed: UInt64 = 0

  @OptionGroup var output: OutputOptions

  func validate() throws { try output.refuseFigures("capability") }

  func answer(from inputs: Inputs) throws -> Answer {
    let table = try source.table(needed: nil, from: inputs)
    let columns = try CapabilityColumns(
      in: table, scores: try score.compactMap { try Expression.parsed($0, flag: "--score", of: table) },
      resources: try resource.compactMap { try Expression.parsed($0, flag: "--resource", of: table) }, date: date,
      group: group)
    let analysis = try CapabilityAnalysis(
      table, columns: columns, level: level, margin: try tolerance.value(), seed: seed)
    return Answer(
      page: analysis.page, record: CapabilityRecord(analysis).json, warnings: analysis.warnings,
      isTrusted: analysis.hasResult)
  }
}
