/// A polynomial in the parts of a law: sums and products are opened, everything else is one atom.
///
/// Atoms are known by number; see `ShareParts`.
struct SharePolynomial: Hashable {
  struct Power: Hashable {
    let atom: Int
    let degree: Int
  }

  struct Term: Hashable {
    /// By the number of the atom, ascending; empty for a constant.
    let powers: [Power]
    let coefficient: Double

    func degree(in atom: Int) -> Int { powers.first { $0.atom == atom }?.degree ?? 0 }

    /// Without an atom.
    func dropping(_ atom: Int) -> Term {
      Term(powers: powers.filter { $0.atom != atom }, coefficient: coefficient)
    }

    /// What another term is multiplied by to give these powers; `nil` where it has more of an atom.
    func powers(over other: Term) -> [Power]? {
      var rest: [Power] = []
      for power in other.powers where degree(in: power.atom) < power.degree { return nil }
      for power in powers {
        let degree = power.degree - other.degree(in: power.atom)
        if degree > 0 { rest.append(Power(atom: power.atom, degree: degree)) }
      }
      return rest
    }
  }

  private(set) var terms: [Term] = []

  static func number(_ value: Double) -> SharePolynomial {
    SharePolynomial(terms: value == 0 ? [] : [Term(powers: [], coefficient: value)])
  }

  static func atom(_ atom: Int) -> SharePolynomial {
    SharePolynomial(terms: [Term(powers: [Power(atom: atom, degree: 1)], coefficient: 1)])
  }

  static func product(_ powers: [Power], coefficient: Double) -> SharePolynomial {
    SharePolynomial(terms: coefficient == 0 ? [] : [Term(powers: powers, coefficient: coefficient)])
  }

  /// The number that it is, if it is one.
  var constant: Double? {
    if terms.isEmpty { return 0 }
    return terms.count == 1 && terms[0].powers.isEmpty ? terms[0].coefficient : nil
  }

  func degree(in atom: Int) -> Int { terms.map { $0.degree(in: atom) }.max() ?? 0 }

  var atoms: [Int] { Set(terms.flatMap { $0.powers.map(\.atom) }).sorted() }

  /// `self + factor * other`.
  func adding(_ other: SharePolynomial, times factor: Double = 1) -> SharePolynomial {
    var result = self
    for term in other.terms { result.add(term.powers, factor * term.coefficient) }
    return result
  }

  /// `1 - self`.
  var complement: SharePolynomial { SharePolynomial.number(1).adding(self, times: -1) }

  func times(_ other: SharePolynomial) -> SharePolynomial {
    var result = SharePolynomial()
    for a in terms {
      for b in other.terms { result.add(Self.product(a.powers, b.powers), a.coefficient * b.coefficient) }
    }
    return result
  }

  private static func product(_ a: [Power], _ b: [Power]) -> [Power] {
    var degrees: [Int: Int] = [:]
    for power in a + b { degrees[power.atom, default: 0] += power.degree }
    return degrees.map { Power(atom: $0.key, degree: $0.value) }.sorted { $0.atom < $1.atom }
  }

  /// What is left of a coefficient that should be zero is rounding of numbers such as `1/pi`.
  private static let rounding = 8 * Double.ulpOfOne

  private mutating func add(_ powers: [Power], _ coefficient: Double) {
    guard let place = terms.firstIndex(where: { $0.powers == powers }) else {
      if coefficient != 0 { terms.append(Term(powers: powers, coefficient: coefficient)) }
      return
    }
    let old = terms[place].coefficient
    let sum = old + coefficient
    if sum.magnitude <= Self.rounding * max(old.magnitude, coefficient.magnitude) {
      terms.remove(at: place)
    } else {
      terms[place] = Term(powers: powers, coefficient: sum)
    }
  }

  /// The polynomial by powers of an atom and of its complement: `Σ bⱼ sʲ (1-s)ⁿ⁻ʲ`, Bernstein's form.
  ///
  /// Where s is the probability of something, the bⱼ are sums of probabilities, and nothing cancels.
  func bernstein(in atom: Int) -> [(coefficient: SharePolynomial, share: Int, complement: Int)] {
    let n = degree(in: atom)
    var parts = [SharePolynomial](repeating: SharePolynomial(), count: n + 1)
    for term in terms {
      let bare = term.dropping(atom)
      parts[term.degree(in: atom)].add(bare.powers, bare.coefficient)
    }
    return (0...n).compactMap { j in
      var sum = SharePolynomial()
      // bⱼ = Σ_k C(n-k, j-k) aₖ, with the binomial coefficient of the term itself.
      for k in 0...j { sum = sum.adding(parts[k], times: Self.binomial(n - k, j - k)) }
      return sum.terms.isEmpty ? nil : (sum, j, n - j)
    }
  }

  private static func binomial(_ n: Int, _ k: Int) -> Double {
    (0..<k).reduce(1.0) { ($0 * Double(n - $1)) / Double($1 + 1) }
  }
}
