import Escaping

/// A column compared with a text literal, such as `reasoning == "no"` or `date < "2025-01-01"`.
///
/// Only a table knows the text of its columns, so an expression does not decide such a comparison. The table supplies
/// its truth, row by row, as a column of 1, 0 or NaN (undecided) under the name `description`.
public struct TextComparison: Hashable, Sendable, CustomStringConvertible {
  public enum Operator: String, Hashable, Sendable, CaseIterable {
    case equal = "=="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="

    /// The operator after its two sides have been exchanged.
    var flipped: Operator {
      switch self {
      case .equal, .notEqual: self
      case .less: .greater
      case .lessOrEqual: .greaterOrEqual
      case .greater: .less
      case .greaterOrEqual: .lessOrEqual
      }
    }
  }

  public let column: String
  public let comparison: Operator
  public let literal: String

  public init(column: String, comparison: Operator, literal: String) {
    self.column = column
    self.comparison = comparison
    self.literal = literal
  }

  /// The comparison as a formula writes it; also the name under which its truth is supplied.
  public var description: String {
    "\(Names.quoted(column)) \(comparison.rawValue) \(literal.quotedAsFormulaText)"
  }
}
