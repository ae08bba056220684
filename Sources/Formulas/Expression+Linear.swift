extension Expression {
  /// The expression as a sum of coefficients times expressions without them, if it is one.
  ///
  ///     expression = offset + sum of coefficient * multiplier
  ///
  /// - Returns: nil when the coefficients do not all enter linearly, jointly: `a * b` is not linear in `a, b`.
  ///   A coefficient that does not occur has the multiplier 0.
  public func linearDecomposition(in coefficients: [String]) -> LinearDecomposition? {
    let tidy = simplified
    let names = Set(coefficients)
    guard !tidy.branches(on: names) else { return nil }
    var multipliers: [Expression] = []
    for coefficient in coefficients {
      let multiplier = tidy.derivative(by: coefficient)
      guard names.isDisjoint(with: multiplier.symbols) else { return nil }
      multipliers.append(multiplier)
    }
    let zeros = Dictionary(coefficients.map { ($0, Expression(0)) }, uniquingKeysWith: { first, _ in first })
    return LinearDecomposition(
      coefficients: coefficients, multipliers: multipliers, offset: tidy.substituting(zeros).simplified)
  }

  /// Coefficients that enter jointly linearly when all others are held fixed, found greedily in the order given.
  ///
  /// For `E + A / N^alpha + B / D^beta` these are `E`, `A` and `B`. No candidate that was left out could be added; a
  /// larger set may exist that begins otherwise.
  public func linearCoefficients(among candidates: [String]) -> [String] {
    let tidy = simplified
    var chosen: [String] = []
    var slopeSymbols: [Set<String>] = []
    for candidate in candidates where !chosen.contains(candidate) {
      let symbols = Set(tidy.derivative(by: candidate).symbols)
      let joint = Set(chosen + [candidate])
      let isLinear = symbols.isDisjoint(with: joint) && !slopeSymbols.contains { $0.contains(candidate) }
      guard isLinear, !tidy.branches(on: [candidate]) else { continue }
      chosen.append(candidate)
      slopeSymbols.append(symbols)
    }
    return chosen
  }

  /// Whether a comparison or a logical operator, whose derivative is zero, depends on one of the names.
  private func branches(on names: Set<String>) -> Bool {
    var depends: [Bool] = []
    for node in nodes {
      let (a, b) = node.operands
      var own = (a.map { depends[Int($0)] } ?? false) || (b.map { depends[Int($0)] } ?? false)
      switch node {
      case .symbol(let name): own = names.contains(name)
      case .unary(.not, _): if own { return true }
      case .binary(let operation, _, _): if own, operation.isLogical { return true }
      default: break
      }
      depends.append(own)
    }
    return false
  }
}
