/// One step of an expression graph. Operands are positions of earlier nodes.
enum Node: Hashable, Sendable {
  case number(Double)
  case symbol(String)
  case text(TextComparison)
  case unary(UnaryOperator, Int32)
  case binary(BinaryOperator, Int32, Int32)

  /// The operands, first to last.
  @inline(__always)
  var operands: (first: Int32?, second: Int32?) {
    switch self {
    case .number, .symbol, .text: (nil, nil)
    case .unary(_, let a): (a, nil)
    case .binary(_, let a, let b): (a, b)
    }
  }

  /// The same step over moved operands.
  func renumbered(_ place: [Int32]) -> Node {
    switch self {
    case .number, .symbol, .text: self
    case .unary(let operation, let a): .unary(operation, place[Int(a)])
    case .binary(let operation, let a, let b): .binary(operation, place[Int(a)], place[Int(b)])
    }
  }

  /// The name under which a table or a program supplies the value of this node.
  var suppliedName: String? {
    switch self {
    case .symbol(let name): name
    case .text(let comparison): comparison.description
    default: nil
    }
  }
}

// The raw values are small numbers, because operators are hashed and compared all the time; spellings are in the order
// of the cases.

enum UnaryOperator: UInt8, Hashable, Sendable, CaseIterable {
  case negate, not
  case log, log2, log10, log1p, exp, expm1, sqrt, abs, sin, cos, tan, atan, tanh, logistic, erf
  /// The distribution function of the standard normal, and its logarithm; `log(1 + exp(u))` and `log(1 - exp(u))`.
  case normal, logNormal, softplus, log1mexp

  private static let spellings = [
    "-", "not", "log", "log2", "log10", "log1p", "exp", "expm1", "sqrt", "abs", "sin", "cos", "tan", "atan", "tanh",
    "logistic", "erf", "normal", "log_normal", "softplus", "log1mexp",
  ]

  /// How a formula writes it.
  var spelling: String { Self.spellings[Int(rawValue)] }

  /// The names of the functions.
  static var functionNames: [String] { Array(spellings.dropFirst(2)) }

  /// The function of one argument that a formula calls by this name.
  init?(function name: String) {
    guard let place = Self.spellings.firstIndex(of: name), place >= 2 else { return nil }
    self.init(rawValue: UInt8(place))
  }
}

enum BinaryOperator: UInt8, Hashable, Sendable, CaseIterable {
  case add, subtract, multiply, divide, power
  case minimum, maximum
  case bend
  case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
  case and, or

  private static let spellings = [
    "+", "-", "*", "/", "^", "min", "max", "bend", "==", "!=", "<", "<=", ">", ">=", "and", "or",
  ]

  /// How a formula writes it.
  var spelling: String { Self.spellings[Int(rawValue)] }

  /// Whether the result is a truth value: 1, 0, or NaN for undecided.
  var isLogical: Bool { isComparison || self == .and || self == .or }

  var isComparison: Bool { (Self.equal.rawValue...Self.greaterOrEqual.rawValue).contains(rawValue) }
}
