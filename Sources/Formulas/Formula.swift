/// A law as a person writes it: `loss = E + A / N^alpha + B / D^beta`.
///
/// The left side may be an expression, as in `log(y) = a - b * t`.
public struct Formula: Hashable, Sendable, CustomStringConvertible {
  /// The text that was read.
  public let text: String
  public let left: Expression
  public let right: Expression

  /// Reads `left = right`.
  ///
  /// - Throws: `FormulaError` with the place in the text.
  public init(_ text: String) throws(FormulaError) {
    (left, right) = try Parser.formula(text)
    self.text = text
  }

  /// A formula of two expressions.
  public init(left: Expression, right: Expression) {
    self.left = left
    self.right = right
    text = "\(left) = \(right)"
  }

  /// The column on the left, where the left side is nothing but a column.
  public var response: String? {
    if left.nodes.count == 1, case .symbol(let name) = left.nodes[0] { return name }
    return nil
  }

  /// The symbols of both sides, in order of first appearance.
  public var symbols: [String] {
    let first = left.symbols
    return first + right.symbols.filter { !first.contains($0) }
  }

  /// The comparisons of columns with text on both sides, in order of first appearance.
  public var textComparisons: [TextComparison] {
    let first = left.textComparisons
    return first + right.textComparisons.filter { !first.contains($0) }
  }

  /// The formula in canonical spacing and with the fewest parentheses.
  public var description: String { "\(left) = \(right)" }
}
