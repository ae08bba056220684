extension Expression {
  /// A formula over the columns of a table, in which a name with spaces or marks needs no backticks: `Params (B)*1e9`.
  ///
  /// The longest name that stands at a place counts. A name that could be a formula of other columns, such as `a-b` beside `a` and `b`, is
  /// ambiguous, and needs them.
  ///
  /// - Throws: `FormulaError` with the place in the text.
  public init(parsing text: String, columns: [String]) throws(FormulaError) {
    let odd = columns.filter { !Names.isPlain($0) && !$0.isEmpty }.sorted { $0.count > $1.count }
    guard !odd.isEmpty else {
      self = try Expression(parsing: text)
      return
    }
    var result = ""
    var rest = text[...]
    var last: Character = " "
    while let character = rest.first {
      if character == "`" || character == "\"" {
        // What stands in quotes is copied.
        let end = rest.dropFirst().firstIndex(of: character).map(rest.index(after:)) ?? rest.endIndex
        result += rest[..<end]
        rest = rest[end...]
        last = character
        continue
      }
      if !last.continuesName,
        let name = odd.first(where: {
          rest.hasPrefix($0)
            && !(rest.dropFirst($0.count).first?.continuesName ?? false && $0.last?.continuesName ?? false)
        }),
        !name.isFormula(of: columns)
      {
        result += Names.quoted(name)
        rest = rest.dropFirst(name.count)
        last = " "
        continue
      }
      result.append(character)
      last = character
      rest = rest.dropFirst()
    }
    self = try Expression(parsing: result)
  }
}

extension Character {
  fileprivate var continuesName: Bool { isLetter || isNumber || self == "_" || self == "." }
}

extension String {
  /// Whether it can be read as a formula of these columns.
  fileprivate func isFormula(of columns: [String]) -> Bool {
    guard let expression = try? Expression(parsing: self), !expression.symbols.isEmpty else { return false }
    return expression.symbols.allSatisfy(columns.contains)
  }
}
