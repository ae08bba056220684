#if canImport(Glibc)
  import Glibc
#endif

/// Columns for the symbols of laws: those that were named, those that a formula computes, and those that were found.
///
///     let columns = try LawColumns([.chinchilla], in: table, given: ["N": "Params (B)*1e9", "D": "C/(6*N)"])
///     let fit = try Law.chinchilla.fit(to: columns.table, columns: columns.mapping)
///
/// What is given counts: the name of a column, or a formula over columns and over other symbols. The variables of a law of the catalogue
/// that were not given are found by `ColumnFinder`. Where header, cells or caller say in what a column is counted, it is brought to the
/// unit in which the law counts: parameters and tokens one by one, compute in FLOP, losses in nats, bounded scores in shares. A formula
/// that was given stands as it is.
public struct LawColumns: Sendable {
  /// The table with the columns that were computed, each named by its formula.
  public private(set) var table: Table
  /// From symbols to columns.
  public private(set) var mapping: [String: String] = [:]
  /// What was found and converted, and what says so.
  public private(set) var readings: [Reading] = []
  /// Symbol by symbol of laws of the catalogue, what it is counted in.
  public private(set) var units: [SymbolUnit] = []

  /// What a symbol was taken to be counted in.
  public struct SymbolUnit: Sendable, Hashable {
    public let symbol: String
    public let column: String
    /// The unit of the column, as it is shown; `nil` where nothing says one and the numbers are taken as they are.
    public let unit: String?
    /// Who says so: the caller, the cells, the header, a formula that was given, or nobody.
    public let source: String
  }

  private let given: [String: String]
  private let laws: [Law]
  /// Symbols that other mappings are made of.
  private var used: Set<String> = []

  /// - Parameters:
  ///   - table: as it was read.
  ///   - laws: that will meet the table.
  ///   - given: from a symbol to a column, or to a formula.
  ///   - converts: whether columns are brought to the units of the law.
  /// - Throws: `FitError.mapping` for a formula that cannot be read, `.mappingCycle`; `.ambiguousVariable` naming the candidates; `.table`.
  public init(
    _ laws: [Law], in table: Table, given: [String: String], converts: Bool = true
  ) throws(FitError) {
    (self.table, self.given, self.laws) = (table, given, laws)
    for law in laws where law.coefficients != nil { try find(law) }
    for symbol in given.keys.sorted() { mapping[symbol] = try column(given: symbol, within: []) }
    // A symbol that only other mappings use is no variable of a law.
    for symbol in used where !laws.contains(where: { $0.formula.symbols.contains(symbol) }) { mapping[symbol] = nil }
    if converts { for law in laws where law.coefficients != nil { try convert(law) } }
    self.table = self.table.noting(readings)
  }

  // MARK: What was given

  private mutating func column(given symbol: String, within outer: [String]) throws(FitError) -> String {
    let text = given[symbol] ?? symbol
    if table[text] != nil { return text }
    let expression = try expression(given: symbol, within: outer)
    if let name = expression.symbols.first, expression == .symbol(name) { return name }
    return try derive(text.trimmedOfSpaces, expression)
  }

  /// A formula with its symbols replaced by what they stand for.
  private mutating func expression(given symbol: String, within outer: [String]) throws(FitError) -> Expression {
    let text = given[symbol] ?? symbol
    let expression: Expression
    do { expression = try Expression(parsing: text, columns: table.names) } catch {
      // A name with spaces that no column has is a mistyped name, and no formula.
      if text.allSatisfy({ $0.isLetter || $0.isNumber || " _-.".contains($0) }) {
        throw .table(.unknownColumn(source: table.source, name: text, names: table.sourceNames))
      }
      throw .mapping(symbol: symbol, text: text, error)
    }
    var replacements: [String: Expression] = [:]
    for name in expression.symbols {
      if name != symbol, given[name] != nil {
        used.insert(name)
        guard !outer.contains(name) else { throw .mappingCycle(outer + [symbol, name]) }
        replacements[name] =
          try table[given[name] ?? ""] != nil
          ? .symbol(given[name] ?? "") : self.expression(given: name, within: outer + [symbol])
      } else if table[name] == nil {
        guard name != symbol, let column = mapping[name] else {
          throw .table(.unknownColumn(source: table.source, name: name, names: table.sourceNames))
        }
        replacements[name] = .symbol(column)
      }
    }
    return replacements.isEmpty ? expression : expression.substituting(replacements)
  }

  private mutating func derive(_ name: String, _ expression: Expression) throws(FitError) -> String {
    if table[name] != nil { return name }
    do { table = try table.deriving(Formula(left: .symbol(name), right: expression)) } catch { throw .table(error) }
    return name
  }

  // MARK: What is found

  private mutating func find(_ law: Law) throws(FitError) {
    let finder = ColumnFinder(table)
    var taken = Set(given.values).union(mapping.values)
    let isResource = { (name: String) in !law.roles(of: name).isDisjoint(with: [.compute, .parameters, .tokens]) }
    let hasResource = law.variables.contains { isResource($0.name) && given[$0.name] != nil }
    for variable in law.variables where given[variable.name] == nil && mapping[variable.name] == nil {
      if table[variable.name] != nil {
        taken.insert(variable.name)
        continue
      }
      // A second resource that nobody named is taken only where the first was found as well.
      if variable.optionalWith != nil, hasResource { continue }
      guard let found = try found(variable, law, finder, taken) else { continue }
      mapping[variable.name] = found.column
      taken.insert(found.column)
      readings.append(
        Reading(
          .column, column: found.column, "\(variable.name) is \(found.column)", because: found.reason,
          flag: "-c \(variable.name)=COLUMN"))
    }
    try findByCompute(law, finder, taken)
  }

  /// Parameters or tokens of a law of both, where the table has only the other, and compute: `C = 6 N D` (Kaplan et al. 2020, 2.1).
  private mutating func findByCompute(_ law: Law, _ finder: ColumnFinder, _ taken: Set<String>) throws(FitError) {
    let pair = ["N", "D"]
    let missing = pair.filter { given[$0] == nil && mapping[$0] == nil && table[$0] == nil }
    guard missing.count == 1, let symbol = missing.first, let other = pair.first(where: { $0 != symbol }),
      pair.allSatisfy({ name in law.variables.contains { $0.name == name && $0.optionalWith == nil } }),
      !law.variables.contains(where: { $0.name == "C" }), given["C"] == nil
    else { return }
    let flops = finder.equallySure(.compute)
    guard flops.count == 1, !taken.contains(flops[0]), let compute = table[flops[0]],
      // Logarithms are no compute.
      Set(compute.name.nameWords).isDisjoint(with: ["log", "log10", "ln", "log2"]), compute.name.prefix(3) != "log",
      let known = table[mapping[other] ?? given[other] ?? other]
    else { return }
    let base = { (column: Column) -> Expression in
      guard let unit = column.unit, unit.isScaled else { return .symbol(column.name) }
      return .symbol(column.name) * Expression(unit.factor)
    }
    let expression = base(compute) / (Expression(IsoFLOPRuns.flopsPerParameterToken) * base(known))
    mapping[symbol] = try derive(expression.description, expression)
    readings.append(
      Reading(
        .column, column: compute.name, "\(symbol) is \(expression.description)", because: "compute is 6 N D",
        flag: "-c \(symbol)=COLUMN"))
  }

  private func found(
    _ variable: Law.Variable, _ law: Law, _ finder: ColumnFinder, _ taken: Set<String>
  ) throws(FitError) -> ColumnFinder.Candidate? {
    var ones: [ColumnFinder.Candidate] = []
    for role in law.orderedRoles(of: variable.name) {
      switch finder.find(role, besides: taken) {
      case .none: continue
      case .one(let candidate):
        if !law.takesAnyResource(variable.name) { return candidate }
        ones.append(candidate)
        // Compute stands for parameters and tokens together.
        if role == .compute { return candidate }
      case .several(let candidates):
        throw .ambiguousVariable(law: law.id ?? "", variable: variable.name, candidates: candidates.map(\.column))
      }
    }
    if ones.count > 1, law.id != Law.logLinear.id {
      throw .ambiguousVariable(law: law.id ?? "", variable: variable.name, candidates: ones.map(\.column))
    }
    return ones.first
  }

  // MARK: Units

  private mutating func convert(_ law: Law) throws(FitError) {
    for variable in law.variables {
      let name = mapping[variable.name] ?? variable.name
      guard let column = table[name], !units.contains(where: { $0.symbol == variable.name }) else { continue }
      let isFormula = given[variable.name].map { $0 != name || table.derivedNames.contains(name) } ?? false
      units.append(
        SymbolUnit(
          symbol: variable.name, column: name, unit: isFormula ? nil : column.unit?.name,
          source: isFormula ? "formula" : column.unitSource?.rawValue ?? "nobody"))
      guard !isFormula, let unit = column.unit, let source = column.unitSource, unit.isScaled,
        law.counts(variable.name, in: unit)
      else { continue }
      let factor: Expression = unit.name == "bits" ? .log(2) : Expression(unit.factor)
      let text = "\(name)*\(unit.factorText)"
      mapping[variable.name] = try derive(text, .symbol(name) * factor)
      let found = readings.firstIndex { $0.kind == .column && $0.sentence == "\(variable.name) is \(name)" }
      let reason = found.map { readings[$0].reason + "; " } ?? ""
      if let found { readings.remove(at: found) }
      readings.append(
        Reading(
          .unit, column: name, "\(variable.name) is \(text)", because: "\(reason)\(source.noun) \(unit.name)",
          flag: String.flag("--unit", "\(name)=UNIT")))
    }
  }
}

extension Unit {
  /// Its factor as a formula has it: `1e9`, `0.01`, `log(2)`.
  fileprivate var factorText: String {
    if name == "bits" { return "log(2)" }
    let power = log10(factor).rounded()
    if power > 2, pow(10, power) == factor { return "1e\(Int(power))" }
    return factor >= 1e6 ? "\(factor)".replacing("e+", with: "e") : factor.plain
  }
}

extension Column.UnitSource {
  /// `its header says`.
  fileprivate var noun: String {
    switch self {
    case .caller: "--unit says"
    case .cells: "its cells say"
    case .header: "its header says"
    }
  }
}

extension Law {
  /// Which columns may stand for a variable, in order.
  func orderedRoles(of variable: String) -> [ColumnRole] {
    switch variable {
    case "loss": [.loss]
    case "score", "pass": [.score]
    case "N": [.parameters]
    case "D" where id == Law.logLinear.id: [.tokens]
    case "D": [.tokens]
    case "U": [.uniqueTokens]
    case "C" where takesAnyResource("C"): [.compute, .parameters, .tokens]
    case "C": [.compute]
    case "T": [.inferenceTokens]
    case "k": [.samples]
    case "x": [.compute, .parameters, .tokens]
    case "y" where purpose == .loss: [.loss]
    case "price": [.price]
    case "t": [.date]
    case "quantity", "Q": [.quantity]
    default: []
    }
  }

  func roles(of variable: String) -> Set<ColumnRole> { Set(orderedRoles(of: variable)) }

  /// Whether the variable may be compute, parameters or tokens.
  func takesAnyResource(_ variable: String) -> Bool {
    variable == "x" || variable == "C" && id != Law.overTraining.id
  }

  /// Whether a variable that is given in this unit is brought to its base unit.
  func counts(_ variable: String, in unit: Unit) -> Bool {
    switch unit.dimension {
    case .count:
      !roles(of: variable).isDisjoint(with: [.parameters, .tokens, .uniqueTokens, .inferenceTokens, .samples, .compute])
    case .compute: roles(of: variable).contains(.compute)
    case .information: roles(of: variable).contains(.loss)
    case .share: roles(of: variable).contains(.score) && isBounded
    case .time, .money: false
    }
  }

  /// Whether the response is a share of one.
  var isBounded: Bool {
    scale == .logit
      || [Law.logisticScore, .logLogistic, .lossToScore, .passAtK, .passAtKJoint, .testTime, .testTimeSaturating]
        .contains { $0.id == id }
  }
}

extension String {
  fileprivate var trimmedOfSpaces: String { String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
}
