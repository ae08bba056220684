extension Expression {
  /// The logarithm of the expression, split as far as it holds.
  ///
  ///     p0 * exp(-k * t)   becomes   log(p0) - k * t       with p0 positive
  ///     C / (6 * N)        becomes   log(C) - log(6) - log(N)   with C, N positive
  ///
  /// Known to be positive are the named symbols, positive numbers, `exp`, `logistic`, `normal` and `softplus` of anything, and
  /// sums, products, quotients, powers and roots of what is positive. Known factors are split off; the rest stays under one
  /// logarithm. Where the expression is not positive, both forms are NaN or infinite.
  public func logarithm(assumingPositive positive: Set<String>) -> Expression {
    var graph = Graph()
    let root = graph.simplify(self)
    let isPositive = graph.signs(assumingPositive: positive)
    let split = graph.splitLogarithm(of: root, isPositive)
    return Expression(graph, root: split)
  }

  /// Whether the expression is certainly positive where the named symbols are; see `logarithm(assumingPositive:)`.
  public func isPositive(where positive: Set<String>) -> Bool {
    var graph = Graph()
    let root = graph.simplify(self)
    return graph.signs(assumingPositive: positive)[Int(root)]
  }
}

extension Node {
  /// Whether the node is certainly positive where the named symbols are.
  ///
  /// - Parameter known: the same of its operands.
  func isPositive(where positive: Set<String> = [], _ known: (Int32) -> Bool) -> Bool {
    switch self {
    case .number(let value): value > 0
    case .symbol(let name): positive.contains(name)
    case .unary(.exp, _), .unary(.logistic, _), .unary(.normal, _), .unary(.softplus, _): true
    case .unary(.sqrt, let a), .unary(.abs, let a), .unary(.expm1, let a), .unary(.log1p, let a),
      .unary(.tanh, let a), .unary(.atan, let a), .unary(.erf, let a):
      known(a)
    case .binary(.power, let a, _): known(a)
    case .binary(.maximum, let a, let b): known(a) || known(b)
    case .binary(.add, let a, let b), .binary(.multiply, let a, let b), .binary(.divide, let a, let b),
      .binary(.minimum, let a, let b):
      known(a) && known(b)
    default: false
    }
  }
}

extension Graph {
  /// Which nodes are certainly positive.
  fileprivate func signs(assumingPositive positive: Set<String>) -> [Bool] {
    var known: [Bool] = []
    for node in nodes { known.append(node.isPositive(where: positive) { known[Int($0)] }) }
    return known
  }

  /// A factor of the argument, above or below the fraction bar, with the exponent it stands under.
  private struct Factor {
    let id: Int32
    let isInverse: Bool
    let exponent: Int32?
  }

  fileprivate mutating func splitLogarithm(of root: Int32, _ isPositive: [Bool]) -> Int32 {
    var pending = [Factor(id: root, isInverse: false, exponent: nil)]
    var terms: [(id: Int32, isNegative: Bool)] = []
    var unknown: (above: Int32?, below: Int32?) = (nil, nil)
    while let factor = pending.popLast() {
      let (id, inverse, exponent) = (factor.id, factor.isInverse, factor.exponent)
      let known = isPositive[Int(id)]
      switch nodes[Int(id)] {
      // A power may only be drawn over factors that are positive each.
      case .binary(.multiply, let a, let b) where exponent == nil || (isPositive[Int(a)] && isPositive[Int(b)]):
        pending.append(Factor(id: b, isInverse: inverse, exponent: exponent))
        pending.append(Factor(id: a, isInverse: inverse, exponent: exponent))
      case .binary(.divide, let a, let b) where exponent == nil || (isPositive[Int(a)] && isPositive[Int(b)]):
        pending.append(Factor(id: b, isInverse: !inverse, exponent: exponent))
        pending.append(Factor(id: a, isInverse: inverse, exponent: exponent))
      case .binary(.power, let base, let power) where isPositive[Int(base)]:
        let whole = exponent.map { make(.multiply, $0, power) } ?? power
        pending.append(Factor(id: base, isInverse: inverse, exponent: whole))
      case .unary(.sqrt, let base) where known:
        let whole = make(.multiply, number(0.5), exponent ?? number(1))
        pending.append(Factor(id: base, isInverse: inverse, exponent: whole))
      case .unary(.exp, let inner): terms.append((scaled(inner, exponent), inverse))
      case _ where known: terms.append((scaled(make(.log, id), exponent), inverse))
      default:
        // Without an exponent, because a base of unknown sign is not opened.
        if inverse {
          unknown.below = unknown.below.map { make(.multiply, $0, id) } ?? id
        } else {
          unknown.above = unknown.above.map { make(.multiply, $0, id) } ?? id
        }
      }
    }
    if let rest = unknown.above ?? unknown.below.map({ _ in number(1) }) {
      terms.insert((make(.log, unknown.below.map { make(.divide, rest, $0) } ?? rest), false), at: 0)
    }
    return terms.reduce(number(0)) { make($1.isNegative ? .subtract : .add, $0, $1.id) }
  }

  private mutating func scaled(_ id: Int32, _ exponent: Int32?) -> Int32 {
    exponent.map { make(.multiply, $0, id) } ?? id
  }
}
