import ArgumentParser
import Reporting
import ScalingLaws

struct CheckVerb: Answering {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Reasons not to trust a table, or a law fitted to it.",
    discussion: """
      Without a law, the table alone: predictors that never vary or follow from one another, too few scales, rows that
      repeat, checkpoints of one run, values that cannot be, units that look wrong, prices off their neighbours. With a
      law, also the fit: rows that decide the answer, alone or together, patterns in the residuals, other norms, the ends
      of the data, the floor, combinations that the data do not determine, and how far away --at asks.

      Findings come worst first, each with its numbers and a remedy, then what was looked at and stood. The exit status is
      0 whatever is found, unless --strict is given.

      EXAMPLES
        scaling check @ai-prices
        scaling check runs.csv --law chinchilla -c N=params -c D=tokens
        scaling check runs.csv --law chinchilla --norm huber:0.001 --at N=70B,D=1.4T
        scaling check @open-base-models --formula "mmlu = b0 + b1*log10(params)" --cluster family
      """.reflowed)

  @OptionGroup var source: DataOptions

  @OptionGroup var chosen: LawOptions

  @Option(
    help: ArgumentHelp("Give each group of this column its own constant; the rest is shared.", valueName: "column"),
    completion: .columns)
  var effect: String?

  @Option(
    help: ArgumentHelp(
      "A point at which the law will be asked, e.g. N=70B,D=1.4T: how far it lies from the data, and which rows decide there. "
        + "Repeatable.", valueName: "point"))
  var at: [String] = []

  @OptionGroup(title: "Intervals") var intervals: IntervalOptions

  @OptionGroup(title: "Search") var search: SearchOptions

  @OptionGroup(title: "Output") var output: OutputOptions

  static let written: Set = ["draws"]

  var writes: [(flag: String, path: String)] { intervals.writes }

  func validate() throws { try output.refuseFigures("check") }

  func answer(from inputs: Inputs) throws -> Answer {
    let law = chosen.name == nil && chosen.formula == nil ? nil : try chosen.law()
    if law == nil, let flag = unusedFlag { throw Problem.usage("\(flag) needs --law or --formula") }
    var options = try fitOptions(chosen, search, intervals)
    options.effect = effect
    let table = try source.table(needed: nil, from: inputs)
    let bound = try BoundTable(law.map { [$0] } ?? [], in: table, given: try chosen.mapping(), telling: inputs)
    let check = try Check(
      bound.table, law: law, columns: bound.mapping, options: options,
      targets: try at.map { try Point.parsed($0, flag: "--at") })
    let next = nextCommand(check, law)
    return Answer(
      page: check.page, record: CheckRecord(check).json, warnings: check.findings, isTrusted: true,
      commands: next.map { [$0] } ?? [], printsWarnings: false,
      files: try check.fit.map { try intervals.drawsFile(of: $0) } ?? [])
  }

  /// The fit of the law that suits these columns, complete.
  private func nextCommand(_ check: Check, _ law: Law?) -> String? {
    if law != nil { return check.fit == nil ? nil : CommandLineText.line(["fit"] + source.words + chosen.words) }
    guard let proposed = check.table.proposed, let id = proposed.law.id else { return nil }
    let mappings = proposed.mappings.flatMap { ["-c", $0] }
    let scale = proposed.scale.map { ["--scale", $0.rawValue] } ?? []
    return CommandLineText.line(["fit"] + source.words + ["--law", id] + mappings + scale)
  }

  /// A flag that only a fit could use.
  private var unusedFlag: String? {
    let given: [(String, Bool)] = [
      ("-c", !chosen.columns.isEmpty), ("--at", !at.isEmpty), ("--scale", chosen.scale != nil),
      ("--weights", chosen.weights != nil), ("--quantity", !chosen.quantities.isEmpty),
      ("--effect", effect != nil), ("--interval", intervals.interval != nil), ("--draws", intervals.draws != nil),
      ("--norm", !search.norm.isEmpty), ("--fix", !search.fixed.isEmpty), ("--bounds", !search.bounds.isEmpty),
      ("--start", !search.start.isEmpty), ("--drop-missing", chosen.dropMissing),
    ]
    return given.first { $0.1 }?.0
  }
}
