extension Expression {
  /// Where the value of the expression lies, given where its symbols lie: never narrower than it is, and sometimes wider.
  ///
  ///     beta/(alpha + beta)        from 0 to 1 with alpha, beta positive
  ///     12*log(2)/k                from 0 to infinity with k positive
  ///
  /// Interval arithmetic, operation by operation. It takes every symbol for another each time it occurs, and would let a share
  /// `x/(x + y)` be any positive number; so a quotient of two sums is looked at as a whole (see `Graph.ratio`).
  ///
  /// - Parameter ranges: of symbols; any other is any number.
  /// - Returns: the ends to rounding. Values where the expression is undefined do not count.
  /// - Source: Moore, Kearfott & Cloud 2009, chapters 2 and 5.
  public func range(where ranges: [String: ValueRange]) -> ValueRange {
    var graph = Graph()
    let root = graph.simplify(self)
    return graph.ranges(where: ranges)[Int(root)]
  }
}

extension Graph {
  /// Node by node, where its value lies.
  fileprivate func ranges(where symbols: [String: ValueRange]) -> [ValueRange] {
    var known: [ValueRange] = []
    known.reserveCapacity(nodes.count)
    for (id, node) in nodes.enumerated() {
      switch node {
      case .number(let value): known.append(.number(value))
      case .symbol(let name): known.append(symbols[name] ?? .all)
      case .text: known.append(.share)
      case .unary(let operation, let a): known.append(operation.range(known[Int(a)]))
      case .binary(.multiply, _, _), .binary(.divide, _, _): known.append(product(Int32(id), known))
      case .binary(let operation, let a, let b): known.append(operation.range(known[Int(a)], known[Int(b)]))
      }
    }
    return known
  }

  /// The factors above and below the fraction bar.
  private func factors(of root: Int32) -> (above: [Int32], below: [Int32]) {
    var pending = [(id: root, isBelow: false)]
    var (above, below): ([Int32], [Int32]) = ([], [])
    while let (id, isBelow) = pending.popLast() {
      switch nodes[Int(id)] {
      case .binary(.multiply, let a, let b): pending += [(a, isBelow), (b, isBelow)]
      case .binary(.divide, let a, let b): pending += [(a, isBelow), (b, !isBelow)]
      case .binary(.power, let base, let exponent) where value(exponent) == -1: pending.append((base, !isBelow))
      default: if isBelow { below.append(id) } else { above.append(id) }
      }
    }
    return (above, below)
  }

  /// The range of a product or quotient: that of the two operands, and of its factors with each sum below the bar taken together with
  /// what stands above it.
  private func product(_ id: Int32, _ known: [ValueRange]) -> ValueRange {
    let plain: ValueRange
    switch nodes[Int(id)] {
    case .binary(.multiply, let a, let b): plain = known[Int(a)] * known[Int(b)]
    case .binary(.divide, let a, let b): plain = known[Int(a)] / known[Int(b)]
    default: return known[Int(id)]
    }
    let (above, below) = factors(of: id)
    var result = plain
    for (place, divisor) in below.enumerated() {
      let rest = below.indices.filter { $0 != place }.map { known[Int(below[$0])].reciprocal }
      if let whole = ratio(above, divisor, known) { result = result.intersection(rest.reduce(whole, *)) }
      guard above.count > 1 else { continue }
      for (other, factor) in above.enumerated() {
        guard let share = ratio([factor], divisor, known) else { continue }
        let others = above.indices.filter { $0 != other }.map { known[Int(above[$0])] }
        result = result.intersection((others + rest).reduce(share, *))
      }
    }
    return result
  }

  /// The range of a quotient of two sums of the same terms, each of one sign:
  ///
  ///     Σ cᵢ tᵢ / Σ dᵢ tᵢ,   all dᵢ tᵢ of one sign
  ///
  /// is a weighted mean of `cᵢ/dᵢ`, so it lies between the least and the greatest of them.
  ///
  /// - Returns: `nil` where a term below the bar may have either sign.
  private func ratio(_ above: [Int32], _ below: Int32, _ known: [ValueRange]) -> ValueRange? {
    let divisor = terms(of: below)
    guard divisor.count > 1 else { return nil }
    let sign = { (term: [Int32]) -> Double? in
      var sign = 1.0
      for id in term {
        let range = known[Int(id)]
        if range.low < 0 && range.high > 0 { return nil }
        if range.low < 0 { sign = -sign }
      }
      return sign
    }
    var weights: [[Int32]: Double] = [:]
    for (term, factor) in divisor {
      guard let sign = sign(term) else { return nil }
      weights[term] = factor * sign
    }
    let whole: Double = weights.values.allSatisfy { $0 >= 0 } ? 1 : -1
    guard weights.values.allSatisfy({ whole * $0 >= 0 }) else { return nil }
    var dividend = above.count == 1 ? terms(of: above[0]) : factored(above)
    for term in divisor.keys where dividend[term] == nil { dividend[term] = 0 }
    var (low, high) = (Double.infinity, -Double.infinity)
    for (term, factor) in dividend {
      if let weight = weights[term], weight != 0 {
        let share = factor * (sign(term) ?? 1) / weight
        (low, high) = (min(low, share), max(high, share))
      } else if factor != 0 {
        guard let sign = sign(term) else { return .all }
        if factor * sign * whole > 0 { high = .infinity } else { low = -.infinity }
      }
    }
    return ValueRange(low, high)
  }

  /// A sum as its terms: the factors of each, in order, with the number in front. The constant term has no factors.
  private func terms(of root: Int32) -> [[Int32]: Double] {
    var pending = [(id: root, factor: 1.0)]
    var result: [[Int32]: Double] = [:]
    while let (id, factor) = pending.popLast() {
      switch nodes[Int(id)] {
      case .binary(.add, let a, let b): pending += [(a, factor), (b, factor)]
      case .binary(.subtract, let a, let b): pending += [(a, factor), (b, -factor)]
      case .unary(.negate, let a): pending.append((a, -factor))
      default:
        for (term, own) in factored([id]) { result[term, default: 0] += factor * own }
      }
    }
    return result
  }

  /// A product as one term.
  private func factored(_ ids: [Int32]) -> [[Int32]: Double] {
    var pending = ids
    var factor = 1.0
    var term: [Int32] = []
    while let id = pending.popLast() {
      switch nodes[Int(id)] {
      case .number(let value): factor *= value
      case .unary(.negate, let a):
        factor = -factor
        pending.append(a)
      case .binary(.multiply, let a, let b): pending += [a, b]
      case .binary(.divide, let a, let b) where value(b).map({ $0 != 0 }) ?? false:
        factor /= value(b) ?? 1
        pending.append(a)
      default: term.append(id)
      }
    }
    return [term.sorted(): factor]
  }
}

extension UnaryOperator {
  fileprivate func range(_ a: ValueRange) -> ValueRange {
    let rising = { (least: Double) in a.rising(from: least) { self($0) } }
    switch self {
    case .negate: return -a
    case .not: return .share
    case .log, .log2, .log10, .sqrt: return rising(0)
    case .log1p: return rising(-1)
    case .exp, .expm1, .atan, .tanh, .logistic, .erf, .normal, .logNormal, .softplus: return rising(-.infinity)
    // It falls from 0 at -infinity to -infinity at 0.
    case .log1mexp: return -((-a).rising(from: 0) { -self(-$0) })
    case .abs: return a.magnitude
    case .sin, .cos: return ValueRange(-1, 1)
    case .tan: return .all
    }
  }
}

extension BinaryOperator {
  fileprivate func range(_ a: ValueRange, _ b: ValueRange) -> ValueRange {
    switch self {
    case .add: return a + b
    case .subtract: return a - b
    case .multiply: return a * b
    case .divide: return a / b
    case .power: return a.power(b)
    case .minimum: return ValueRange(min(a.low, b.low), min(a.high, b.high))
    case .maximum: return ValueRange(max(a.low, b.low), max(a.high, b.high))
    case .bend: return .all
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .and, .or: return .share
    }
  }
}
