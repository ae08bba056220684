/// The log odds of a law of shares.
package struct LogOdds: Sendable, Hashable {
  /// `log(p / (1 - p))`
  package let expression: Expression
  /// Whether it keeps its digits where p rounds to 0 or 1. Where it does not, shares within about 1e-12 of 0 or 1 are
  /// decided by rounding.
  package let isExact: Bool
  /// u, where the law is `F(u)` or `1 - F(u)` with `log F` and `log(1 - F)` both concave in u: a logistic, normal or
  /// (complementary) log-log curve, or `exp(u)`.
  ///
  /// The log-likelihood of shares is then concave in whatever u is linear in.
  ///
  /// - Source: Pratt 1981, "Concavity of the log likelihood"; Wedderburn 1976.
  package let concaveIn: Expression?
}

extension Expression {
  /// The log odds of the expression, `log(p / (1 - p))`; those of `logistic(u)` are `u`.
  public var logit: Expression { logOdds.expression }

  /// The log odds of the expression, without the rounding of p to 0 or 1.
  ///
  ///     1 - exp(-exp(z))            log1mexp(-exp(z)) + exp(z)
  ///     exp(z) / (1 + exp(z))       z
  ///     0.5*(1 + erf(z/sqrt(2)))    log_normal(z) - log_normal(-z)
  ///     c + (1-c)*logistic(z)       log(c*logistic(-z) + logistic(z)) - log(1 - c) + softplus(z)
  ///     1 - (1-p)^k                 log1mexp(k*log(1-p)) - k*log(1-p)
  ///
  /// p and 1 - p are each written as a sum of products of distribution functions and of their complements, so that nothing
  /// cancels where these are small. Opened are sums, products, quotients and powers of `logistic`, `normal`, `exp`, `tanh`,
  /// `erf` and `atan`, and quotients `a/(a + b)`; anything else is a coefficient. Where a law is no such sum, the quotient stays.
  package var logOdds: LogOdds {
    var parts = ShareParts()
    let (law, root) = parts.polynomial(of: self)
    let whole = Expression(parts.graph, root: root)
    let quotient = Expression.log(whole / (1 - whole)).simplified
    guard parts.holdsShares(law) else { return LogOdds(expression: quotient, isExact: true, concaveIn: nil) }
    let kept = parts.doubtful(in: law)
    let (above, below) = (parts.pieces(law, keeping: kept), parts.pieces(law.complement, keeping: kept))
    if let single = parts.singleShare(above) {
      let predictor = single.share.concaveIn.map { Expression(parts.graph, root: $0) }
      let odds = parts.logOdds(of: single)
      return LogOdds(
        expression: Expression(parts.graph, root: odds),
        isExact: single.share.isExact || single.share.logOdds != nil, concaveIn: predictor)
    }
    guard let odds = parts.logOdds(above, below) else {
      return LogOdds(expression: quotient, isExact: false, concaveIn: nil)
    }
    let isExact = (above + below).allSatisfy { $0.factors.allSatisfy { !$0.share.isRounded } }
    return LogOdds(expression: Expression(parts.graph, root: odds), isExact: isExact, concaveIn: nil)
  }
}

extension ShareParts {
  /// The one share that a law is, or is one less than.
  fileprivate func singleShare(_ pieces: [Piece]) -> Factor? {
    guard pieces.count == 1, pieces[0].coefficient.constant == 1, pieces[0].factors.count == 1,
      pieces[0].factors[0].inShare + pieces[0].factors[0].inComplement == 1
    else { return nil }
    return pieces[0].factors[0]
  }

  fileprivate mutating func logOdds(of single: Factor) -> Int32 {
    let share = single.share
    let odds = share.logOdds ?? graph.make(.subtract, share.logValue, share.logComplement)
    return single.inShare == 1 ? odds : graph.make(.negate, odds)
  }

  /// - Returns: `nil` where something is taken off that is no share's complement.
  fileprivate mutating func logOdds(_ above: [Piece], _ below: [Piece]) -> Int32? {
    let (first, second) = (side(above), side(below))
    guard let first, let second else { return nil }
    switch (first, second) {
    case (.sum(let a), .sum(let b)): return graph.make(.log, graph.make(.divide, a, b))
    case (.product(let a, true), .sum): return graph.make(.subtract, a, graph.make(.log1mexp, a))
    case (.sum, .product(let b, true)): return graph.make(.subtract, graph.make(.log1mexp, b), b)
    default: return graph.make(.subtract, logarithm(of: first), logarithm(of: second))
    }
  }

  private enum Side {
    /// One product, by its logarithm; of exact shares only, all digits of the logarithm hold.
    case product(Int32, isExact: Bool)
    case sum(Int32)
  }

  private mutating func logarithm(of side: Side) -> Int32 {
    switch side {
    case .product(let logarithm, _): logarithm
    case .sum(let sum): graph.make(.log, sum)
    }
  }

  private mutating func side(_ pieces: [Piece]) -> Side? {
    guard !pieces.isEmpty else { return nil }
    if pieces.count == 2, let (node, factor) = oddFunction(pieces) {
      return .product(graph.make(.add, logarithm(of: factor), graph.make(.log, node)), isExact: false)
    }
    guard pieces.allSatisfy({ $0.coefficient.constant.map { $0 > 0 } ?? true }) else { return nil }
    guard pieces.count == 1 else { return .sum(node(of: pieces)) }
    let shares = logarithm(of: pieces[0].factors)
    if pieces[0].coefficient.constant == 1 {
      return .product(shares, isExact: pieces[0].factors.allSatisfy { $0.share.isExact })
    }
    let size = logarithm(of: node(of: pieces[0].coefficient))
    return .product(graph.make(.add, size, shares), isExact: false)
  }

  /// `f (2 s - 1)` where that is an odd function, which has its own digits near zero.
  private mutating func oddFunction(_ pieces: [Piece]) -> (node: Int32, factor: Int32)? {
    guard let odd = pieces[0].factors.first?.share.odd, pieces.allSatisfy({ $0.factors.count == 1 }),
      let up = pieces.first(where: { $0.factors[0].inShare == 1 && $0.factors[0].inComplement == 0 }),
      let down = pieces.first(where: { $0.factors[0].inShare == 0 && $0.factors[0].inComplement == 1 }),
      up.factors[0].share.value == down.factors[0].share.value,
      up.coefficient.adding(down.coefficient).terms.isEmpty
    else { return nil }
    let factor = SharePolynomial.number(odd.factor).times(up.coefficient)
    return (odd.node, node(of: factor))
  }
}
