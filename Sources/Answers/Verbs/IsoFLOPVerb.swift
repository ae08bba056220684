import ArgumentParser
import Reporting
import ScalingLaws

struct IsoFLOPVerb: Answering {
  static let configuration = CommandConfiguration(
    commandName: "isoflop",
    abstract: "Compute-optimal sizes by isoFLOP curves or the envelope of training curves, with their bias.",
    discussion: """
      Approach 2 of Hoffmann et al. 2022: at each compute budget a parabola of the loss in log N; a power law through the minima.
      A parabola is biased where the loss is not symmetric about its minimum: the bias on the surface fitted to the same rows, at the
      same sizes and budgets, is printed beside each estimate, with the corrected value. Approach 1 takes training curves:
      at each compute value the best run.

      The columns are N (parameters), loss, and C (training FLOP) or D (tokens), tied by C = 6 N D.

      EXAMPLES
        scaling isoflop runs.csv -c N=params -c C=flops --target 1e24
        scaling isoflop runs.csv -c N=params -c C=flops --budgets 1e19,3e19,1e20 --norm huber:0.001
        scaling isoflop @isoflop-porian --where 'dataset == "rw" and step == "5 tuned"' -c N=params -c C=flops
        scaling isoflop curves.csv -c N=params -c D=tokens --approach 1 --run name --target 1e24
      """.reflowed)

  @OptionGroup var source: DataOptions

  @Option(
    name: [.customShort("c"), .customLong("column")],
    help: ArgumentHelp("Which column a symbol stands for, e.g. N=params. Repeatable.", valueName: "symbol=column"))
  var columns: [String] = []

  @Flag(help: "Leave rows with a missing value out.")
  var dropMissing = false

  @Option(
    help: ArgumentHelp("2 for isoFLOP curves, 1 for the envelope of training curves.", valueName: "number"),
    completion: .list(["1", "2"]))
  var approach = 2

  @Option(
    name: .customLong("run"),
    help: ArgumentHelp("With --approach 1: the column that names the run of each checkpoint.", valueName: "column"),
    completion: .columns)
  var runColumn: String?

  @Option(
    help: ArgumentHelp(
      "Rows that share a value of this column share a budget; by leaps of log10 C above 0.05 unless given.",
      valueName: "column"), completion: .columns)
  var groups: String?

  @Option(help: ArgumentHelp("Budgets in FLOP; a row belongs to the nearest.", valueName: "flop,…"))
  var budgets: String?

  @Option(
    help: ArgumentHelp("With --budgets: how many decades a row may lie from its budget.", valueName: "decades"),
    transform: NumberFlag.value)
  var reach = 0.1

  @Option(help: ArgumentHelp("2 for parabolas, 3 for cubics.", valueName: "degree"), completion: .list(["2", "3"]))
  var degree = 2

  @Option(help: ArgumentHelp("Compute at which N* and D* are asked for. Repeatable.", valueName: "flop"))
  var target: [String] = []

  @Option(
    help: ArgumentHelp(
      "Intervals of approach 2: rows draws residuals within budgets, budgets draws whole budgets; budgets unless given where "
        + "the minima scatter more than the noise of the runs explains, else rows.", valueName: "what"))
  var resample: IsoFLOPOptions.Resampling?

  @Option(
    help: ArgumentHelp(
      "Which runs of a budget its curve goes through: near, those nearest to the best that a parabola suits; or all.",
      valueName: "which"))
  var window = Window.near

  enum Window: String, ExpressibleByArgument, CaseIterable { case near, all }

  @Option(
    help: ArgumentHelp("How residuals of the surface count; see scaling fit --help.", valueName: "norm"),
    completion: .norms)
  var norm = "squared"

  @Option(parsing: .unconditional, help: ArgumentHelp("Coverage of the intervals.", valueName: "level"))
  var level = 0.95

  @Option(help: ArgumentHelp("Resamples.", valueName: "count"))
  var replicates = 1000

  @Option(help: ArgumentHelp("Seed of the resamples.", valueName: "number"))
  var seed: UInt64 = 0

  @OptionGroup var memory: MemoryOptions

  @OptionGroup var plausibility: PlausibilityOptions

  @OptionGroup var figures: FigureOptions

  @OptionGroup(title: "Output") var output: OutputOptions

  func validate() throws {
    if ![1, 2].contains(approach) { throw ValidationError("--approach is 1 or 2.") }
    if ![2, 3].contains(degree) { throw ValidationError("--degree is 2 or 3.") }
    if approach == 1, runColumn == nil {
      throw ValidationError("--approach 1 needs --run, the column that names the runs.")
    }
    if approach == 1 { try output.refuseFigures("isoflop --approach 1") }
    if approach == 2, runColumn != nil { throw ValidationError("--run goes with --approach 1.") }
    if approach == 1,
      groups != nil || budgets != nil || degree != 2 || resample != nil || window != .near || norm != "squared"
    {
      throw ValidationError("--groups, --budgets, --degree, --window, --resample and --norm go with --approach 2.")
    }
    if groups != nil, budgets != nil { throw ValidationError("give either --groups or --budgets.") }
    if !(reach > 0) { throw ValidationError("--reach is above zero.") }
  }

  func answer(from inputs: Inputs) throws -> Answer {
    let mapping = try LawOptions.mapping(columns)
    var options = IsoFLOPOptions(
      degree: degree, isWindowed: window == .near, targets: try flops(target, "--target"), resampling: resample,
      replicates: replicates, seed: seed,
      level: level)
    options.memory = memory.limit
    if let groups { options.grouping = .column(groups) }
    if let budgets {
      options.grouping = .nominal(
        try flops(budgets.split(separator: ",").map(String.init), "--budgets"), decades: reach)
    }
    options.surface.norm = try Norm(norm)
    // Of the law it takes the symbols: a loss, parameters, tokens.
    let bound = try BoundTable(
      [.chinchilla], in: try source.table(needed: nil, from: inputs), given: mapping, telling: inputs)
    try plausibility.check(.chinchilla, bound.table, mapping: bound.mapping)
    let runs = try IsoFLOPRuns(bound.table, columns: bound.mapping, dropsMissing: dropMissing)
    if let runColumn {
      let fit = try EnvelopeFit(runs, run: runColumn, options: options)
      return Answer(
        page: fit.page, record: IsoFLOPRecord(fit).json, warnings: fit.warnings, isTrusted: true)
    }
    let fit = try IsoFLOPFit(runs, options: options)
    return Answer(
      page: fit.page, record: IsoFLOPRecord(fit).json, warnings: fit.warnings, isTrusted: true,
      theme: figures.theme
    ) { IsoFLOPFigure(fit).figure }
  }

  private func flops(_ texts: [String], _ flag: String) throws -> [Double] {
    try texts.map { text in
      guard let value = SearchOptions.signed(text), value > 0, value.isFinite else {
        throw Problem.usage("\(flag) \(text): not a number of FLOP", hint: "for example \(flag) 1e24")
      }
      return value
    }
  }
}

extension IsoFLOPOptions.Resampling: ExpressibleByArgument {}
