/// How tightly an operator binds.
///
/// From loose to tight: `or`; `and`; `not`; comparisons, which do not chain; `+ -`; `* /`; signs; `^`, which groups to
/// the right and takes a signed exponent. This is the order of Python, and of R.
enum Precedence: Int, Comparable {
  case or = 1
  case and, not, comparison, sum, product, sign, power, atom

  static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }

  /// The operator that a symbol stands for between two operands.
  static func infix(_ symbol: Token.Symbol) -> (operation: BinaryOperator, precedence: Precedence)? {
    switch symbol {
    case .plus: (.add, .sum)
    case .minus: (.subtract, .sum)
    case .times: (.multiply, .product)
    case .divide: (.divide, .product)
    case .power: (.power, .power)
    case .equal: (.equal, .comparison)
    case .notEqual: (.notEqual, .comparison)
    case .less: (.less, .comparison)
    case .lessOrEqual: (.lessOrEqual, .comparison)
    case .greater: (.greater, .comparison)
    case .greaterOrEqual: (.greaterOrEqual, .comparison)
    case .and: (.and, .and)
    case .or: (.or, .or)
    case .open, .close, .comma, .assign, .not: nil
    }
  }
}
