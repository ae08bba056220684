/// Expressions from expressions. These keep what is written; `simplified` tidies up.
extension Expression: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
  public init(floatLiteral value: Double) { self.init(value) }
  public init(integerLiteral value: Int) { self.init(Double(value)) }

  public static func + (a: Expression, b: Expression) -> Expression { binary(.add, a, b) }
  public static func - (a: Expression, b: Expression) -> Expression { binary(.subtract, a, b) }
  public static func * (a: Expression, b: Expression) -> Expression { binary(.multiply, a, b) }
  public static func / (a: Expression, b: Expression) -> Expression { binary(.divide, a, b) }
  public static prefix func - (a: Expression) -> Expression { unary(.negate, a) }

  /// `a` to the power `b`. Swift gives `^` the precedence of `+`: put it in parentheses.
  public static func ^ (a: Expression, b: Expression) -> Expression { binary(.power, a, b) }

  public static func log(_ a: Expression) -> Expression { unary(.log, a) }
  public static func log2(_ a: Expression) -> Expression { unary(.log2, a) }
  public static func log10(_ a: Expression) -> Expression { unary(.log10, a) }
  public static func log1p(_ a: Expression) -> Expression { unary(.log1p, a) }
  public static func exp(_ a: Expression) -> Expression { unary(.exp, a) }
  public static func expm1(_ a: Expression) -> Expression { unary(.expm1, a) }
  public static func sqrt(_ a: Expression) -> Expression { unary(.sqrt, a) }
  public static func abs(_ a: Expression) -> Expression { unary(.abs, a) }
  public static func sin(_ a: Expression) -> Expression { unary(.sin, a) }
  public static func cos(_ a: Expression) -> Expression { unary(.cos, a) }
  public static func tan(_ a: Expression) -> Expression { unary(.tan, a) }
  public static func atan(_ a: Expression) -> Expression { unary(.atan, a) }
  public static func tanh(_ a: Expression) -> Expression { unary(.tanh, a) }
  /// `1 / (1 + exp(-a))`.
  public static func logistic(_ a: Expression) -> Expression { unary(.logistic, a) }
  public static func erf(_ a: Expression) -> Expression { unary(.erf, a) }
  /// The distribution function of the standard normal. SciPy: `special.ndtr`.
  public static func normal(_ a: Expression) -> Expression { unary(.normal, a) }
  /// `log(normal(a))`, also where `normal(a)` rounds to 0 or 1. SciPy: `special.log_ndtr`.
  public static func logNormal(_ a: Expression) -> Expression { unary(.logNormal, a) }
  /// `log(1 + exp(a))`. SciPy: `np.logaddexp(0, a)`.
  public static func softplus(_ a: Expression) -> Expression { unary(.softplus, a) }
  /// `log(1 - exp(a))` for a below zero; NaN above.
  public static func log1mexp(_ a: Expression) -> Expression { unary(.log1mexp, a) }
  public static func min(_ a: Expression, _ b: Expression) -> Expression { binary(.minimum, a, b) }
  public static func max(_ a: Expression, _ b: Expression) -> Expression { binary(.maximum, a, b) }

  /// The v for which `v + (a - 1) * log(1 + exp(v))` is `u`; see `Bend`.
  public static func bend(_ u: Expression, _ a: Expression) -> Expression { binary(.bend, u, a) }

  /// True where both are.
  public static func and(_ a: Expression, _ b: Expression) -> Expression { binary(.and, a, b) }
  /// True where one is.
  public static func or(_ a: Expression, _ b: Expression) -> Expression { binary(.or, a, b) }
  public static func not(_ a: Expression) -> Expression { unary(.not, a) }

  private static func unary(_ operation: UnaryOperator, _ a: Expression) -> Expression {
    var graph = Graph()
    let first = graph.insert(allOf: a)
    let root = graph.insert(.unary(operation, first))
    return Expression(graph, root: root)
  }

  private static func binary(_ operation: BinaryOperator, _ a: Expression, _ b: Expression) -> Expression {
    var graph = Graph()
    let first = graph.insert(allOf: a)
    let second = graph.insert(allOf: b)
    let root = graph.insert(.binary(operation, first, second))
    return Expression(graph, root: root)
  }
}
