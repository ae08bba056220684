import ArgumentParser
import Reporting
import ScalingLaws

struct FitVerb: Answering {
  static let configuration = CommandConfiguration(
    commandName: "fit",
    abstract: "Fit a law to a table: coefficients, intervals, reasons to doubt them.",
    discussion: """
      A law is one of the catalogue (scaling laws) or a formula; without either, the columns propose it: parameters, tokens
      and a loss the Chinchilla law, one resource and a loss the power law with floor, resources and a score log-linear, a date
      and a price the exponential trend. Symbols of a law of the catalogue that -c does not map are found by the names, units
      and cells of the columns, and what was taken for what is said. In a formula, a symbol is a column when the table has
      one of that name (or -c maps it to one), and a coefficient otherwise; pi is the constant, and a column of that name
      stands in `backticks`. A law that is linear in its coefficients on the scale of the residuals is solved directly;
      any other is searched from scattered starts until enough of them agree.

      --by fits the law to each group of rows on its own. A group that cannot be fitted is listed with its reason; the
      exit status is 1 only if no group has a fit to trust. --effect fits all rows at once: each group has its own
      constant (or factor, on the log scale), and they share the other coefficients.

      --then fits a second law to what follows from the response of the first, such as the score from the loss, and --at
      predicts through both, with the uncertainty of both. -c, --fix, --start, --bounds and --quantity go to the law that has
      the symbol; --interval, --cluster and --level count for both steps.

      --norm binomial is maximum likelihood for shares: with --weights trials=COLUMN of shares out of so many items, without
      it of shares as such. Where a law separates shares of 0 from shares of 1 it has no maximum; --norm binomial:firth has
      one always, and less bias where items are few.

      EXAMPLES
        scaling fit @cerebras-gpt
        scaling fit @open-base-models --formula "mmlu = b0 + b1*log10(params) + b2*log10(tokens)"
        scaling fit @open-base-models --law log-linear -c score=mmlu -c C=params -c D=tokens
        scaling fit @open-base-models --formula "mmlu = b0 + b1*log10(params)" --by family
        scaling fit @open-base-models --formula "mmlu = b0 + b1*log10(params)" --effect family
        scaling fit @transistors --law exponential-trend -c price=transistors_thousands -c t=year
        scaling fit runs.csv --formula "loss = A*N^-alpha" --scale log --where "N > 1e8" --json
        scaling fit runs.csv --law chinchilla -c N=params -c D=tokens --test "alpha = beta" --test durbin-watson
        scaling fit runs.csv --formula "y = a + b*x" --weights sd=error --quantity "x0 = -a/b"
        scaling fit evals.csv --formula "accuracy = logistic(a + b*log10(C))" --norm binomial --weights trials=items
        scaling fit @olmo-ladder --law chinchilla -c N=params -c D=tokens -o fit.json -o fit.svg -o fit.html -o fit.ipynb
        scaling fit runs.csv --law power-law-floor --then loss-to-score -c score=mmlu --fix floor=0.25 --at C=1e24
      """.reflowed)

  @OptionGroup var source: DataOptions

  @OptionGroup(title: "Law") var law: LawOptions

  @Option(
    help: ArgumentHelp("Fit each group of this column on its own: texts, numbers or dates.", valueName: "column"),
    completion: .columns)
  var by: String?

  @Option(
    help: ArgumentHelp("Give each group of this column its own constant; the rest is shared.", valueName: "column"),
    completion: .columns)
  var effect: String?

  @OptionGroup var plausibility: PlausibilityOptions

  @OptionGroup(title: "A second step") var then: SecondStepOptions

  @OptionGroup(title: "Intervals") var intervals: IntervalOptions

  @Option(
    name: .customLong("test"),
    help: ArgumentHelp(
      "Test equalities of coefficients, \"alpha = beta\", jointly where commas separate them; equivalence, \"alpha = 0.5 "
        + "within 0.05\"; or the residuals: durbin-watson, breusch-pagan, reset. Repeatable.", valueName: "hypothesis"),
    completion: .residualTests)
  var tests: [String] = []

  @OptionGroup(title: "Search") var search: SearchOptions

  @OptionGroup(title: "Tables") var tables: TableOutputOptions

  @OptionGroup(title: "Figure") var drawing: FitFigureOptions

  @OptionGroup(title: "Output") var output: OutputOptions

  static let written: Set = ["tidy", "glance", "augment", "draws"]

  var writes: [(flag: String, path: String)] { tables.writes + intervals.writes }

  func validate() throws {
    if by != nil || then.isGiven { try output.refuseFigures("fit with --by or --then") }
  }

  func answer(from inputs: Inputs) throws -> Answer {
    if then.isGiven {
      if tables.isGiven { throw Problem.usage("--tidy, --glance and --augment go with one fit; --then makes two") }
      return try answerOfTwoSteps(from: inputs)
    }
    if output.json, [tables.tidy, tables.glance, tables.augment].contains("-") {
      throw Problem.usage("--json and a table both to standard output", hint: "give the table a file")
    }
    let named = try law.namedLaw()
    var given = try law.mapping()
    var options = try fitOptions(law, search, intervals)
    options.hypotheses = try parsedHypotheses()
    options.effect = effect
    options.progress = inputs.progress("refits")
    // All columns: rows of one family or run are known by a column that nobody named.
    let read = try source.table(needed: nil, from: inputs)
    let chosen = try law.chosen(named, for: read, &given, &options, telling: inputs)
    let bound = try BoundTable([chosen], in: read, given: given, telling: inputs)
    let (table, mapping) = (bound.table, bound.mapping)
    try plausibility.check(chosen, table, mapping: mapping)
    if by != nil, tables.isGiven {
      throw Problem.usage("--tidy, --glance and --augment go with one fit; --by makes several")
    }
    if by != nil, intervals.draws != nil { throw Problem.usage("--draws goes with one fit; --by makes several") }
    if let by {
      let grouped = try chosen.fit(to: table, by: by, columns: mapping, options: options)
      let record = try intervals.record(of: grouped)
      return Answer(
        page: grouped.page, record: record.json, warnings: grouped.warnings,
        isTrusted: grouped.isTrusted, next: next)
    }
    let fit = try chosen.fit(to: table, columns: mapping, options: options)
    try plausibility.check(fit)
    let record = try intervals.record(of: fit)
    let (printed, files) = try tables.made(of: fit)
    let draws = try intervals.drawsFile(of: fit)
    return Answer(
      page: fit.page, record: record.json, warnings: fit.warnings, isTrusted: fit.isTrusted,
      next: next, theme: drawing.look.theme, printed: printed, files: files + draws
    ) {
      try drawing.figure(of: DrawnFit(fit))
    } document: { kind in
      try kind.text(of: ReportedFit(fit, name: "the fit"))
    }
  }

  private func parsedHypotheses() throws -> [Hypothesis] {
    var parsed: [Hypothesis] = []
    for text in tests {
      do {
        parsed.append(try Hypothesis(text))
      } catch FitError.formula(let error) {
        throw Problem(error, in: "--test")
      }
    }
    return parsed
  }

  /// What one may want to do with this fit.
  private var next: [[String]] {
    guard output.outputs.isEmpty else { return [] }
    return [["-o", "fit.json"]]
  }
}
