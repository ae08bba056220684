/// Runs that could be made: their sizes, and what each costs.
public struct CandidateRuns: Sendable {
  /// Where they come from, in words.
  public let source: String
  /// The variables that describe a run.
  public let variables: [String]
  /// Variable by variable, its value in each candidate.
  public let columns: [[Double]]
  /// What a run costs, in the variables and the columns of the table.
  public let cost: Expression
  /// Candidate by candidate, positive and finite.
  public let costs: [Double]
  /// Candidate by candidate, its line in the table; `nil` for a grid.
  public let lines: [Int]?
  /// Of a grid, how many values each variable has; the last one varies fastest. Empty for a table.
  let sides: [Int]

  public var count: Int { costs.count }

  /// The candidate as a point of the law.
  public func point(_ index: Int) -> [String: Double] {
    Dictionary(uniqueKeysWithValues: zip(variables, columns.map { $0[index] }))
  }

  /// A candidate, for a message.
  func place(_ index: Int) -> String {
    let sizes = zip(variables, columns).map { "\($0)=\($1[index].formatted(significant: 4))" }.joined(separator: ", ")
    return lines.map { "\(source):\($0[index]) (\(sizes))" } ?? sizes
  }

  /// All combinations of the values of some variables; the last one varies fastest.
  ///
  /// - Parameters:
  ///   - axes: each a variable with its values.
  ///   - needed: variables of the law and of its noise.
  ///   - cost: in the variables; `nil` takes `6*N*D`, or `C`, where the law has them.
  /// - Throws: `.repeatedAxis`, `.missingVariables`, `.unusedVariable`, `.noCost`, `.badCost`, `.tooManyCandidates`.
  public init(grid axes: [DesignAxis], needed: [String], cost: Expression?) throws(DesignError) {
    var count = 1
    for (index, axis) in axes.enumerated() {
      guard !axes[..<index].contains(where: { $0.variable == axis.variable }) else {
        throw .repeatedAxis(axis.variable)
      }
      let (product, isTooLarge) = count.multipliedReportingOverflow(by: axis.values.count)
      count = isTooLarge ? Self.mostOfGrid + 1 : product
      guard count <= Self.mostOfGrid else { throw .tooManyCandidates(count, most: Self.mostOfGrid) }
    }
    let names = axes.map(\.variable)
    var columns: [Column] = []
    var repeats = count
    for axis in axes {
      repeats /= axis.values.count
      let values = (0..<count).map { axis.values[$0 / repeats % axis.values.count] }
      columns.append(Column(name: axis.variable, storage: .numbers(values)))
    }
    let cost = try Self.costFormula(cost, needed)
    let known = (needed + cost.symbols).uniqued
    for name in names where !known.contains(name) { throw .unusedVariable(name, known: known) }
    do {
      let table = try Table(source: "the grid", columns: columns)
      try self.init(
        table, variables: names.map { ($0, $0) }, needed: needed, cost: cost, source: "the grid", lines: nil,
        sides: axes.map(\.values.count))
    } catch let error as DesignError {
      throw error
    } catch let error as TableError {
      throw .fit(.table(error))
    } catch {
      preconditionFailure("no other error is thrown here")
    }
  }

  private static let mostOfGrid = 1_000_000

  /// The rows of a table.
  ///
  /// - Parameters:
  ///   - table: one row per candidate.
  ///   - variables: each with the column that it stands for.
  ///   - needed: those of the law and of its noise.
  ///   - cost: in the variables and the columns of the table; `nil` takes `6*N*D`, or `C`, where the law has them.
  /// - Throws: `.noCandidates`, `.missingVariables`, `.noCost`, `.badCost`; `.fit` where a column cannot be read.
  public init(
    table: Table, variables: [(variable: String, column: String)], needed: [String], cost: Expression?
  ) throws(DesignError) {
    try self.init(
      table, variables: variables, needed: needed, cost: Self.costFormula(cost, needed), source: table.source,
      lines: (0..<table.rowCount).map { table.lineNumbers[$0] }, sides: [])
  }

  private init(
    _ table: Table, variables: [(variable: String, column: String)], needed: [String], cost: Expression, source: String,
    lines: [Int]?, sides: [Int]
  ) throws(DesignError) {
    guard table.rowCount > 0 else { throw .noCandidates(source: source) }
    let names = Dictionary(variables.map { ($0.variable, $0.column) }) { first, _ in first }
    let missing = (needed + (lines == nil ? cost.symbols : [])).uniqued.filter { names[$0] == nil }
    guard missing.isEmpty else { throw .missingVariables(missing, candidates: source) }
    self.source = source
    self.variables = variables.map(\.variable)
    self.cost = cost
    self.lines = lines
    self.sides = sides
    do {
      columns = try variables.map { pair throws(TableError) in try table.numbers(pair.column) }
      costs = try table.values(of: cost.substituting(names.mapValues(Expression.symbol)))
    } catch {
      throw .fit(.table(error))
    }
    for (name, values) in zip(self.variables, columns) {
      guard let row = values.firstIndex(where: { !$0.isFinite }) else { continue }
      throw .undefined(place: place(row), what: name, isTable: lines != nil)
    }
    if let row = costs.firstIndex(where: { !($0 > 0 && $0.isFinite) }) {
      throw .badCost(formula: cost.description, place: place(row), value: costs[row], isTable: lines != nil)
    }
  }

  /// What was given, or else training compute: 6 FLOP for each parameter and token (Kaplan et al. 2020, section 2.1).
  private static func costFormula(_ given: Expression?, _ variables: [String]) throws(DesignError) -> Expression {
    if let given { return given }
    let symbol = Expression.symbol
    if variables.contains("N"), variables.contains("D") { return Expression(6) * symbol("N") * symbol("D") }
    if variables.contains("C") { return symbol("C") }
    throw .noCost(variables: variables)
  }
}
