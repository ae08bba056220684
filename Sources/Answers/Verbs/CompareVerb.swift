import ArgumentParser
import Reporting
import ScalingLaws

struct CompareVerb: Answering {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Several laws on one table: which foretells best, by how much, and their average.",
    discussion: """
      Every law is judged on the same rows, three ways: AICc and BIC (fit, for the coefficients it takes), cross-validation (rows like
      those it has seen; one row, or one cluster, left out at a time), and back-tests (fitted to the runs below a cut, judged on the
      larger ones). Differences from the best law come with their standard error, paired row by row.

      --law, --formula, --norm and --subset repeat, and are combined. --cut says which runs are large: a formula of columns;
      6*N*D where all laws have N and D, unless given. --at-cut says where to cut; up to three places from the data, unless given.

      --at predicts with each law and with their average: a mixture weighted by what the laws are ranked by (Akaike
      weights; stacking of the log scores of cross-validation or back-tests), whose band holds the choice of law.

      --paired fits the laws to the same resamples, and says what a quantity or a prediction differs by.

      EXAMPLES
        scaling compare runs.csv --law chinchilla --law coupled -c N=params -c D=tokens
        scaling compare runs.csv --law chinchilla --law coupled --at-cut 1e20 --at-cut 1e21 --at N=70B,D=1.4T
        scaling compare runs.csv --law chinchilla --norm squared --norm huber:0.001 --subset "large: N > 1e8"
        scaling compare evals.csv --formula "line: y = a + b*x" --formula "bend: y = a + b*x + c*x^2" --cut x
        scaling compare runs.csv --law chinchilla --law coupled --paired --quantity "a = beta/(alpha + beta)"
      """.reflowed)

  @OptionGroup var source: DataOptions

  @OptionGroup(title: "Laws") var laws: ComparedLawOptions

  @OptionGroup var plausibility: PlausibilityOptions

  @OptionGroup(title: "Judgement") var judgement: JudgementOptions

  @Option(
    name: .customLong("at"),
    help: ArgumentHelp(
      "Predict at a point with each law and with their average, e.g. N=70B,D=1.4T. Repeatable.", valueName: "point"))
  var points: [String] = []

  @Flag(help: "What two fits differ by, from refits to the same resamples.")
  var paired = false

  @Option(
    name: .customLong("quantity"),
    help: ArgumentHelp(
      "With --paired: a function of the coefficients; \"LAW: name = formula\" for one law. Repeatable.",
      valueName: "name = formula"))
  var quantities: [String] = []

  @OptionGroup(title: "Intervals") var intervals: ComparedIntervalOptions

  @OptionGroup(title: "Search") var search: SearchOptions

  @OptionGroup var figures: FigureOptions

  @OptionGroup(title: "Output") var output: OutputOptions

  func validate() throws {
    if paired { try output.refuseFigures("compare --paired") }
  }

  func answer(from inputs: Inputs) throws -> Answer {
    var base = FitOptions()
    try intervals.apply(to: &base)
    let candidates = try laws.candidates(search, base)
    if paired {
      try candidates.map(\.law).refuseTexts(points: points, verb: "compare --paired")
      return try paired(candidates, points.map { try Point.parsed($0, flag: "--at") }, from: inputs)
    }
    // What is not written as a point is refused before anything is fitted.
    let compared = candidates.flatMap { $0.law.formula.textComparisons.map(\.column) }
    let points = try points.map { try Point.parsed($0, flag: "--at", texts: compared) }
    if let first = quantities.first {
      throw Problem.usage("--quantity \(first) goes with --paired", hint: "add --paired, or leave it out")
    }
    var options = try judgement.options()
    options.progress = inputs.progress("fits")
    let bound = try boundTable(candidates, besides: options.cut?.columnNames ?? [], from: inputs)
    options.cut = options.cut?.substituting(bound.mapping.mapValues(Expression.symbol))
    let comparison = try Comparison(
      candidates.map { $0.taking(bound.mapping) }, on: bound.table, options: options)
    let predictions = try points.map { point in
      (point.numbers, try comparison.predict(point.numbers, texts: point.texts))
    }
    let results = ComparisonResults(comparison: comparison, predictions: predictions)
    return Answer(
      page: results.page, record: ComparisonRecord(results).json, warnings: results.warnings,
      isTrusted: comparison.isTrusted, theme: figures.theme
    ) { try BacktestFigure(comparison).figure() }
  }

  /// The table with the columns of all laws.
  private func boundTable(
    _ candidates: [Candidate], besides names: [String] = [], from inputs: Inputs
  ) throws -> BoundTable {
    let mapping = try LawOptions.mapping(laws.columns)
    let isPlain = candidates.allSatisfy { $0.law.coefficients == nil } && mapping.values.allSatisfy(Names.isPlain)
    let needed = Set(candidates.flatMap(\.columnNames) + names.map { mapping[$0] ?? $0 })
    let bound = try BoundTable(
      candidates.map(\.law), in: try source.table(needed: isPlain ? needed : nil, from: inputs), given: mapping,
      telling: inputs)
    for candidate in candidates { try plausibility.check(candidate.law, bound.table, mapping: bound.mapping) }
    return bound
  }

  private func paired(
    _ candidates: [Candidate], _ points: [[String: Double]], from inputs: Inputs
  ) throws -> Answer {
    if judgement.isGiven {
      throw Problem.usage("--paired compares estimates; --cut, --folds and --rank-by judge predictions")
    }
    if intervals.interval != nil {
      throw Problem.usage("--paired takes bootstrap intervals", hint: "leave --interval out")
    }
    let questions = try quantities.map { text in
      let (law, rest) = ComparedLawOptions.named(text)
      if let law, !candidates.contains(where: { $0.name == law }) {
        throw Problem.usage(
          "--quantity \(text): no law is called \"\(law)\"",
          hint: Suggestion.sentence(for: law, among: candidates.map(\.name)))
      }
      do throws(FormulaError) { return PairedComparison.Question(try Quantity(rest), of: law) } catch {
        throw Problem(error, in: "--quantity")
      }
    }
    let bound = try boundTable(candidates, from: inputs)
    let comparison = try PairedComparison(
      candidates.map { $0.taking(bound.mapping) }, on: bound.table, questions: questions, points: points,
      progress: inputs.progress("refits"))
    return Answer(
      page: comparison.page, record: PairedRecord(comparison).json, warnings: comparison.warnings,
      isTrusted: comparison.fits.allSatisfy { $0.fit.convergence.isCertified })
  }
}

/// By what laws are judged.
struct JudgementOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "What says which runs are large, as a formula of columns, e.g. \"6*params*tokens\" or year.", valueName: "formula"
    ))
  var cut: String?

  @Option(help: ArgumentHelp("Fit below this value of the cut, judge above. Repeatable.", valueName: "value"))
  var atCut: [String] = []

  @Option(
    help: ArgumentHelp(
      "Folds of cross-validation, of rows or of whole clusters; one row or cluster at a time unless given.",
      valueName: "count"))
  var folds: Int?

  @Option(
    help: ArgumentHelp(
      "What the laws are ranked by, and the average weighted: aicc (unless given, where all laws have one and no rows are clusters), cv, "
        + "backtest or bic.",
      valueName: "measure"))
  var rankBy: Comparison.Measure?

  var isGiven: Bool { cut != nil || !atCut.isEmpty || folds != nil || rankBy != nil }

  func options() throws -> ComparisonOptions {
    let values = try atCut.map { text in
      guard let value = SearchOptions.signed(text) ?? CalendarDate(text)?.decimalYear else {
        throw Problem.usage("--at-cut \(text): not a number", hint: "for example --at-cut 1e20")
      }
      return value
    }
    return ComparisonOptions(
      cut: try Expression.parsed(cut, flag: "--cut"), cutValues: values, folds: folds, measure: rankBy)
  }
}

/// What `compare` takes of the options of intervals: it keeps no draws.
struct ComparedIntervalOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("How intervals at --at are made, as of scaling fit.", valueName: "method"),
    completion: .intervals)
  var interval: String?

  @Option(
    help: ArgumentHelp(
      "Rows that share a value of this column depend on one another: they are left out together, and drawn together. Repeatable.",
      valueName: "column"), completion: .columns)
  var cluster: [String] = []

  @Option(help: ArgumentHelp("Resamples of a bootstrap.", valueName: "count"))
  var replicates = 1000

  @OptionGroup var refits: RefitOptions

  @Option(
    help: ArgumentHelp(
      "How the noise of a new run grows, as a formula of variables that all laws have; of one size unless given.",
      valueName: "formula"))
  var noise: String?

  func apply(to options: inout FitOptions) throws {
    options.interval = try IntervalMethod.parsed(interval)
    options.noise = try Expression.parsed(noise, flag: "--noise")
    options.clusters = cluster
    options.replicates = replicates
    refits.apply(to: &options)
  }
}

extension Comparison.Measure: ExpressibleByArgument {}
