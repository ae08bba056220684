import ArgumentParser
import ScalingLaws

/// Which law is fitted, to which columns, on which scale.
struct LawOptions: ParsableArguments {
  @Option(name: .customLong("law"), help: ArgumentHelp("A law of the catalogue.", valueName: "name"), completion: .laws)
  var name: String?

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

  /// The law of --law or --formula.
  func law() throws -> Law {
    guard (name == nil) != (formula == nil) else {
      throw Failure.usage(
        "give either --law or --formula", hint: "scaling laws lists the laws; scaling fit --help has examples")
    }
    if let name { return try Law.required(name) }
    do {
      return try Law(formula ?? "")
    } catch {
      throw Failure(error, in: "--formula")
    }
  }

  /// From symbols to columns.
  func mapping() throws -> [String: String] { try Self.mapping(columns) }

  static func mapping(_ columns: [String]) throws -> [String: String] {
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

  /// The columns that a fit reads.
  func columns(of law: Law, _ options: FitOptions, mapping: [String: String]) -> Set<String> {
    let symbols = law.namedColumns + (options.weights?.expression.columnNames ?? [])
    return Set(symbols.map { mapping[$0] ?? $0 } + law.formula.textComparisons.map(\.column))
      .union(options.clusters)
  }

  func parsedWeights() throws -> Weights? {
    do {
      return try weights.map { text throws(FitError) in try Weights(text) }
    } catch FitError.formula(let error) {
      throw Failure(error, in: "--weights")
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
      do { parsed.append(try Quantity(text)) } catch { throw Failure(error, in: flag) }
      guard parsed.dropLast().allSatisfy({ $0.name != parsed.last?.name }) else {
        throw Failure.usage("\(flag) \(text): there is one of that name already")
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
