import ArgumentParser
import Escaping
import ScalingLaws

/// Which law is fitted, to which columns, on which scale.
struct LawOptions: ParsableArguments {
  @Option(name: .customLong("law"), help: ArgumentHelp("A law of the catalogue.", valueName: "name"), completion: .laws)
  var name: String?

  @Option(help: ArgumentHelp("A law of your own, e.g. \"y = a + b*log10(x)\".", valueName: "formula"))
  var formula: String?

  @Option(
    name: [.customShort("c"), .customLong("column")],
    help: ArgumentHelp(
      "Which column a symbol stands for, e.g. N=params, or a formula of columns and other symbols, e.g. 'N=Params (B)*1e9', "
        + "'D=C/(6*N)'. Symbols of a law of the catalogue that are not given are found. Repeatable.",
      valueName: "symbol=column"))
  var columns: [String] = []

  @Option(
    help: ArgumentHelp(
      "Scale of the residuals: identity, log or logit; the law's own unless given.", valueName: "scale"))
  var scale: ResidualScale?

  @Option(
    help: ArgumentHelp(
      "Weights: sd=COLUMN (known standard deviations, on the scale of the residuals), precision=COLUMN (relative), "
        + "count=COLUMN, or trials=COLUMN (items that a share is of, for --norm binomial).",
      valueName: "kind=column"))
  var weights: String?

  @Option(
    name: .customLong("quantity"),
    help: ArgumentHelp("Also estimate a function of the coefficients. Repeatable.", valueName: "name = formula"))
  var quantities: [String] = []

  @Flag(help: "Leave rows with a missing value out, and count them.")
  var dropMissing = false

  /// Whether the columns say which law it is.
  var isProposed: Bool { name == nil && formula == nil }

  /// The law of --law or --formula; `nil` where the columns are to say it.
  func namedLaw() throws -> Law? { isProposed ? nil : try law() }

  /// The law of --law or --formula.
  func law() throws -> Law {
    guard (name == nil) != (formula == nil) else {
      throw Problem.usage(
        "give either --law or --formula", hint: "scaling laws lists the laws; scaling fit --help has examples")
    }
    if let name { return try Law.required(name) }
    do {
      return try Law(formula ?? "")
    } catch {
      throw Problem(error, in: "--formula")
    }
  }

  /// From symbols to columns.
  func mapping() throws -> [String: String] { try Self.mapping(columns) }

  static func mapping(_ columns: [String]) throws -> [String: String] {
    var mapping: [String: String] = [:]
    for text in columns {
      guard let equals = text.firstIndex(of: "="), equals != text.startIndex else {
        throw Problem.usage("-c \(text): a mapping is SYMBOL=COLUMN", hint: "for example -c N=params")
      }
      let symbol = String(text[..<equals])
      guard mapping[symbol] == nil else { throw Problem.usage("-c \(text): \(symbol) is mapped twice") }
      mapping[symbol] = String(text[text.index(after: equals)...])
    }
    return mapping
  }

  /// The columns that a fit reads; `nil` for all, where some are yet to be found or are formulas.
  func columns(of law: Law?, _ options: FitOptions, mapping: [String: String]) -> Set<String>? {
    guard let law, law.coefficients == nil, mapping.values.allSatisfy(Names.isPlain) else { return nil }
    let symbols = law.namedColumns + (options.weights?.expression.columnNames ?? [])
    return Set(symbols.map { mapping[$0] ?? $0 } + law.formula.textComparisons.map(\.column))
      .union(options.clusters)
  }

  func parsedWeights() throws -> Weights? {
    do {
      return try weights.map { text throws(FitError) in try Weights(text) }
    } catch FitError.formula(let error) {
      throw Problem(error, in: "--weights")
    }
  }

  func parsedQuantities() throws -> [Quantity] { try Quantity.parsed(quantities) }
}

extension Law {
  /// Symbols that may stand for columns, and the name by which a table tells runs apart, even where the law does not use it.
  var namedColumns: [String] { formula.symbols + [Law.runName] }

  /// Whether -c may map a symbol for this law.
  func allows(_ symbol: String) -> Bool { formula.symbols.contains(symbol) || run?.name == symbol }
}

extension Quantity {
  /// Quantities of `--quantity`, each of its own name.
  static func parsed(_ texts: [String], flag: String = "--quantity") throws -> [Quantity] {
    var parsed: [Quantity] = []
    for text in texts {
      do { parsed.append(try Quantity(text)) } catch { throw Problem(error, in: flag) }
      guard parsed.dropLast().allSatisfy({ $0.name != parsed.last?.name }) else {
        throw Problem.usage("\(flag) \(text): there is one of that name already")
      }
    }
    return parsed
  }
}

/// The options of a fit, from all groups of flags.
func fitOptions(_ law: LawOptions, _ search: SearchOptions, _ intervals: IntervalOptions) throws -> FitOptions {
  var options = FitOptions(
    scale: law.scale, weights: try law.parsedWeights(), quantities: try law.parsedQuantities(),
    dropsMissing: law.dropMissing)
  try search.apply(to: &options)
  try intervals.apply(to: &options)
  return options
}

extension ResidualScale: ExpressibleByArgument {}

extension LawOptions {
  /// The law that was named, or the one that the columns propose.
  func chosen(
    _ named: Law?, for table: Table, _ given: inout [String: String], _ options: inout FitOptions,
    telling inputs: Inputs
  ) throws -> Law {
    if let named { return named }
    let proposed = try ProposedLaw(for: table, given: given)
    inputs.note([proposed.reading])
    given.merge(proposed.columns) { first, _ in first }
    if options.scale == nil { options.scale = proposed.scale }
    return proposed.law
  }
}

extension LawOptions {
  /// The law and its columns as words of a command.
  var words: [String] {
    var words: [String] = []
    if let name { words += ["--law", name] }
    if let formula { words += String.flagWords("--formula", formula) }
    for column in columns { words += ["-c", column] }
    if let scale { words += ["--scale", scale.rawValue] }
    if let weights { words += ["--weights", weights] }
    if dropMissing { words.append("--drop-missing") }
    return words
  }
}
