import ArgumentParser
import Escaping
import Reporting
import ScalingLaws

struct PlanVerb: Answering {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "How to spend a budget on parameters and tokens; what a loss costs; what a recipe is worth.",
    discussion: """
      For a law of parameters N and tokens D: the split of a budget that gives the least loss, by the cost 6*N*D unless --cost says otherwise, each number with its interval by the fit's own refits or covariance. --target turns the question round: the least budget for a loss, or, for a law of one variable, the compute, date or quantity at which it reaches a value. --versus sets another fit beside it: how much compute the other recipe needs for the same loss.

      EXAMPLES
        scaling fit @olmo-ladder --law chinchilla -c N=params -c D=tokens --where 'role == "fit"' -o fit.json
        scaling plan fit.json --flops 1e23
        scaling plan fit.json --flops 1e20..1e25 -o plan.svg
        scaling plan fit.json --usd 10M --gpu h100 --usd-per-hour 2.5
        scaling plan fit.json --flops 1e24 --cost "6*N*D + 2*N*T" --set T=2e12
        scaling plan fit.json --flops 1e24 --max-tokens 10T
        scaling plan fit.json --target loss=2.2
        scaling plan fit.json --flops 1e21..1e25 --versus other.json
        scaling fit @cerebras-gpt --law power-law-floor -c C=flops --json | scaling plan - --target loss=1.6
      """.reflowed)

  @OptionGroup var source: FitFileOptions

  @OptionGroup(title: "Budget") var budget: BudgetOptions

  @Option(
    help: ArgumentHelp(
      "What a run costs, in N, D and names that --set gives; 6*N*D unless given.", valueName: "formula"))
  var cost: String?

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "A value for another symbol of the cost or the law, e.g. T=2e12. Repeatable.", valueName: "name=value"))
  var settings: [String] = []

  @Option(parsing: .unconditional, help: ArgumentHelp("The most parameters.", valueName: "number"))
  var maxParams: String?

  @Option(parsing: .unconditional, help: ArgumentHelp("The most tokens.", valueName: "number"))
  var maxTokens: String?

  @Option(help: ArgumentHelp("Hold parameters or tokens, e.g. N=7B.", valueName: "name=value"))
  var fixed: String?

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp("A value that the law is to reach, e.g. loss=1.95. Repeatable.", valueName: "name=value"))
  var target: [String] = []

  @Option(help: ArgumentHelp("Another fit file, to be set beside this one.", valueName: "file"), completion: .fitFile)
  var versus: String?

  @Option(help: ArgumentHelp("Threads; the numbers do not depend on it.", valueName: "count"))
  var threads = Threads.available

  @OptionGroup var figures: FigureOptions

  @OptionGroup(title: "Output") var output: OutputOptions

  func answer(from inputs: Inputs) throws -> Answer {
    guard threads > 0 else { throw Problem.usage("--threads \(threads): 1 or more") }
    let file = try inputs.fit(source.file)
    var fit = try file.fit(draws: source.draws, from: inputs)
    let (settings, texts) = try settings(of: fit)
    if let column = fit.textVariables.first(where: { texts[$0] == nil }) {
      throw Problem.usage(
        "the law depends on the text of \(column), and no --set gives it",
        hint: "for example " + String.flag("--set", "\(column)=\(fit.texts[column]?.first ?? "TEXT")"))
    }
    let rates = try budget.rates(from: inputs)
    let budgets = try budget.budgets(rates)
    guard !budgets.isEmpty || !target.isEmpty else {
      throw Problem.usage("nothing is asked: give a budget or a --target", hint: "for example --flops 1e24")
    }
    if versus != nil, budgets.isEmpty { throw Problem.usage("--versus compares at budgets: give --flops") }
    if !texts.isEmpty { fit = try fit.holding(texts: texts) }
    var results = PlanResults(
      fit: fit, source: source.name, cost: cost ?? Planner.trainingCost, settings: settings,
      limits: try limits(), rates: rates, fitWarnings: file.savedWarnings)
    if let versus {
      try compare(inputs.fit(versus), versus, budgets, file, &results)
    } else {
      try plan(budgets, &results)
      try reach(&results)
    }
    return Answer(
      page: results.page, record: PlanRecord(results).json, warnings: results.warnings,
      isTrusted: results.hasResult && fit.isCertified, theme: figures.theme
    ) { [results] in try PlanFigure(results).figure() }
  }

  /// Numbers, and the texts of columns that the law compares with text.
  private func settings(of fit: SavedFit) throws -> (numbers: [String: Double], texts: [String: String]) {
    let ofText = { (text: String) in fit.textVariables.first { text.hasPrefix("\($0)=") } }
    var texts: [String: String] = [:]
    for text in settings {
      if let name = ofText(text) { texts[name] = String(text.dropFirst(name.count + 1)) }
    }
    return (try values(settings.filter { ofText($0) == nil }, "--set"), texts)
  }

  private func planner(_ fit: SavedFit, _ results: PlanResults) throws -> Planner {
    try Planner(
      fit, cost: try Expression.parsed(cost, flag: "--cost"), settings: results.settings, limits: results.limits,
      threads: threads)
  }

  private func plan(_ budgets: [Double], _ results: inout PlanResults) throws {
    guard !budgets.isEmpty else { return }
    let planner = try planner(results.fit, results)
    for budget in budgets { results.plans.append(try planner.plan(budget: budget)) }
    if results.plans.count == 1, results.limits == PlanLimits() {
      results.smallerModels = planner.smallerModels(results.plans[0])
    }
  }

  private func reach(_ results: inout PlanResults) throws {
    let wanted = try target.map { try targetValue($0, results.fit) }
    guard !wanted.isEmpty else { return }
    if results.fit.predictors.contains("N"), results.fit.predictors.contains("D") {
      let planner = try planner(results.fit, results)
      for value in wanted {
        switch try planner.plan(loss: value) {
        case .success(let plan): results.plans.append(plan)
        case .failure(let floor): results.unreachable.append(floor)
        }
      }
      return
    }
    let inverter = try Inverter(results.fit, settings: results.settings, threads: threads)
    for value in wanted {
      switch try inverter.find(value) {
      case .success(let found):
        results.places.append(
          (value, inverter.variable, inverter.isDate, found, inverter.extrapolation(found.value ?? .nan)))
      case .failure(let limit): results.limitsOfLaw.append((inverter.variable, limit))
      }
    }
  }

  private func compare(
    _ other: FitFile, _ path: String, _ budgets: [Double], _ file: FitFile, _ results: inout PlanResults
  ) throws {
    results.otherSource = path
    results.effective = try EffectiveCompute(
      of: try recipe(results.fit, results), versus: try recipe(other.fit, results), budgets: budgets,
      arePaired: file.resampling == other.resampling, threads: threads)
  }

  private func recipe(_ fit: SavedFit, _ results: PlanResults) throws -> EffectiveCompute.Recipe {
    fit.predictors.contains("N") && fit.predictors.contains("D")
      ? .planned(try planner(fit, results))
      : .direct(try Inverter(fit, settings: results.settings, threads: threads))
  }

  /// `loss=1.95`, or the number alone.
  private func targetValue(_ text: String, _ fit: SavedFit) throws -> Double {
    let sides = text.split(separator: "=", maxSplits: 1).map(\.trimmed)
    let response = fit.formula.response ?? fit.formula.left.description
    let names = [response] + fit.columns.filter { $0.variable == response }.map(\.column)
    if sides.count == 2, !names.contains(sides[0]) {
      throw Problem.usage(
        "--target \(text): the law gives \(response)",
        hint: Suggestion.sentence(for: sides[0], among: names) ?? String.flag("--target", "\(response)=\(sides[1])"))
    }
    guard let last = sides.last, let value = SearchOptions.signed(last), value.isFinite else {
      throw Problem.usage(
        "--target \(text): not a number", hint: "for example \(String.flag("--target", "\(response)=1.95"))")
    }
    return value
  }

  private func values(_ texts: [String], _ flag: String) throws -> [String: Double] {
    var values: [String: Double] = [:]
    for text in texts {
      for (name, value) in try Point.parsed(text, flag: flag) {
        guard values[name] == nil else { throw Problem.usage("\(flag) \(text): \(name) is given twice") }
        values[name] = value
      }
    }
    return values
  }

  private func limits() throws -> PlanLimits {
    var limits = PlanLimits()
    limits.size = try maxParams.map { try BudgetOptions.positive($0, "--max-params") }
    limits.data = try maxTokens.map { try BudgetOptions.positive($0, "--max-tokens") }
    guard let fixed else { return limits }
    let held = try Point.parsed(fixed, flag: "--fixed")
    guard held.count == 1, let (name, value) = held.first, name == "N" || name == "D" else {
      throw Problem.usage("--fixed \(fixed): it holds N or D", hint: "for example --fixed N=7B")
    }
    if name == "N" {
      if limits.size != nil { throw Problem.usage("--fixed N and --max-params contradict one another") }
      (limits.size, limits.isSizeFixed) = (value, true)
    } else {
      if limits.data != nil { throw Problem.usage("--fixed D and --max-tokens contradict one another") }
      (limits.data, limits.isDataFixed) = (value, true)
    }
    return limits
  }
}
