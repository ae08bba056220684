import ArgumentParser
import ScalingLaws

/// Which laws are compared, how each is fitted, and to which rows.
struct ComparedLawOptions: ParsableArguments {
  @Option(
    name: .customLong("law"),
    help: ArgumentHelp(
      "A law of the catalogue, with coefficients held at values if wanted: coupled, or coupled,g=1. Repeatable.",
      valueName: "name"), completion: .laws)
  var names: [String] = []

  @Option(
    name: .customLong("formula"),
    help: ArgumentHelp(
      "A law of your own, with a name before a colon if wanted: \"mine: y = a + b*log10(x)\". Repeatable.",
      valueName: "formula"))
  var formulas: [String] = []

  @Option(
    name: .customLong("subset"),
    help: ArgumentHelp(
      "Also fit every law to the rows of a condition alone, e.g. \"large: N > 1e8\"; it is judged on all rows like the others. "
        + "Repeatable.", valueName: "name: condition"))
  var subsets: [String] = []

  @Option(
    name: [.customShort("c"), .customLong("column")],
    help: ArgumentHelp(
      "Which column a symbol of any of the laws stands for, e.g. N=params. Repeatable.", valueName: "symbol=column"))
  var columns: [String] = []

  @Option(
    help: ArgumentHelp(
      "Scale of the residuals of all laws: identity, log or logit; each law's own unless given.", valueName: "scale"))
  var scale: ResidualScale?

  @Option(
    help: ArgumentHelp(
      "Weights, as of scaling fit: sd=COLUMN, precision=COLUMN, count=COLUMN.", valueName: "kind=column"))
  var weights: String?

  @Flag(help: "Leave rows out, for all laws, where one of them lacks a value, and count them.")
  var dropMissing = false

  /// A law with the name that the user knows it by.
  struct Named {
    let name: String
    let law: Law
    let fixed: [String: Double]
  }

  func laws() throws -> [Named] {
    let catalogued = try names.map { text in
      let parts = text.split(separator: ",", maxSplits: 1).map(String.init)
      let law = try Law.required(parts.first ?? text)
      return Named(
        name: text, law: law,
        fixed: parts.count > 1 ? try SearchOptions.values([parts[1]], flag: "--law \(parts[0]),") : [:])
    }
    let own = try formulas.map { text in
      let (name, formula) = Self.named(text)
      do throws(FormulaError) {
        return Named(name: name ?? formula, law: try Law(formula), fixed: [:])
      } catch {
        throw Problem(error, in: "--formula")
      }
    }
    guard !catalogued.isEmpty || !own.isEmpty else {
      throw Problem.usage(
        "give --law or --formula, two or more", hint: "scaling laws lists the laws; scaling compare --help has examples"
      )
    }
    return catalogued + own
  }

  /// The name before a colon, and the rest.
  static func named(_ text: String) -> (name: String?, rest: String) {
    guard let colon = text.firstIndex(of: ":") else { return (nil, text) }
    let name = String(text[..<colon]).trimmed
    return (name.isEmpty ? nil : name, String(text[text.index(after: colon)...]).trimmed)
  }

  func parsedWeights() throws -> Weights? {
    do {
      return try weights.map { text throws(FitError) in try Weights(text) }
    } catch FitError.formula(let error) {
      throw Problem(error, in: "--weights")
    }
  }

  /// The conditions of --subset, with their names; the first entry is all rows.
  func parsedSubsets() throws -> [(name: String?, condition: Expression?)] {
    try [(nil, nil)]
      + subsets.map { text in
        let (name, condition) = Self.named(text)
        do throws(FormulaError) { return (name ?? condition, try Expression(parsing: condition)) } catch {
          throw Problem(error, in: "--subset")
        }
      }
  }

  /// Every law with every norm and every subset, each with the flags that name its symbols.
  func candidates(_ search: SearchOptions, _ base: FitOptions) throws -> [Candidate] {
    let laws = try laws()
    let norms = try search.norms()
    let subsets = try parsedSubsets()
    let mapping = try LawOptions.mapping(columns)
    var shared = base
    try search.apply(to: &shared, norm: .squared)
    shared.scale = scale
    shared.weights = try parsedWeights()
    shared.dropsMissing = dropMissing
    let symbols = laws.flatMap(\.law.formula.symbols)
    let hasRuns = laws.contains { $0.law.run != nil }
    let stray =
      mapping.keys.filter { !(hasRuns && $0 == Law.runName) }.map { ("-c", $0) }
      + (Array(shared.fixed.keys) + shared.start.keys + shared.domains.keys).map { ("--fix, --start or --bounds", $0) }
    for (flag, name) in stray.sorted(by: { $0.1 < $1.1 }) where !symbols.contains(name) {
      throw Problem.usage(
        "\(flag): no law has a symbol \"\(name)\"",
        hint: Suggestion.sentence(for: name, among: symbols)
          ?? "the symbols are \(Array(Set(symbols)).sorted().joined(separator: ", "))")
    }
    var candidates: [Candidate] = []
    for law in laws {
      for norm in norms {
        for subset in subsets {
          var options = shared.restricted(to: law.law.formula.symbols)
          options.norm = norm
          options.fixed.merge(law.fixed) { $1 }
          let name = [law.name, norms.count > 1 ? norm.description : nil, subset.name].compactMap { $0 }
            .joined(separator: " / ")
          candidates.append(
            Candidate(
              name, law.law, columns: mapping.filter { law.law.allows($0.key) }, options: options,
              training: subset.condition))
        }
      }
    }
    return candidates
  }
}

extension FitOptions {
  /// The options without values for coefficients of other laws.
  fileprivate func restricted(to symbols: [String]) -> FitOptions {
    var options = self
    options.fixed = fixed.filter { symbols.contains($0.key) }
    options.start = start.filter { symbols.contains($0.key) }
    options.domains = domains.filter { symbols.contains($0.key) }
    return options
  }
}

extension Candidate {
  /// The same law with the columns that were found for it.
  func taking(_ mapping: [String: String]) -> Candidate {
    Candidate(
      name, law, columns: mapping.filter { law.allows($0.key) }, options: options, training: training)
  }

  /// The columns that it reads.
  var columnNames: [String] {
    let symbols = law.namedColumns + (options.weights?.expression.columnNames ?? [])
    return symbols.map { columns[$0] ?? $0 } + law.formula.textComparisons.map(\.column)
      + (training?.columnNames ?? []) + options.clusters
  }
}
