/// A law as a linear model: on some scale, `g(response) - offset = Σ θⱼ xⱼ`.
struct LinearForm: Sendable {
  /// What a coefficient of the law is in terms of the number that is solved for.
  enum Link: Sendable, Hashable {
    /// The coefficient itself.
    case identity
    /// The coefficient is `exp(θ)`; the formula holds it through its logarithm only, so it is positive.
    case exponential
  }

  let coefficients: [String]
  let links: [Link]
  /// What multiplies each coefficient: an expression of columns.
  let terms: [Expression]
  /// What multiplies none.
  let offset: Expression

  /// - Throws: `.notLinear` when no choice of links makes the law linear on this scale.
  init(_ law: BoundLaw, scale: ResidualScale) throws(FitError) {
    let key = Key(formula: law.formula, coefficients: law.coefficients, scale: scale)
    guard let form = Self.forms(key, { LinearForm(key) }) else {
      throw .notLinear(formula: law.formula.description, coefficients: law.coefficients, scale: scale)
    }
    self = form
  }

  private struct Key: Hashable, Sendable {
    let formula: Formula
    let coefficients: [String]
    let scale: ResidualScale
  }

  private static let forms = Memo<Key, LinearForm?>(capacity: 256)

  private init?(_ law: Key) {
    let (coefficients, scale) = (law.coefficients, law.scale)
    let symbols = Set(law.formula.symbols)
    // Columns count as positive here: on the log scale a row where they are not has no finite residual, and is
    // refused by name when the columns are evaluated.
    let right = scale.applied(to: law.formula.right, positive: symbols)
    var links: [Link] = []
    var linear = right
    for name in coefficients {
      let renamed = right.substituting([name: .exp(.symbol(name))]).simplified
      let throughLogarithm =
        scale == .log && right.linearDecomposition(in: [name]) == nil
        && renamed.linearDecomposition(in: [name]) != nil
      links.append(throughLogarithm ? .exponential : .identity)
      if throughLogarithm { linear = linear.substituting([name: .exp(.symbol(name))]).simplified }
    }
    guard let decomposition = linear.linearDecomposition(in: coefficients) else { return nil }
    self.coefficients = coefficients
    self.links = links
    terms = decomposition.multipliers
    offset = decomposition.offset
  }
}
