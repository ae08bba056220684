import ArgumentParser
import Reporting
import ScalingLaws

struct ValueVerb: Answering {
  static let configuration = CommandConfiguration(
    commandName: "value",
    abstract: "How value grows with capability: faster than exponentially, or not.",
    discussion: """
      The logarithm of value against capability: an exponential, a quadratic in the exponent, a double exponential, a
      hyperbola and a power, side by side by AICc and by what they would have foretold; the curvature with its interval; and
      how much of it may be time. The verdict is super-exponential or sub-exponential where the interval of the curvature
      excludes zero, exponential where the slopes at both ends of the range are shown to be within --margin of one another,
      and not decided otherwise. Rows are a sequence in time: intervals allow for autocorrelation.

      A scale of capability is a choice: another index of the same models may curve the other way.

      EXAMPLES
        scaling value @ai-revenue --by company
        scaling value @ai-revenue --by company --capability frontier_eci --margin 2x
        scaling value firms.csv --value revenue --capability "log10(flops)" --date quarter --json
      """.reflowed)

  @OptionGroup var source: DataOptions

  @Option(
    help: ArgumentHelp(
      "The value: a column or a formula of columns; the one whose name says value or revenue unless given.",
      valueName: "formula"), completion: .columns)
  var value: String?

  @Option(
    help: ArgumentHelp(
      "Capability: a column or a formula of columns; the first whose name says capability, eci, score or index unless given.",
      valueName: "formula"), completion: .columns)
  var capability: String?

  @OptionGroup var series: SeriesOptions

  @Option(
    help: ArgumentHelp("Answer for each group of this column on its own.", valueName: "column"), completion: .columns)
  var by: String?

  @OptionGroup var tolerance: MarginOptions

  @Option(parsing: .unconditional, help: ArgumentHelp("Coverage of the intervals.", valueName: "level"))
  var level = 0.95

  @OptionGroup var figures: FigureOptions

  @OptionGroup var output: OutputOptions

  func answer(from inputs: Inputs) throws -> Answer {
    let table = try source.table(needed: nil, from: inputs)
    let columns = try ValueColumns(
      in: table, date: series.date, value: try Expression.parsed(value, flag: "--value", of: table),
      capability: try Expression.parsed(capability, flag: "--capability", of: table))
    let analysis = try ValueAnalysis(
      table, columns: columns, by: by, level: level, margin: try tolerance.value(), sorts: series.sort)
    return Answer(
      page: analysis.page, record: ValueRecord(analysis).json, warnings: analysis.warnings,
      isTrusted: analysis.hasResult, theme: figures.theme
    ) { ValueFigure(analysis).figure }
  }
}
