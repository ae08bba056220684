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
    // A lone = makes it a named quantity; ==, <= and the like belong to comparisons.
    let equals = text.indices.filter { index in
      let next = text.index(after: index)
      return text[index] == "=" && !(next < text.endIndex && text[next] == "=")
        && !(index > text.startIndex && "=<>!".contains(text[text.index(before: index)]))
    }
    guard !equals.isEmpty else {
      self.init(name: text, expression: try Expression(parsing: text))
      return
    }
    let formula = try Formula(text)
    self.init(name: formula.response ?? formula.left.description, expression: formula.right)
  }
}

extension Quantity: CustomStringConvertible {
  /// As it can be written again: `name = formula`, or the formula alone where that is its name.
  public var description: String {
    (try? Expression(parsing: name)) == expression ? name : "\(name) = \(expression)"
  }
}
