/// A law whose symbols have met a table: every symbol is now a column or a coefficient.
public struct BoundLaw: Sendable {
  public let law: Law
  /// The formula that is fitted. Terms of absent resources are gone, and an origin of time is written out.
  public let formula: Formula
  /// Names of the coefficients, in the law's order, or in that of their appearance.
  public let coefficients: [String]
  /// Variable by variable, the column that it stands for.
  public let columns: [(variable: String, column: String)]
  /// Symbols that look like mistyped columns, with the column that may be meant.
  let doubtful: [(symbol: String, column: String)]

  /// - Parameter columns: symbol to column, where their names differ.
  /// - Throws: `.unmappedVariable`, `.unknownVariable`, `.responseNotColumns`, `.noCoefficients`; `.table` for a
  ///   column that does not exist.
  init(_ law: Law, table: Table, columns mapping: [String: String]) throws(FitError) {
    let symbols = law.formula.symbols
    for name in mapping.keys.sorted() where law.declares(coefficient: name) {
      throw .mappedCoefficient(name, law: law.id ?? law.formula.description)
    }
    for name in mapping.keys.sorted() where !symbols.contains(name) {
      throw .unknownVariable(name, symbols: symbols)
    }
    var columns: [(variable: String, column: String)] = []
    for symbol in symbols {
      if let column = mapping[symbol] {
        do { _ = try table.column(column) } catch { throw .table(error) }
        columns.append((symbol, column))
      } else if table.names.contains(symbol), !law.declares(coefficient: symbol) {
        columns.append((symbol, symbol))
      }
    }
    let bound = Set(columns.map(\.variable))
    let absent = try law.absentCoefficients(bound: bound, table: table)
    var right = law.formula.right
    if !absent.isEmpty {
      right = right.substituting(Dictionary(uniqueKeysWithValues: absent.map { ($0, Expression(0)) })).simplified
    }
    let formula = Formula(left: law.formula.left, right: right)
    let free = formula.symbols.filter { !bound.contains($0) }
    let stray = law.formula.left.symbols.filter { !bound.contains($0) }
    guard stray.isEmpty else {
      throw .responseNotColumns(names: stray, columns: table.sourceNames)
    }
    guard !free.isEmpty else { throw .noCoefficients(formula: formula.description) }

    self.law = law
    self.formula = formula
    self.columns = columns.filter { formula.symbols.contains($0.variable) }
    coefficients = law.coefficients.map { $0.map(\.name).filter(free.contains) } ?? free
    doubtful = law.coefficients == nil ? free.compactMap { table.closeMiss($0, besides: bound) } : []
  }

  private init(_ other: BoundLaw, formula: Formula, coefficients: [String]? = nil) {
    law = other.law
    self.formula = formula
    self.coefficients = coefficients ?? other.coefficients
    columns = other.columns
    doubtful = other.doubtful
  }

  /// The same law with time counted from its first value among these rows.
  func countingFromFirst(_ values: (String) throws(FitError) -> [Double]) throws(FitError) -> BoundLaw {
    var right = formula.right
    for variable in law.variables where variable.countsFromFirst {
      guard let first = try values(variable.name).min() else { continue }
      right = right.substituting([variable.name: .symbol(variable.name) - Expression(first)])
    }
    return BoundLaw(self, formula: Formula(left: formula.left, right: right))
  }

  /// Where a coefficient may lie by the law alone.
  func domain(of coefficient: String) -> Domain {
    law.coefficients?.first { $0.name == coefficient }?.domain
      ?? (law.positive.contains(coefficient) ? .positive : .free)
  }

  /// The law with coefficients held at values.
  ///
  /// - Throws: `.unknownCoefficient`; `.noCoefficients` when none is left.
  func holding(_ fixed: [String: Double]) throws(FitError) -> BoundLaw {
    guard !fixed.isEmpty else { return self }
    for name in fixed.keys.sorted() where !coefficients.contains(name) {
      throw .unknownCoefficient(quantity: "--fix", name: name, coefficients: coefficients)
    }
    let right = formula.right.substituting(fixed.mapValues { Expression($0) })
    let free = coefficients.filter { fixed[$0] == nil }
    guard !free.isEmpty else { throw .noCoefficients(formula: formula.description) }
    return BoundLaw(self, formula: Formula(left: formula.left, right: right), coefficients: free)
  }

  /// An expression of variables as one of columns.
  func inColumns(_ expression: Expression) -> Expression {
    expression.substituting(Dictionary(columns.map { ($0.variable, .symbol($0.column)) }) { first, _ in first })
  }

  /// The column behind a variable.
  func column(of variable: String) -> String {
    columns.first { $0.variable == variable }?.column ?? variable
  }
}

extension Law {
  fileprivate func declares(coefficient name: String) -> Bool {
    coefficients?.contains { $0.name == name } ?? false
  }

  /// Coefficients of resources that the table does not have.
  fileprivate func absentCoefficients(bound: Set<String>, table: Table) throws(FitError) -> [String] {
    var absent: [String] = []
    for variable in variables where !bound.contains(variable.name) {
      guard let coefficient = variable.optionalWith else {
        throw .unmappedVariable(
          law: id ?? formula.description, variable: variable.name, meaning: variable.meaning, columns: table.sourceNames
        )
      }
      absent.append(coefficient)
    }
    return absent
  }
}

extension Table {
  /// A column that the symbol may have been meant to name: one slip away, and not used otherwise.
  fileprivate func closeMiss(_ symbol: String, besides used: Set<String>) -> (symbol: String, column: String)? {
    guard symbol.count > 3 else { return nil }
    return Names.suggestion(for: symbol, among: sourceNames.filter { !used.contains($0) }).map { (symbol, $0) }
  }
}
