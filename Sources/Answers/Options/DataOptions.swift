import ArgumentParser
import Datasets
import Escaping
import ScalingLaws

/// Where the data come from, and what is done to them before anything is fitted.
struct DataOptions: ParsableArguments {
  @Argument(help: "A path, - for standard input, or @name for a bundled table (scaling datasets).", completion: .table)
  var data: String

  @Option(
    name: .customLong("where"),
    help: ArgumentHelp(
      "Keep only rows for which this holds, in the names of the columns, e.g. 'params > 1e8 and family == \"Llama\"'. Repeatable.",
      valueName: "condition"
    ))
  var conditions: [String] = []

  @Option(
    name: .customLong("derive"),
    help: ArgumentHelp(
      "Add a column, in the names of the columns, e.g. 'flops = 6*params*tokens'. Repeatable.",
      valueName: "name = formula"))
  var derivations: [String] = []

  @Option(
    name: .customLong("missing"),
    help: ArgumentHelp(
      "Text that stands for a missing value, besides empty, NA, NaN and null. Repeatable.", valueName: "text"))
  var missing: [String] = []

  @Option(help: ArgumentHelp("csv, tsv, json or jsonl; by the file's extension unless given.", valueName: "format"))
  var format: TableFormat?

  @Flag(help: "Commas group the digits of numbers: --decimal . in other words.")
  var thousands = false

  @Option(
    help: ArgumentHelp(
      "What begins decimals: . or , (as in 1.234,5). The numbers of the table say it unless given.", valueName: "mark"))
  var decimal: DecimalMark?

  @Option(
    help: ArgumentHelp(
      "What separates the cells of a CSV: ',', ';', '|' or tab. The first lines say it unless given.",
      valueName: "character"))
  var delimiter: String?

  @Option(
    help: ArgumentHelp(
      "The order of 3/4/2023: mdy (month first) or dmy. Each column says it unless given.", valueName: "order"))
  var dateFormat: DateOrder?

  @Option(
    name: .customLong("unit"),
    help: ArgumentHelp(
      "What a column is counted in, e.g. tokens=T, C=PFLOP, loss=bits. Its header and its cells say it unless given. Repeatable.",
      valueName: "column=unit"))
  var units: [String] = []

  /// The table with derived columns and filters applied.
  ///
  /// - Parameter needed: columns that the verb uses; others are checked for structure and not stored. `nil` for all.
  func table(needed: Set<String>?, from inputs: Inputs) throws -> Table {
    let derivations = try derivations.map { text in
      do { return try Formula(text) } catch let error as FormulaError { throw Problem(error, in: "--derive") }
    }
    let conditions = try conditions.map { text in
      do { return try Expression(parsing: text) } catch let error as FormulaError {
        throw Problem(error, in: "--where")
      }
    }
    let used = derivations.flatMap(\.right.columnNames) + conditions.flatMap(\.columnNames)
    var table = try read(columns: needed.map { $0.union(used) }, from: inputs)
    for formula in derivations { table = try table.deriving(formula) }
    for condition in conditions { table = try table.filtering(condition) }
    return table
  }

  /// Other data, read in the same way, without derived columns and filters.
  func another(_ data: String) -> DataOptions {
    var other = self
    other.data = data
    (other.conditions, other.derivations) = ([], [])
    return other
  }

  /// The data and how they are read, as words of a command.
  var words: [String] {
    var words = [data.pathAsArgument]
    func add(_ name: String, _ values: [String]) {
      for value in values { words += String.flagWords(name, value) }
    }
    add("--where", conditions)
    add("--derive", derivations)
    add("--missing", missing)
    if let format { add("--format", [format.name]) }
    if let decimal { add("--decimal", [decimal.rawValue]) }
    if let delimiter { add("--delimiter", [delimiter]) }
    if let dateFormat { add("--date-format", [dateFormat.rawValue]) }
    add("--unit", units)
    if thousands { words.append("--thousands") }
    return words
  }

  private func read(columns: Set<String>?, from inputs: Inputs) throws -> Table {
    var options = ReadOptions()
    options.format = format
    options.columns = columns
    options.missing = Set(missing)
    options.thousandsSeparators = thousands
    options.decimal = decimal
    options.delimiter = try delimiter.map(Self.separator)
    options.dateOrder = dateFormat
    options.units = try givenUnits()
    return try inputs.table(data, options: options)
  }

  private static func separator(_ text: String) throws -> Character {
    if ["tab", "\\t"].contains(text) { return "\t" }
    guard text.utf8.count == 1, let character = text.first, !"\"\n\r".contains(character) else {
      throw Problem.usage(
        "--delimiter \(text): not one character", hint: "for example --delimiter ';', or --delimiter tab")
    }
    return character
  }

  /// From columns to the units of --unit.
  func givenUnits() throws -> [String: Unit] {
    var given: [String: Unit] = [:]
    for text in units {
      guard let equals = text.lastIndex(of: "="), equals != text.startIndex else {
        throw Problem.usage("--unit \(text): not a unit of a column", hint: "for example --unit tokens=T")
      }
      let name = String(text[text.index(after: equals)...])
      guard let unit = Unit(name) else {
        throw Problem.usage(
          "--unit \(text): \(name) is no unit that is known",
          hint: "k, M, B, T, FLOP, PFLOP, PF-days, %, bits, nats, s, min, h, days, USD, USD/Mtok")
      }
      guard given.updateValue(unit, forKey: String(text[..<equals])) == nil else {
        throw Problem.usage("--unit \(text): \(text[..<equals]) has a unit already")
      }
    }
    return given
  }
}

extension DecimalMark: ExpressibleByArgument {
  public init?(argument: String) {
    switch argument {
    case ".", "point": self = .point
    case ",", "comma": self = .comma
    default: return nil
    }
  }
}

extension DateOrder: ExpressibleByArgument {}

extension TableFormat: ExpressibleByArgument {
  /// By the name of the extension.
  public init?(argument: String) { self.init(path: "." + argument) }

  public static var allValueStrings: [String] { allCases.map(\.name) }
}

extension Dataset {
  /// - Throws: `Problem` with a suggestion when there is none of that name.
  static func required(_ name: String) throws -> Dataset {
    guard let dataset = Datasets.named(name) else {
      throw Problem(
        message: "there is no bundled table \"@\(name)\"",
        hint: Suggestion.sentence(for: name, among: Datasets.names) ?? "scaling datasets lists them", status: 66)
    }
    return dataset
  }
}
