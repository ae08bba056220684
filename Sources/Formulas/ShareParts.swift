import VectorMath

/// The parts of a law of shares, with what is needed to write the law and its complement without cancellation.
///
/// A distribution function is known by what it is and by what it is not: `logistic(u)` and `logistic(-u)`, `exp(u)` and
/// `-expm1(u)`. Sums, products and quotients of such parts are polynomials of them; see `SharePolynomial`.
struct ShareParts {
  /// A part that goes to 0 or to 1.
  struct Share {
    let value: Int32
    /// `1 - value`, computed as it is.
    let complement: Int32
    let logValue: Int32
    let logComplement: Int32
    /// `log(value / complement)`, where it is known in a form of its own.
    var logOdds: Int32?
    /// A node that is `(2 value - 1) / factor`, for functions that are odd.
    var odd: (node: Int32, factor: Double)?
    /// Whether it certainly lies between 0 and 1, or is a quotient that lies outside for odd signs of coefficients only.
    var isBounded = true
    /// Whether both logarithms keep all digits, wherever value or complement round to 1.
    var isExact = true
    /// Whether value or complement come from a sum in which they may be lost.
    var isRounded = false
    /// What it is a distribution function of, where its logarithm and that of its complement are concave in that.
    var concaveIn: Int32?
  }

  enum Atom {
    /// Anything else: a coefficient, a column, a function of them.
    case plain(Int32)
    case share(Share)
  }

  var graph = Graph()
  private(set) var atoms: [Atom] = []
  private var places: [Int32: Int] = [:]
  /// Node by node of the graph, whether it is certainly positive.
  private var signs: [Bool] = []
  /// Node by node of the law, the polynomial that it is.
  private var polynomials: [SharePolynomial] = []

  /// More than this is no law of shares, and is left as it is.
  private static let mostTerms = 40
  private static let largestDegree = 8

  /// The law as a polynomial of its parts, and its root.
  mutating func polynomial(of expression: Expression) -> (SharePolynomial, root: Int32) {
    let root = graph.simplify(expression)
    for id in 0...root {
      var own = opened(id)
      if own.terms.count > Self.mostTerms { own = plain(id) }
      polynomials.append(own)
    }
    return (polynomials[Int(root)], root)
  }

  func share(_ atom: Int) -> Share? {
    if case .share(let share) = atoms[atom] { share } else { nil }
  }

  func holdsShares(_ polynomial: SharePolynomial) -> Bool { polynomial.atoms.contains { share($0) != nil } }

  // MARK: - From nodes to polynomials

  private mutating func plain(_ id: Int32) -> SharePolynomial {
    if let value = graph.value(id) { return .number(value) }
    return .atom(place(id, .plain(id)))
  }

  private mutating func place(_ id: Int32, _ atom: Atom) -> Int {
    if let place = places[id] { return place }
    atoms.append(atom)
    places[id] = atoms.count - 1
    return atoms.count - 1
  }

  /// The share as a polynomial: itself, or one less its complement where that is known already.
  private mutating func polynomial(of share: Share) -> SharePolynomial {
    if places[share.value] == nil, let other = places[share.complement], self.share(other)?.complement == share.value {
      return SharePolynomial.atom(other).complement
    }
    return .atom(place(share.value, .share(share)))
  }

  private mutating func opened(_ id: Int32) -> SharePolynomial {
    func known(_ id: Int32) -> SharePolynomial { polynomials[Int(id)] }
    switch graph.nodes[Int(id)] {
    case .unary(.negate, let a): return SharePolynomial().adding(known(a), times: -1)
    case .binary(.add, let a, let b): return known(a).adding(known(b))
    case .binary(.subtract, let a, let b): return known(a).adding(known(b), times: -1)
    case .binary(.multiply, let a, let b):
      let (first, second) = (known(a), known(b))
      // A product of two sums of coefficients stays as it is: opened, it could cancel.
      let isOpen = first.terms.count < 2 || second.terms.count < 2 || holdsShares(first) || holdsShares(second)
      return isOpen && first.terms.count * second.terms.count <= Self.mostTerms ? first.times(second) : plain(id)
    case .binary(.divide, let a, let b): return quotient(known(a), known(b)) ?? plain(id)
    case .binary(.power, let a, let b): return power(id, a, b)
    case .unary(.sqrt, let a): return power(id, a, graph.number(0.5))
    case .unary(let operation, let a): return function(operation, of: a) ?? plain(id)
    default: return plain(id)
    }
  }

  private mutating func function(_ operation: UnaryOperator, of a: Int32) -> SharePolynomial? {
    switch operation {
    case .exp: return polynomial(of: exponential(a))
    case .expm1: return polynomial(of: exponential(a)).adding(.number(1), times: -1)
    case .logistic:
      if case .unary(.negate, let inner) = graph.nodes[Int(a)] { return polynomial(of: logistic(inner)).complement }
      return polynomial(of: logistic(a))
    case .normal:
      if case .unary(.negate, let inner) = graph.nodes[Int(a)] { return polynomial(of: normal(inner)).complement }
      return polynomial(of: normal(a))
    case .tanh:
      var share = logistic(graph.make(.multiply, graph.number(2), a))
      share.odd = (graph.make(.tanh, a), 1)
      return polynomial(of: share).adding(polynomial(of: share)).adding(.number(1), times: -1)
    case .erf:
      var share = normal(graph.make(.multiply, graph.number(2.0.squareRoot()), a))
      share.odd = (graph.make(.erf, a), 1)
      return polynomial(of: share).adding(polynomial(of: share)).adding(.number(1), times: -1)
    case .atan:
      let half = SharePolynomial.number(0.5)
      let share = polynomial(of: cauchy(a)).adding(half, times: -1)
      return SharePolynomial().adding(share, times: .pi)
    default: return nil
    }
  }

  /// `a / b`: a share where b is a with something positive added.
  private mutating func quotient(_ a: SharePolynomial, _ b: SharePolynomial) -> SharePolynomial? {
    if let number = b.constant { return number == 0 ? nil : SharePolynomial().adding(a, times: 1 / number) }
    if b.terms.count == 1 {
      guard holdsShares(a) || holdsShares(b), let inverse = inverse(of: b.terms[0]) else { return nil }
      return a.times(inverse)
    }
    guard b.terms.allSatisfy({ $0.coefficient > 0 }), a.terms.count <= 8 else { return nil }
    var sum = SharePolynomial()
    for term in a.terms {
      // The largest part of the denominator that is in the term, and what is left of the term is of coefficients only.
      let matches = b.terms.compactMap { part in term.powers(over: part).map { (part, $0) } }
        .filter { match in match.1.allSatisfy { share($0.atom) == nil } }
      guard let (part, rest) = matches.max(by: { $0.0.powers.count < $1.0.powers.count }) else { return nil }
      let ratio = polynomial(of: ratio(part, of: b))
      sum = sum.adding(ratio.times(.product(rest, coefficient: term.coefficient / part.coefficient)))
    }
    return sum.terms.count <= Self.mostTerms ? sum : nil
  }

  private mutating func inverse(of term: SharePolynomial.Term) -> SharePolynomial? {
    var result = SharePolynomial.number(1 / term.coefficient)
    for power in term.powers {
      let degree = Double(power.degree)
      switch atoms[power.atom] {
      case .plain(let id):
        let raised = graph.make(.power, id, graph.number(degree))
        result = result.times(plain(graph.make(.divide, graph.number(1), raised)))
      case .share(let share):
        guard share.isExact else { return nil }
        let logarithm = graph.make(.multiply, graph.number(-degree), share.logValue)
        result = result.times(polynomial(of: exponential(logarithm)))
      }
    }
    return result
  }

  private mutating func power(_ id: Int32, _ a: Int32, _ b: Int32) -> SharePolynomial {
    let base = polynomials[Int(a)]
    let exponent = graph.value(b)
    if let exponent, exponent == exponent.rounded(), exponent > 0 {
      let degree = Int(min(exponent, 1e6))
      let isSmall = base.atoms.allSatisfy { base.degree(in: $0) * degree <= Self.largestDegree }
      let isBare = base.terms.count == 1 && base.terms[0].coefficient == 1
      let isOne = base.atoms.count == 1 && base.atoms.allSatisfy { share($0) != nil }
      if isSmall, isBare || isOne { return (1..<degree).reduce(base) { power, _ in power.times(base) } }
    }
    if let (logarithm, isBounded) = logarithmOfShares(base) {
      let isFalling = exponent.map { $0 > 0 } ?? false
      var share = exponential(graph.make(.multiply, b, logarithm))
      share.isBounded = isBounded && isFalling
      share.concaveIn = nil
      return polynomial(of: share)
    }
    if exponent == nil, let number = graph.value(a), number > 0 {
      let logarithm = graph.number(VectorFunction.log(number))
      return polynomial(of: exponential(graph.make(.multiply, b, logarithm), value: id))
    }
    // A base may be zero, where its logarithm has no derivative: only one that a number is part of is opened.
    guard exponent.map({ $0 != $0.rounded() }) ?? true, case .binary(.add, _, _) = graph.nodes[Int(a)] else {
      return plain(id)
    }
    return polynomial(of: exponential(graph.make(.multiply, b, logarithm(of: a)), value: id))
  }

  /// The logarithm of a product of shares and nothing else, all of whose digits hold.
  private mutating func logarithmOfShares(_ polynomial: SharePolynomial) -> (Int32, isBounded: Bool)? {
    guard holdsShares(polynomial) else { return nil }
    let pieces = pieces(polynomial)
    guard pieces.count == 1, pieces[0].coefficient.constant == 1, pieces[0].factors.allSatisfy({ $0.share.isExact })
    else { return nil }
    return (logarithm(of: pieces[0].factors), pieces[0].factors.allSatisfy { $0.share.isBounded })
  }

  // MARK: - Shares

  private mutating func logistic(_ u: Int32) -> Share {
    let minus = graph.make(.negate, u)
    let (above, below) = (graph.make(.softplus, minus), graph.make(.softplus, u))
    return Share(
      value: graph.make(.logistic, u), complement: graph.make(.logistic, minus), logValue: graph.make(.negate, above),
      logComplement: graph.make(.negate, below), logOdds: u, concaveIn: u)
  }

  private mutating func normal(_ z: Int32) -> Share {
    let minus = graph.make(.negate, z)
    return Share(
      value: graph.make(.normal, z), complement: graph.make(.normal, minus), logValue: graph.make(.logNormal, z),
      logComplement: graph.make(.logNormal, minus), concaveIn: z)
  }

  /// `1/2 + atan(z)/pi`: its tails are so heavy that rounding is far from them.
  private mutating func cauchy(_ z: Int32) -> Share {
    let angle = graph.make(.divide, graph.make(.atan, z), graph.number(.pi))
    let (value, complement) = (
      graph.make(.add, angle, graph.number(0.5)), graph.make(.subtract, graph.number(0.5), angle)
    )
    return Share(
      value: value, complement: complement, logValue: graph.make(.log, value),
      logComplement: graph.make(.log, complement), odd: (graph.make(.atan, z), 2 / .pi), isExact: false, isRounded: true
    )
  }

  /// `exp(u)`: a share where u is below zero.
  private mutating func exponential(_ u: Int32, value: Int32? = nil) -> Share {
    var predictor = u
    if case .unary(.negate, let inner) = graph.nodes[Int(u)], case .unary(.exp, let deeper) = graph.nodes[Int(inner)] {
      predictor = deeper
    }
    return Share(
      value: value ?? graph.make(.exp, u), complement: graph.make(.negate, graph.make(.expm1, u)), logValue: u,
      logComplement: graph.make(.log1mexp, u), isBounded: isNegative(u), concaveIn: value == nil ? predictor : nil)
  }

  /// One term of a sum over the sum.
  private mutating func ratio(_ part: SharePolynomial.Term, of sum: SharePolynomial) -> Share {
    let own = node(of: .product(part.powers, coefficient: part.coefficient))
    let rest = node(of: sum.adding(.product(part.powers, coefficient: part.coefficient), times: -1))
    let whole = node(of: sum)
    if isPositive(own), isPositive(rest) {
      return logistic(graph.make(.subtract, logarithm(of: own), logarithm(of: rest)))
    }
    let (value, complement) = (graph.make(.divide, own, whole), graph.make(.divide, rest, whole))
    // Where signs are not known, both may be negative: their quotient has a logarithm, and neither has one of its own.
    return Share(
      value: value, complement: complement, logValue: logarithm(of: value), logComplement: logarithm(of: complement),
      logOdds: logarithm(of: graph.make(.divide, own, rest)), isExact: false)
  }

  // MARK: - Nodes

  func value(of atom: Int) -> Int32 {
    switch atoms[atom] {
    case .plain(let id): id
    case .share(let share): share.value
    }
  }

  /// A polynomial as a node.
  mutating func node(of polynomial: SharePolynomial) -> Int32 {
    // What is added stands first, so that a sum does not begin with a sign.
    let terms = polynomial.terms.filter { $0.coefficient > 0 } + polynomial.terms.filter { $0.coefficient < 0 }
    return terms.reduce(graph.number(0)) { sum, term in
      var product = graph.number(term.coefficient.magnitude)
      for power in term.powers {
        let raised = graph.make(.power, value(of: power.atom), graph.number(Double(power.degree)))
        product = graph.make(.multiply, product, raised)
      }
      return graph.make(term.coefficient < 0 ? .subtract : .add, sum, product)
    }
  }

  /// Whether a node is certainly positive.
  mutating func isPositive(_ id: Int32) -> Bool {
    while signs.count <= Int(id) {
      let node = graph.nodes[signs.count]
      signs.append(node.isPositive { signs[Int($0)] } || isPowerOfPositive(node))
    }
    return signs[Int(id)]
  }

  /// A power that is real for a positive base only.
  private func isPowerOfPositive(_ node: Node) -> Bool {
    guard case .binary(.power, _, let b) = node else { return false }
    return graph.value(b).map { $0 != $0.rounded() } ?? true
  }

  private mutating func isNegative(_ id: Int32) -> Bool {
    switch graph.nodes[Int(id)] {
    case .number(let value): value < 0
    case .unary(.negate, let a): isPositive(a)
    case .binary(.multiply, let a, let b), .binary(.divide, let a, let b):
      (isNegative(a) && isPositive(b)) || (isPositive(a) && isNegative(b))
    default: false
    }
  }

  /// The logarithm of a node, split into those of its factors as far as it holds.
  mutating func logarithm(of id: Int32) -> Int32 {
    var pending: [(id: Int32, isInverse: Bool)] = [(id, false)]
    var sum = graph.number(0)
    var unknown: (above: Int32?, below: Int32?) = (nil, nil)
    while let (id, isInverse) = pending.popLast() {
      switch graph.nodes[Int(id)] {
      case .binary(.multiply, let a, let b): pending += [(b, isInverse), (a, isInverse)]
      case .binary(.divide, let a, let b): pending += [(b, !isInverse), (a, isInverse)]
      case _ where isPositive(id):
        let own = logarithm(ofPositive: id)
        sum = graph.make(isInverse ? .subtract : .add, sum, own)
      default:
        if isInverse {
          unknown.below = unknown.below.map { graph.make(.multiply, $0, id) } ?? id
        } else {
          unknown.above = unknown.above.map { graph.make(.multiply, $0, id) } ?? id
        }
      }
    }
    if let below = unknown.below {
      let rest = graph.make(.log, graph.make(.divide, unknown.above ?? graph.number(1), below))
      return graph.make(.add, rest, sum)
    }
    guard let above = unknown.above else { return sum }
    if case .binary(.add, let a, let b) = graph.nodes[Int(above)] {
      if graph.value(a) == 1 { return graph.make(.add, graph.make(.log1p, b), sum) }
      if graph.value(b) == 1 { return graph.make(.add, graph.make(.log1p, a), sum) }
    }
    return graph.make(.add, graph.make(.log, above), sum)
  }

  private mutating func logarithm(ofPositive id: Int32) -> Int32 {
    switch graph.nodes[Int(id)] {
    case .unary(.exp, let a): return a
    case .unary(.sqrt, let a): return graph.make(.multiply, graph.number(0.5), logarithm(of: a))
    case .binary(.power, let a, let b): return graph.make(.multiply, b, logarithm(of: a))
    case .unary(.logistic, let a): return graph.make(.negate, graph.make(.softplus, graph.make(.negate, a)))
    case .unary(.normal, let a): return graph.make(.logNormal, a)
    case .binary(.add, let a, let b):
      let (first, second) = (logarithm(of: a), logarithm(of: b))
      let gap = graph.make(.subtract, second, first)
      return graph.make(.add, first, graph.make(.softplus, gap))
    default: return graph.make(.log, id)
    }
  }
}
