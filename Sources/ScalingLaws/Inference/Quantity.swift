/// Anything that can be asked of a fit: a named function of its coefficients.
///
///     Quantity("halving_time = 12*log(2)/k")
///
/// Every quantity gets its interval in the same way; see `Fit.estimate(_:)`.
public struct Quantity: Sendable, Hashable {
  public let name: String
  public let expression: Expression
  public let meaning: String?
  public let unit: String?

  public init(name: String, expression: Expression, meaning: String? = nil, unit: String? = nil) {
    self.name = name
    self.expression = expression
    self.meaning = meaning
    self.unit = unit
  }

  /// A quantity as a user writes it: `name = formula`, or a bare formula, which is then its own name.
  ///
  /// - Throws: `FormulaError` pointing at the character that cannot be read.
  public init(_ text: String) throws(FormulaError) {
    if let formula = try? Formula(text), formula.left.symbols.count == 1,
      formula.left.description == formula.left.symbols[0]
    {
      self.init(name: formula.left.symbols[0], expression: formula.right)
    } else {
      self.init(name: text, expression: try Expression(parsing: text))
    }
  }
}
