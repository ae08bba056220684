extension ShareParts {
  /// A share to a power, times its complement to another.
  struct Factor {
    let share: Share
    let inShare: Int
    let inComplement: Int
  }

  /// One term of a sum: a coefficient without shares, times shares and complements.
  struct Piece {
    let coefficient: SharePolynomial
    let factors: [Factor]
  }

  /// More than this is left as it is.
  private static let mostPieces = 32

  /// The polynomial as a sum over what each share can be: itself or its complement.
  ///
  ///     c + (d - c) s   becomes   c (1-s) + d s
  ///     1 - s t         becomes   (1-s) + s (1-t)
  ///
  /// - Parameter kept: shares that are taken for coefficients.
  func pieces(_ polynomial: SharePolynomial, keeping kept: Set<Int> = []) -> [Piece] {
    var pieces = [Piece(coefficient: polynomial, factors: [])]
    for atom in polynomial.atoms where !kept.contains(atom) {
      guard let share = share(atom) else { continue }
      pieces = pieces.flatMap { piece -> [Piece] in
        guard piece.coefficient.degree(in: atom) > 0 else { return [piece] }
        return piece.coefficient.bernstein(in: atom).map { part in
          Piece(
            coefficient: part.coefficient,
            factors: piece.factors + [Factor(share: share, inShare: part.share, inComplement: part.complement)])
        }
      }
      if pieces.count > Self.mostPieces { return [Piece(coefficient: polynomial, factors: [])] }
    }
    return pieces
  }

  /// Shares of which it is not certain that they are any, and that a law is no simpler by: `A` and `exp(-k*t)` in
  /// `c + A*exp(-k*t)`. There a sum over the share and its complement would cancel where the first exceeds one.
  func doubtful(in polynomial: SharePolynomial) -> Set<Int> {
    let other = polynomial.complement
    var kept: Set<Int> = []
    for atom in polynomial.atoms {
      guard let share = share(atom), !share.isBounded else { continue }
      let opened = [polynomial, other].flatMap { $0.bernstein(in: atom) }
      let size = opened.reduce(0) { $0 + $1.coefficient.terms.count }
      if size >= polynomial.terms.count + other.terms.count { kept.insert(atom) }
    }
    return kept
  }

  mutating func logarithm(of factors: [Factor]) -> Int32 {
    var sum = graph.number(0)
    for factor in factors {
      for (count, part) in [(factor.inShare, factor.share.logValue), (factor.inComplement, factor.share.logComplement)]
      where count > 0 {
        sum = graph.make(.add, sum, graph.make(.multiply, graph.number(Double(count)), part))
      }
    }
    return sum
  }

  mutating func node(of pieces: [Piece]) -> Int32 {
    pieces.reduce(graph.number(0)) { sum, piece in
      var product = node(of: piece.coefficient)
      for factor in piece.factors {
        for (count, part) in [(factor.inShare, factor.share.value), (factor.inComplement, factor.share.complement)]
        where count > 0 {
          let raised = graph.make(.power, part, graph.number(Double(count)))
          product = graph.make(.multiply, product, raised)
        }
      }
      return graph.make(.add, sum, product)
    }
  }
}
