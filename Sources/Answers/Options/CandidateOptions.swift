import ArgumentParser
import ScalingLaws

/// Runs that could be made, and what they cost.
struct CandidateOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Candidates as a grid: for each variable a range with a number of values, evenly spaced on the log scale, or one value, e.g. "
        + "N=1e8..1e10:8,D=1e9..1e12:8. Repeatable.", valueName: "name=low..high:count,…"))
  var grid: [String] = []

  @Option(
    name: .customLong("candidates"),
    help: ArgumentHelp("Candidates as a table: a row for each, with columns as in the fit.", valueName: "file"),
    completion: .tableFile)
  var table: String?

  @Option(
    name: [.customShort("c"), .customLong("column")],
    help: ArgumentHelp(
      "Which column of the table a variable stands for, e.g. N=params; that of the fit, or its own name unless given. Repeatable.",
      valueName: "symbol=column"))
  var columns: [String] = []

  @Option(
    help: ArgumentHelp(
      "What a run costs, a formula of the variables and of the columns of the table; 6*N*D (or C) unless given, where the law has "
        + "them. 1 makes the budget a number of runs.", valueName: "formula"))
  var cost: String?

  func validate() throws {
    if grid.isEmpty == (table == nil) { throw ValidationError("give candidates: either --grid or --candidates.") }
    if table == nil, !columns.isEmpty { throw ValidationError("-c goes with --candidates.") }
  }

  /// - Throws: `Problem`.
  func candidates(for basis: DesignBasis, from inputs: Inputs) throws -> CandidateRuns {
    let cost = try Expression.parsed(cost, flag: "--cost")
    let needed = basis.neededVariables
    guard let table else {
      let axes = try grid.flatMap { $0.split(separator: ",").map(String.init) }.map { text throws(DesignError) in
        try DesignAxis(text)
      }
      return try CandidateRuns(grid: axes, needed: needed, cost: cost)
    }
    return try rows(of: inputs.table(table), basis: basis, needed: needed, cost: cost)
  }

  private func rows(
    of table: Table, basis: DesignBasis, needed: [String], cost: Expression?
  ) throws -> CandidateRuns {
    let mapping = try LawOptions.mapping(columns)
    for name in mapping.keys.sorted() where !needed.contains(name) && !(cost?.symbols.contains(name) ?? false) {
      throw DesignError.unusedVariable(name, known: needed + (cost?.symbols ?? []))
    }
    let variables = try (needed + mapping.keys.sorted().filter { !needed.contains($0) }).map { variable in
      let ofFit = basis.fit.columns.first { $0.variable == variable }?.column ?? variable
      let column = mapping[variable] ?? (table.names.contains(ofFit) ? ofFit : variable)
      _ = try table.column(column)
      return (variable: variable, column: column)
    }
    return try CandidateRuns(table: table, variables: variables, needed: needed, cost: cost)
  }
}
