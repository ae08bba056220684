import ArgumentParser
import Datasets
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

  @Flag(help: "Read 1,234 as a number.")
  var thousands = false

  /// The table with derived columns and filters applied.
  ///
  /// - Parameter needed: columns that the verb uses; others are checked for structure and not stored. `nil` for all.
  func table(needed: Set<String>?, from inputs: Inputs) throws -> Table {
    let derivations = try derivations.map { text in
      do { return try Formula(text) } catch let error as FormulaError { throw Failure(error, in: "--derive") }
    }
    let conditions = try conditions.map { text in
      do { return try Expression(parsing: text) } catch let error as FormulaError {
        throw Failure(error, in: "--where")
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

  private func read(columns: Set<String>?, from inputs: Inputs) throws -> Table {
    var options = ReadOptions()
    options.format = format
    options.columns = columns
    options.missing = Set(missing)
    options.thousandsSeparators = thousands
    return try inputs.table(data, options: options)
  }

}

extension TableFormat: ExpressibleByArgument {
  /// By the name of the extension.
  public init?(argument: String) { self.init(path: "." + argument) }

  public static var allValueStrings: [String] { allCases.map(\.name) }
}

extension Dataset {
  /// - Throws: `Failure` with a suggestion when there is none of that name.
  static func required(_ name: String) throws -> Dataset {
    guard let dataset = Datasets.named(name) else {
      throw Failure(
        message: "there is no bundled table \"@\(name)\"",
        hint: Suggestion.sentence(for: name, among: Datasets.names) ?? "scaling datasets lists them", status: 66)
    }
    return dataset
  }
}
