import Formulas

extension Table {
  /// The values of an expression of columns, one to a row.
  ///
  /// A missing value makes the result NaN, unless the expression does not depend on it. A condition is 1, 0, or NaN where a
  /// missing value leaves it undecided.
  /// - Throws: `.unknownColumn`, `.badCell`; `.undefinedValue` where no input is missing and yet there is no value, as for the
  ///   logarithm of a negative number; `.numbersComparedWithText` and `.notADate` for a comparison that makes no sense.
  public func values(of expression: Expression) throws(TableError) -> [Double] {
    var variables: [String: [Double]] = [:]
    for symbol in expression.symbols { variables[symbol] = try numbers(symbol) }
    for comparison in expression.textComparisons { variables[comparison.description] = try truth(of: comparison) }
    let names = variables.keys.sorted()
    let result: [Double]
    do {
      let program = try Program([expression], variables: names, parameters: [])
      result = program.bind(columns: names.compactMap { variables[$0] }, rowCount: rowCount).evaluate()[0]
    } catch {
      throw .formula(error)
    }
    for row in result.indices where result[row].isNaN {
      let inputs = names.map { (name: $0, value: variables[$0]?[row] ?? .nan) }
      guard inputs.contains(where: { $0.value.isNaN }) else {
        throw .undefinedValue(
          source: source, line: lineNumbers[row], expression: expression.description,
          inputs: inputs.map { "\($0.name) is \($0.value)" })
      }
    }
    return result
  }

  /// The table with a column computed from others: `D = C / (6 * N)`.
  ///
  /// - Throws: `.derivedName` unless the left side is a new column's name; as `values(of:)`.
  public func deriving(_ formula: Formula) throws(TableError) -> Table {
    guard let name = formula.response else { throw .derivedName(formula: formula.description) }
    let column = Column(name: name, storage: .numbers(try values(of: formula.right)))
    return try appending(column: column, derivedBy: formula)
  }

  /// The rows for which a condition holds; what it left out is counted in `filters`.
  ///
  /// - Throws: `.notACondition`; as `values(of:)`.
  public func filtering(_ condition: Expression) throws(TableError) -> Table {
    guard condition.isPredicate else { throw .notACondition(condition.description) }
    for symbol in condition.symbols where self[symbol] == nil && !sourceNames.contains(symbol) {
      throw .unknownWord(source: source, condition: condition.description, word: symbol, names: sourceNames)
    }
    let truth = try values(of: condition)
    let kept = truth.indices.filter { truth[$0] > 0 }
    let undecided = truth.count { $0.isNaN }
    let filter = Filter(
      condition: condition.description, kept: kept.count, excluded: truth.count - kept.count - undecided,
      undecided: undecided)
    return selecting(rows: kept, by: filter)
  }

  /// The truth of a comparison, row by row: 1, 0, or NaN where the cell is missing.
  ///
  /// - Throws: `.unknownColumn`; `.notADate`; `.numbersComparedWithText`.
  public func truth(of comparison: TextComparison) throws(TableError) -> [Double] {
    let column = try column(comparison.column)
    switch column.storage {
    case .texts(let texts):
      let truths = texts.strings.map { comparison.comparison.holds($0, comparison.literal) ? 1.0 : 0 }
      return texts.codes.map { $0 < 0 ? .nan : truths[Int($0)] }
    case .dates(let years, _):
      guard let date = CalendarDate(comparison.literal) else {
        throw .notADate(column: column.name, text: comparison.literal)
      }
      let year = date.decimalYear
      return years.map { $0.isNaN ? .nan : comparison.comparison.holds($0, year) ? 1 : 0 }
    case .numbers(let values):
      // A column without a single value has no type yet: nothing is decided about it.
      guard values.allSatisfy(\.isNaN) else {
        throw .numbersComparedWithText(comparison: comparison.description, column: column.name)
      }
      return values
    }
  }
}

extension TextComparison {
  /// The truth for one text, as of a cell: dates are compared as dates where both sides are ones.
  public func truth(of text: String) -> Bool {
    if let date = CalendarDate(text), let other = CalendarDate(literal) {
      return comparison.holds(date.decimalYear, other.decimalYear)
    }
    return comparison.holds(text, literal)
  }
}

extension TextComparison.Operator {
  fileprivate func holds<Value: Comparable>(_ a: Value, _ b: Value) -> Bool {
    switch self {
    case .equal: a == b
    case .notEqual: a != b
    case .less: a < b
    case .lessOrEqual: a <= b
    case .greater: a > b
    case .greaterOrEqual: a >= b
    }
  }
}

extension Expression {
  /// Every column that the expression reads, those of text comparisons included.
  public var columnNames: [String] { symbols + textComparisons.map(\.column) }
}
