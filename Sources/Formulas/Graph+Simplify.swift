import VectorMath

/// Constructors that tidy up as they build.
///
/// The rules hold for all finite real operands. Three of them drop an operand that may be infinite or NaN: `0 * x` is
/// 0, `0 / x` is 0, `x - x` is 0. Numbers are folded with one rounding each.
extension Graph {
  mutating func make(_ operation: UnaryOperator, _ a: Int32) -> Int32 {
    if let value = value(a) {
      let result = operation(value)
      // log(10) stays as it is written; log(1), sqrt(4) and the like become whole numbers.
      if operation == .negate || (result == result.rounded() && result.magnitude < 0x1p53) { return number(result) }
    }
    switch (operation, nodes[Int(a)]) {
    case (.negate, .unary(.negate, let inner)): return inner
    case (.negate, .binary(.subtract, let x, let y)): return make(.subtract, y, x)
    case (.abs, .unary(.abs, _)), (.abs, .unary(.exp, _)): return a
    case (.abs, .unary(.negate, let inner)): return make(.abs, inner)
    case (.log, .unary(.exp, let inner)), (.log1p, .unary(.expm1, let inner)): return inner
    case (.log2, .binary(.power, let base, let inner)) where value(base) == 2: return inner
    case (.log10, .binary(.power, let base, let inner)) where value(base) == 10: return inner
    default: return insert(.unary(operation, a))
    }
  }

  mutating func make(_ operation: BinaryOperator, _ a: Int32, _ b: Int32) -> Int32 {
    if let x = value(a), let y = value(b) {
      let result = operation(x, y)
      if result.isFinite { return number(result) }
    }
    switch operation {
    case .add: return sum(a, b)
    case .subtract: return difference(a, b)
    case .multiply: return product(a, b)
    case .divide: return quotient(a, b)
    case .power: return power(a, b)
    case .minimum, .maximum: return a == b ? a : insert(.binary(operation, a, b))
    case .bend: return value(b) == 1 ? a : insert(.binary(operation, a, b))
    default: return insert(.binary(operation, a, b))
    }
  }

  private mutating func sum(_ a: Int32, _ b: Int32) -> Int32 {
    if value(a) == 0 { return b }
    if a == b { return make(.multiply, number(2), a) }
    if case .unary(.negate, let inner) = nodes[Int(b)] { return make(.subtract, a, inner) }
    if case .unary(.negate, let inner) = nodes[Int(a)] { return make(.subtract, b, inner) }
    if let y = value(b), y <= 0 { return y == 0 ? a : insert(.binary(.subtract, a, number(-y))) }
    return insert(.binary(.add, a, b))
  }

  private mutating func difference(_ a: Int32, _ b: Int32) -> Int32 {
    if a == b { return number(0) }
    if value(a) == 0 { return make(.negate, b) }
    if case .unary(.negate, let inner) = nodes[Int(b)] { return make(.add, a, inner) }
    if let y = value(b), y <= 0 { return y == 0 ? a : insert(.binary(.add, a, number(-y))) }
    return insert(.binary(.subtract, a, b))
  }

  private mutating func product(_ a: Int32, _ b: Int32) -> Int32 {
    if let x = value(a) { return multiple(x, b) }
    if let y = value(b) { return multiple(y, a) }
    if case .unary(.negate, let inner) = nodes[Int(a)] { return make(.negate, product(inner, b)) }
    if case .unary(.negate, let inner) = nodes[Int(b)] { return make(.negate, product(a, inner)) }
    if a == b { return make(.power, a, number(2)) }
    // a * (b * c) becomes (a * b) * c, so that products that begin alike share their beginning.
    guard case .binary(.multiply, _, _) = nodes[Int(b)], let factors = factors(of: b) else {
      return insert(.binary(.multiply, a, b))
    }
    return factors.reduce(a) { make(.multiply, $0, $1) }
  }

  /// `x * b`, with the number in front of all factors.
  private mutating func multiple(_ x: Double, _ b: Int32) -> Int32 {
    if let y = value(b) { return insert(.binary(.multiply, number(x), number(y))) }
    if x == 0 { return number(0) }
    if x == 1 { return b }
    if x == -1 { return make(.negate, b) }
    if case .unary(.negate, let inner) = nodes[Int(b)] { return make(.negate, multiple(x, inner)) }
    guard var rest = factors(of: b) else { return insert(.binary(.multiply, number(x), b)) }
    if let y = value(rest[0]), rest.count > 1 {
      guard (x * y).isFinite, x * y != 0 else { return insert(.binary(.multiply, number(x), b)) }
      rest.removeFirst()
      let first = multiple(x * y, rest.removeFirst())
      return rest.reduce(first) { insert(.binary(.multiply, $0, $1)) }
    }
    return rest.reduce(number(x)) { insert(.binary(.multiply, $0, $1)) }
  }

  /// The factors of a product that is nested to the left; nil when there are so many that rebuilding the product for
  /// each of them would take too long.
  private func factors(of product: Int32) -> [Int32]? {
    var reversed: [Int32] = []
    var first = product
    while case .binary(.multiply, let deeper, let factor) = nodes[Int(first)] {
      if reversed.count == 64 { return nil }
      reversed.append(factor)
      first = deeper
    }
    return [first] + reversed.reversed()
  }

  private mutating func quotient(_ a: Int32, _ b: Int32) -> Int32 {
    if value(a) == 0 { return a }
    if let y = value(b), y.magnitude == 1 { return y == 1 ? a : make(.negate, a) }
    if case .unary(.negate, let inner) = nodes[Int(a)] { return make(.negate, quotient(inner, b)) }
    if case .unary(.negate, let inner) = nodes[Int(b)] { return make(.negate, quotient(a, inner)) }
    return insert(.binary(.divide, a, b))
  }

  private mutating func power(_ a: Int32, _ b: Int32) -> Int32 {
    if value(a) == 1 { return a }
    guard let exponent = value(b) else { return insert(.binary(.power, a, b)) }
    if exponent == 0 { return number(1) }
    if exponent == 1 { return a }
    if case .binary(.power, let base, let inner) = nodes[Int(a)], let first = value(inner),
      first == first.rounded(), exponent == exponent.rounded(), (first * exponent).magnitude < 0x1p53
    {
      return power(base, number(first * exponent))
    }
    return insert(.binary(.power, a, b))
  }

  /// Adds an expression, tidied up; the place of its root.
  ///
  /// With `invertingPowers`, `A / N^alpha` becomes `A * N^-alpha`, and `A / exp(u)` becomes `A * exp(-u)`: then the
  /// value and its derivatives share the power, and no square of a power can overflow.
  mutating func simplify(_ expression: Expression, invertingPowers: Bool = false) -> Int32 {
    var place: [Int32] = []
    place.reserveCapacity(expression.nodes.count)
    for node in expression.nodes {
      switch node {
      case .number, .symbol, .text: place.append(insert(node))
      case .unary(let operation, let a): place.append(make(operation, place[Int(a)]))
      case .binary(.divide, let a, let b) where invertingPowers:
        place.append(invertedQuotient(place[Int(a)], place[Int(b)]))
      case .binary(let operation, let a, let b): place.append(make(operation, place[Int(a)], place[Int(b)]))
      }
    }
    return place.last ?? 0
  }

  private mutating func invertedQuotient(_ a: Int32, _ b: Int32) -> Int32 {
    var pending = [b]
    var numerator = a
    var denominator: Int32?
    while let factor = pending.popLast() {
      switch nodes[Int(factor)] {
      case .binary(.multiply, let first, let second): pending += [second, first]
      case .binary(.power, let base, let exponent) where value(exponent) == nil:
        numerator = make(.multiply, numerator, make(.power, base, make(.negate, exponent)))
      case .unary(.exp, let exponent):
        numerator = make(.multiply, numerator, make(.exp, make(.negate, exponent)))
      default: denominator = denominator.map { make(.multiply, $0, factor) } ?? factor
      }
    }
    return denominator.map { make(.divide, numerator, $0) } ?? numerator
  }
}

extension Expression {
  /// The expression with numbers folded, neutral operands dropped and signs drawn out.
  ///
  /// - Valid when: every subexpression is finite; `0 * x`, `0 / x` and `x - x` become 0.
  /// - `log(exp(u))` is `u`; `log(a * b)` is not split, because it would not hold for two negative numbers
  ///   (see `logarithm(assumingPositive:)`).
  public var simplified: Expression {
    Self.simplifications(self) {
      var graph = Graph()
      let root = graph.simplify(self)
      return Expression(graph, root: root)
    }
  }

  private static let simplifications = Memo<Expression, Expression>()
}
