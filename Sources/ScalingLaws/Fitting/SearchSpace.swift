import Optimization

#if canImport(Glibc)
  import Glibc
#endif

/// A law in the coefficients that it is solved for: centred, so that a search sees a well-conditioned problem.
///
/// A coefficient that multiplies a power or an exponential, as `A` in `A * N^-alpha`, and its exponent are almost one
/// direction: the data are far from `N = 1`, where `A` is the whole term. It is replaced by the size of the term in the
/// middle of the data,
///
///     A = A' * exp(-Σ θₖ·mean(mₖ)),   where log of its multiplier is Σ θₖ·mₖ(x) + other terms
///
/// which for the Chinchilla law takes the condition number of `J'J` from 4.0e6 to 3.8e3. The product may stand inside
/// another function, as in `(A * N^-alpha + B * D^-beta)^g`. A coefficient whose region is one of logarithms is replaced
/// by its logarithm. Nothing else changes: the law is the same function of the data, and every answer is given in its own
/// coefficients.
struct SearchSpace: Sendable {
  /// Names of what is solved for; a replaced coefficient keeps its name.
  let names: [String]
  /// The law's right side in terms of them.
  let right: Expression
  /// Each coefficient of the law in terms of them.
  let natural: [Expression]
  /// Those that enter linearly while the others are held.
  let linear: [String]
  /// Those that multiply a term: `linear`, and of a law with a `shape` those that enter it linearly.
  let terms: [String]
  /// Those that are the size of a term in the middle of the data.
  let sizes: Set<String>
  /// Those that are solved for as their logarithm.
  let logarithmic: Set<String>
  /// Each replaced coefficient in terms of the law's own: where a user's start value lies in the search.
  private let inverse: [String: Expression]

  /// - Parameters:
  ///   - data: numbers of a symbol of the law, row by row.
  ///   - isCentred: false keeps every coefficient as it is.
  ///   - own: coefficients that are not centred.
  init(_ law: BoundLaw, data: (String) -> [Double], isCentred: Bool = true, except own: [String] = []) {
    let coefficients = law.coefficients
    let right = law.formula.right
    let linear = right.linearCoefficients(among: coefficients)
    let shape = law.law.shape?.right ?? right
    let terms = law.law.shape == nil ? linear : shape.linearCoefficients(among: coefficients)
    let others = coefficients.filter { !terms.contains($0) }
    let columns = law.formula.symbols.filter { !coefficients.contains($0) }
    let logarithmic = Set(others.filter { isCentred && law.region(of: $0)?.isLogarithmic ?? false })
    var natural: [String: Expression] = [:]
    var inverse: [String: Expression] = [:]
    for name in logarithmic {
      natural[name] = .exp(.symbol(name))
      inverse[name] = .log(.symbol(name))
    }
    let references = law.references(for: others, data: data)
    var sizes = Set(terms)
    let inner = others.filter { !logarithmic.contains($0) }
    let cofactors = inner.compactMap { name in shape.cofactor(of: name).map { (name, $0) } }
    for (name, multiplier) in shape.multipliers(of: terms) + cofactors where isCentred && !own.contains(name) {
      guard let factor = multiplier.centre(in: others, columns: columns, at: references, data: data)
      else { continue }
      natural[name] = .symbol(name) / factor.substituting(natural)
      inverse[name] = .symbol(name) * factor
      sizes.insert(name)
    }
    names = coefficients
    self.right = natural.isEmpty ? right : right.substituting(natural).simplified
    self.natural = coefficients.map { natural[$0] ?? .symbol($0) }
    self.linear = linear
    self.terms = terms
    self.sizes = sizes
    self.logarithmic = logarithmic
    self.inverse = inverse
  }

  /// Where what is solved for may lie, given where the coefficient may.
  func domain(of name: String, natural: Domain) -> Domain {
    guard logarithmic.contains(name) else { return natural }
    switch natural {
    case .free, .positive: return .free
    case .between(let low, let high): return .between(low > 0 ? log(low) : -.infinity, log(high))
    case .fixed(let value): return .fixed(log(value))
    }
  }

  /// The law's coefficients at a point of the search.
  func coefficients(at point: [Double]) throws(FormulaError) -> [Double] {
    let values = Dictionary(uniqueKeysWithValues: zip(names, point))
    var result: [Double] = []
    for expression in natural { result.append(try expression.value(values)) }
    return result
  }

  /// The point of the search at some coefficients of the law.
  func point(at coefficients: [Double]) throws(FormulaError) -> [Double] {
    let values = Dictionary(uniqueKeysWithValues: zip(names, coefficients))
    var result: [Double] = []
    for name in names { result.append(try (inverse[name] ?? .symbol(name)).value(values)) }
    return result
  }
}

extension Expression {
  /// What each of the coefficients, jointly linear, is multiplied by.
  fileprivate func multipliers(of linear: [String]) -> [(String, Expression)] {
    guard let decomposition = linearDecomposition(in: linear) else { return [] }
    return Array(zip(decomposition.coefficients, decomposition.multipliers))
  }

  /// The geometric mean of a multiplier over the rows, as an expression of the other coefficients: `exp(Σ θₖ·mean(mₖ))`.
  ///
  /// Any constant in place of the mean gives the same law; so what a slope takes from coefficients is taken at their
  /// references, and what cannot be taken there is left out.
  ///
  /// - Returns: `nil` where no term is left, or its mean is not finite.
  fileprivate func centre(
    in others: [String], columns: [String], at references: [String: Expression], data: (String) -> [Double]
  ) -> Expression? {
    let logarithm = logarithm(assumingPositive: Set(columns)).simplified
    var exponent: Expression?
    for (name, multiplier) in logarithm.slopes(in: others, columns: columns, at: references) {
      guard let mean = multiplier.mean(data: data), mean.isFinite else { return nil }
      let term = .symbol(name) * Expression(mean)
      exponent = exponent.map { $0 + term } ?? term
    }
    return exponent.map { .exp($0) }
  }

  /// The coefficients in which the expression is linear, each with the function of columns that multiplies it.
  ///
  /// - Parameter references: values for other coefficients in such a function.
  func slopes(
    in others: [String], columns: [String], at references: [String: Expression] = [:]
  ) -> [(name: String, multiplier: Expression)] {
    others.compactMap { name in
      let slope = derivative(by: name)
      guard slope.constant != 0, !slope.symbols.contains(name) else { return nil }
      let multiplier = slope.substituting(references).simplified
      return Set(multiplier.symbols).isSubset(of: columns) ? (name, multiplier) : nil
    }
  }

  /// The mean of an expression of columns over the rows.
  private func mean(data: (String) -> [Double]) -> Double? {
    if let constant { return constant }
    let variables = symbols
    guard let program = try? Program([self], variables: variables, parameters: []) else { return nil }
    let values = program.bind(columns: variables.map(data)).evaluate()[0]
    return values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
  }
}
