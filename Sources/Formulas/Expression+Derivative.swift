import VectorMath

extension Expression {
  /// The exact partial derivative by a symbol.
  ///
  /// Repeat it for second derivatives. The result shares its subexpressions with itself, so it grows with the number
  /// of nodes, not with the length of the text.
  ///
  /// - Piecewise: `abs`, `min` and `max` have the derivative of the branch that holds; at a tie `abs` has 0, `min` and
  ///   `max` that of their first argument. Comparisons and logic have 0 everywhere, also where they jump.
  /// - Powers: `u^v` by `v` is `u^v * log(u)`, which is NaN where `u` is 0 or negative.
  public func derivative(by name: String) -> Expression {
    Self.derivatives(Slope(expression: self, name: name)) { derived(by: name) }
  }

  private struct Slope: Hashable, Sendable {
    let expression: Expression
    let name: String
  }

  private static let derivatives = Memo<Slope, Expression>()

  private func derived(by name: String) -> Expression {
    var canonical = Graph()
    let root = canonical.simplify(self, invertingPowers: true)
    var graph = Graph()
    let slope = graph.differentiate(Expression(canonical, root: root), by: name)
    return Expression(graph, root: slope)
  }
}

extension Graph {
  /// Adds the derivative of an expression, from the leaves up; nil in the list of slopes is an exact zero.
  fileprivate mutating func differentiate(_ expression: Expression, by name: String) -> Int32 {
    var place: [Int32] = []
    var slopes: [Int32?] = []
    place.reserveCapacity(expression.nodes.count)
    slopes.reserveCapacity(expression.nodes.count)
    for node in expression.nodes {
      let own = insert(node.renumbered(place))
      place.append(own)
      switch node {
      case .number, .text: slopes.append(nil)
      case .symbol(let symbol): slopes.append(symbol == name ? number(1) : nil)
      case .unary(let operation, let a):
        slopes.append(slopes[Int(a)].flatMap { slope(operation, of: place[Int(a)], value: own, $0) })
      case .binary(let operation, let a, let b):
        let (da, db) = (slopes[Int(a)], slopes[Int(b)])
        let isConstant = da == nil && db == nil
        slopes.append(isConstant ? nil : slope(operation, place[Int(a)], place[Int(b)], value: own, da, db))
      }
      if let slope = slopes[slopes.count - 1], value(slope) == 0 { slopes[slopes.count - 1] = nil }
    }
    return slopes.last.flatMap { $0 } ?? number(0)
  }

  /// The slope of `y = f(u)` where `u` has the slope `du`.
  private mutating func slope(_ operation: UnaryOperator, of u: Int32, value y: Int32, _ du: Int32) -> Int32? {
    switch operation {
    case .negate: return make(.negate, du)
    case .not: return nil
    case .log: return make(.divide, du, u)
    case .log2, .log10:
      let scale = make(.multiply, u, number(VectorFunction.log(operation == .log2 ? 2 : 10)))
      return make(.divide, du, scale)
    case .log1p: return make(.divide, du, make(.add, number(1), u))
    case .exp: return make(.multiply, y, du)
    case .expm1: return make(.multiply, make(.exp, u), du)
    case .sqrt: return make(.divide, du, make(.multiply, number(2), y))
    case .abs:
      let sign = make(.subtract, make(.greater, u, number(0)), make(.less, u, number(0)))
      return make(.multiply, sign, du)
    case .sin: return make(.multiply, make(.cos, u), du)
    case .cos: return make(.negate, make(.multiply, make(.sin, u), du))
    case .tan: return make(.multiply, make(.add, number(1), make(.power, y, number(2))), du)
    case .atan: return make(.divide, du, make(.add, number(1), make(.power, u, number(2))))
    case .tanh: return make(.multiply, make(.subtract, number(1), make(.power, y, number(2))), du)
    case .logistic: return make(.multiply, make(.multiply, y, make(.logistic, make(.negate, u))), du)
    case .erf:
      // 2 / sqrt(pi)
      let bell = make(.exp, make(.negate, make(.power, u, number(2))))
      return make(.multiply, make(.multiply, number(2 / Double.pi.squareRoot()), bell), du)
    case .normal: return make(.multiply, bell(of: u, over: nil), du)
    case .logNormal: return make(.multiply, bell(of: u, over: y), du)
    case .softplus: return make(.multiply, make(.logistic, u), du)
    case .log1mexp:
      // -1 / expm1(-u), in a form whose own derivatives do not overflow.
      return make(.negate, make(.multiply, make(.exp, make(.subtract, u, y)), du))
    }
  }

  /// The density of the standard normal at `z`, over what `logarithm` is the logarithm of.
  private mutating func bell(of z: Int32, over logarithm: Int32?) -> Int32 {
    let exponent = make(.multiply, number(-0.5), make(.power, z, number(2)))
    let whole = logarithm.map { make(.subtract, exponent, $0) } ?? exponent
    return make(.multiply, number(1 / (2 * Double.pi).squareRoot()), make(.exp, whole))
  }

  private mutating func slope(
    _ operation: BinaryOperator, _ a: Int32, _ b: Int32, value y: Int32, _ da: Int32?, _ db: Int32?
  ) -> Int32? {
    switch operation {
    case .add: return plus(da, db)
    case .subtract: return plus(da, db.map { make(.negate, $0) })
    case .multiply: return plus(da.map { make(.multiply, $0, b) }, db.map { make(.multiply, a, $0) })
    case .divide:
      // (a' - y b') / b, which shares the quotient and squares nothing.
      let rest = db.map { make(.negate, make(.multiply, y, $0)) }
      return plus(da, rest).map { make(.divide, $0, b) }
    case .power: return powerSlope(a, b, value: y, da, db)
    case .bend: return bendSlope(b, value: y, da, db)
    case .minimum, .maximum:
      let first = operation == .minimum ? BinaryOperator.lessOrEqual : .greaterOrEqual
      let second = operation == .minimum ? BinaryOperator.greater : .less
      return plus(
        da.map { make(.multiply, make(first, a, b), $0) }, db.map { make(.multiply, make(second, a, b), $0) })
    default: return nil
    }
  }

  private mutating func powerSlope(_ u: Int32, _ v: Int32, value y: Int32, _ du: Int32?, _ dv: Int32?) -> Int32? {
    let byBase = du.map { du in
      let lower = make(.power, u, make(.subtract, v, number(1)))
      return make(.multiply, make(.multiply, v, lower), du)
    }
    let byExponent = dv.map { dv in make(.multiply, make(.multiply, y, make(.log, u)), dv) }
    return plus(byBase, byExponent)
  }

  /// With `s(v) = log(1 + exp(v))`: `v + (a - 1) s(v) = u` gives `v' (1 + (a - 1) logistic(v)) = u' - s(v) a'`.
  private mutating func bendSlope(_ a: Int32, value v: Int32, _ du: Int32?, _ da: Int32?) -> Int32? {
    let steepness = make(
      .add, make(.logistic, make(.negate, v)), make(.multiply, a, make(.logistic, v)))
    let byExponent = da.map { da in
      make(.negate, make(.multiply, make(.log1p, make(.exp, v)), da))
    }
    return plus(du, byExponent).map { make(.divide, $0, steepness) }
  }

  private mutating func plus(_ a: Int32?, _ b: Int32?) -> Int32? {
    guard let a, let b else { return a ?? b }
    return make(.add, a, b)
  }
}
