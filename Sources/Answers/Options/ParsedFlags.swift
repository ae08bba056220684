import ScalingLaws

extension Expression {
  /// A formula of columns as a flag has it; names of columns with spaces need no backticks.
  static func parsed(_ text: String?, flag: String, of table: Table? = nil) throws -> Expression? {
    do {
      return try text.map { text throws(FormulaError) in
        table?[text] != nil ? .symbol(text) : try Expression(parsing: text, columns: table?.names ?? [])
      }
    } catch {
      throw Problem(error, in: flag)
    }
  }
}

extension IntervalMethod {
  /// A method as a flag has it.
  static func parsed(_ text: String?) throws -> IntervalMethod? {
    try text.map { text in try IntervalMethod(text) }
  }
}

extension StringProtocol {
  /// Without spaces at either end.
  var trimmed: String { String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
}
