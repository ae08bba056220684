import ArgumentParser
import Escaping
import Reporting
import ScalingLaws

struct PredictVerb: Answering {
  static let configuration = CommandConfiguration(
    commandName: "predict",
    abstract: "What a fitted law says at new points: the mean, and a new run.",
    discussion: """
      Two intervals, always told apart: where the law is at the point (the coefficients are uncertain), and where a new run would
      fall (it has noise of its own besides). Points outside the rows of the fit are marked with how far they lie outside.

      Intervals are of the kind that the fit was made with. Those of a bootstrap are read off its draws, which the file has unless
      they are very many (--keep-draws of fit), or off the file of --draws; without them the covariance of the draws is used.

      EXAMPLES
        scaling fit @olmo-ladder --law chinchilla -c N=params -c D=tokens --where 'role == "fit"' -o fit.json
        scaling predict fit.json --at N=7B,D=4T --at N=13B,D=5T
        scaling predict fit.json --points plans.csv -c N=params -c D=tokens --json
        scaling fit runs.csv --law power-law-floor --json | scaling predict - --at C=1e24
      """.reflowed)

  @OptionGroup var source: FitFileOptions

  @Option(
    name: .customLong("at"),
    help: ArgumentHelp("A point: a value for each variable, e.g. N=70B,D=1.4T. Repeatable.", valueName: "point"))
  var points: [String] = []

  @Option(
    name: .customLong("points"),
    help: ArgumentHelp("A table of points, a column for each variable.", valueName: "file"), completion: .tableFile)
  var table: String?

  @Option(
    name: [.customShort("c"), .customLong("column")],
    help: ArgumentHelp(
      "Which column of the table a variable stands for, e.g. N=params; that of the fit, or its own name unless given. Repeatable.",
      valueName: "symbol=column"))
  var columns: [String] = []

  @Option(
    name: .customLong("quantity"),
    help: ArgumentHelp("Estimate a function of the coefficients. Repeatable.", valueName: "name = formula"))
  var quantities: [String] = []

  @OptionGroup(title: "Output") var output: OutputOptions

  func validate() throws { try output.refuseFigures("predict") }

  func answer(from inputs: Inputs) throws -> Answer {
    let file = try inputs.fit(source.file)
    let fit = try file.fit(draws: source.draws, from: inputs)
    let points =
      try points.map { try Point.parsed($0, flag: "--at", texts: fit.textVariables) } + pointsOfTable(fit, from: inputs)
    guard !points.isEmpty || !quantities.isEmpty else {
      throw Problem.usage(
        "nothing is asked: give --at, --points or --quantity",
        hint: "for example "
          + String.flag(
            "--at",
            (fit.predictors.map { "\($0)=1e9" } + fit.textVariables.map { "\($0)=\(fit.texts[$0]?.first ?? "TEXT")" })
              .joined(separator: ",")))
    }
    let results = PredictionResults(
      fit: fit, source: source.name,
      predictions: try points.map { point throws(FitError) in
        .init(
          point: point.numbers, texts: point.texts, prediction: try fit.predict(point.numbers, texts: point.texts))
      },
      quantities: try Quantity.parsed(quantities).map { quantity throws(FitError) in try fit.estimate(quantity) })
    // What makes no sense of the fit makes none of what it predicts.
    let inherited = file.savedWarnings.filter { $0.code == .implausible }
    return Answer(
      page: results.page, record: PredictionRecord(results).json, warnings: inherited + results.warnings,
      isTrusted: fit.isCertified)
  }

  private func pointsOfTable(
    _ fit: SavedFit, from inputs: Inputs
  ) throws -> [(numbers: [String: Double], texts: [String: String])] {
    guard let path = table else {
      if !columns.isEmpty { throw Problem.usage("-c goes with --points") }
      return []
    }
    let mapping = try LawOptions.mapping(columns)
    let table = try inputs.table(path)
    let values = try fit.predictors.map { variable throws(TableError) in
      let ofFit = fit.columns.first { $0.variable == variable }?.column ?? variable
      let name = mapping[variable] ?? (table.names.contains(ofFit) ? ofFit : variable)
      return (variable, try table.numbers(name))
    }
    let texts = try fit.textVariables.map { name throws(TableError) in
      (name, try table.texts(mapping[name] ?? name))
    }
    return (0..<table.rowCount).map { row in
      (
        numbers: Dictionary(values.map { ($0.0, $0.1[row]) }) { first, _ in first },
        texts: Dictionary(texts.compactMap { name, all in all[row].map { (name, $0) } }) { first, _ in first }
      )
    }
  }
}
