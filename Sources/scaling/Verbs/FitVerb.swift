import ArgumentParser
import Reporting
import ScalingLaws

struct FitVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fit",
    abstract: "Fit a law to a table: coefficients, intervals, reasons to doubt them.",
    discussion: """
      A law is one of the catalogue (scaling laws) or a formula. In a formula, a symbol is a column when the table has
      one of that name (or -c maps it to one), and a coefficient otherwise; pi is the constant, and a column of that name
      stands in `backticks`. A law that is linear in its coefficients on the scale of the residuals is solved directly;
      any other is searched from scattered starts until enough of them agree.

      --by fits the law to each group of rows on its own. A group that cannot be fitted is listed with its reason; the
      exit status is 1 only if no group has a fit to trust. --effect fits all rows at once: each group has its own
      constant (or factor, on the log scale), and they share the other coefficients.

      EXAMPLES
        scaling fit @open-base-models --formula "mmlu = b0 + b1*log10(params) + b2*log10(tokens)"
        scaling fit @open-base-models --law log-linear -c score=mmlu -c C=params -c D=tokens
        scaling fit @open-base-models --formula "mmlu = b0 + b1*log10(params)" --by family
        scaling fit @open-base-models --formula "mmlu = b0 + b1*log10(params)" --effect family
        scaling fit @transistors --law exponential-trend -c price=transistors_thousands -c t=year
        scaling fit runs.csv --formula "loss = A*N^-alpha" --scale log --where "N > 1e8" --json
        scaling fit runs.csv --formula "y = a + b*x" --weights sd=error --quantity "x0 = -a/b"
      """)

  @OptionGroup var source: DataOptions

  @Option(help: ArgumentHelp("A law of the catalogue.", valueName: "name"))
  var law: String?

  @Option(help: ArgumentHelp("A law of your own, e.g. \"y = a + b*log10(x)\".", valueName: "formula"))
  var formula: String?

  @Option(
    name: [.customShort("c"), .customLong("column")],
    help: ArgumentHelp("Which column a symbol stands for, e.g. N=params. Repeatable.", valueName: "symbol=column"))
  var columns: [String] = []

  @Option(
    help: ArgumentHelp(
      "Scale of the residuals: identity, log or logit; the law's own unless given.", valueName: "scale"))
  var scale: ResidualScale?

  @Option(
    help: ArgumentHelp(
      "Weights: sd=COLUMN (known standard deviations, on the scale of the residuals), precision=COLUMN (relative) or count=COLUMN.",
      valueName: "kind=column"))
  var weights: String?

  @Option(
    help: ArgumentHelp("Fit each group of this column on its own: texts, numbers or dates.", valueName: "column"))
  var by: String?

  @Option(
    help: ArgumentHelp("Give each group of this column its own constant; the rest is shared.", valueName: "column"))
  var effect: String?

  @Option(
    name: .customLong("quantity"),
    help: ArgumentHelp("Also estimate a function of the coefficients. Repeatable.", valueName: "name = formula"))
  var quantities: [String] = []

  @Flag(help: "Leave rows with a missing value out, and count them.")
  var dropMissing = false

  @OptionGroup(title: "Intervals") var intervals: IntervalOptions

  @OptionGroup(title: "Search") var search: SearchOptions

  @OptionGroup(title: "Output") var output: OutputOptions

  func run() throws {
    guard (law == nil) != (formula == nil) else {
      throw Failure.usage(
        "give either --law or --formula", hint: "scaling laws lists the laws; scaling fit --help has examples")
    }
    let law = try chosenLaw()
    let mapping = try mapping()
    do {
      var options = FitOptions(
        scale: scale, weights: try parsedWeights(), quantities: try parsedQuantities(), dropsMissing: dropMissing)
      try search.apply(to: &options)
      try intervals.apply(to: &options)
      let weightColumns = options.weights?.expression.columnNames ?? []
      options.effect = effect
      let compared = law.formula.textComparisons.map(\.column)
      let symbols = law.formula.symbols + weightColumns
      let needed = Set(
        symbols.map { mapping[$0] ?? $0 } + compared + [by, effect].compactMap { $0 } + intervals.cluster)
      let table = try source.table(needed: needed)
      if by != nil, intervals.draws != nil { throw Failure.usage("--draws goes with one fit; --by makes several") }
      if let by {
        let grouped = try law.fit(to: table, by: by, columns: mapping, options: options)
        return try output.finish(
          text: GroupedReport(grouped).text, record: GroupedRecord(grouped).json, warnings: grouped.warnings,
          isTrusted: grouped.isTrusted, next: next)
      }
      let fit = try law.fit(to: table, columns: mapping, options: options)
      try intervals.writeDraws(of: fit)
      try output.finish(
        text: FitReport(fit).text, record: FitRecord(fit).json, warnings: fit.warnings, isTrusted: fit.isTrusted,
        next: next)
    } catch let error as FitError {
      throw Failure(error)
    }
  }

  private func chosenLaw() throws -> Law {
    if let law { return try Law.required(law) }
    do {
      return try Law(formula ?? "")
    } catch {
      throw Failure(error, in: "--formula")
    }
  }

  private func mapping() throws -> [String: String] {
    var mapping: [String: String] = [:]
    for text in columns {
      guard let equals = text.firstIndex(of: "="), equals != text.startIndex else {
        throw Failure.usage("-c \(text): a mapping is SYMBOL=COLUMN", hint: "for example -c N=params")
      }
      let symbol = String(text[..<equals])
      guard mapping[symbol] == nil else { throw Failure.usage("-c \(text): \(symbol) is mapped twice") }
      mapping[symbol] = String(text[text.index(after: equals)...])
    }
    return mapping
  }

  private func parsedWeights() throws -> Weights? {
    do {
      return try weights.map { text throws(FitError) in try Weights(text) }
    } catch FitError.formula(let error) {
      throw Failure(error, in: "--weights")
    }
  }

  private func parsedQuantities() throws -> [Quantity] {
    var parsed: [Quantity] = []
    for text in quantities {
      do { parsed.append(try Quantity(text)) } catch { throw Failure(error, in: "--quantity") }
      guard parsed.dropLast().allSatisfy({ $0.name != parsed.last?.name }) else {
        throw Failure.usage("--quantity \(text): there is one of that name already")
      }
    }
    return parsed
  }

  /// What one may want to do with this fit.
  private var next: [String] {
    guard output.outputs.isEmpty else { return [] }
    return ["\(InvokedCommand.line(adding: ["-o", "fit.json"]))   (every digit, the covariance, the data's digest)"]
  }
}

extension ResidualScale: ExpressibleByArgument {}
