import Glibc

/// A coefficient that is the place of a corner, as `tau` in `max(t - tau, 0)`, `abs(x - tau)` or `min(x/tau, 1)`.
struct Corner: Sendable {
  /// Position among the coefficients.
  let coefficient: Int
  /// The values of the coefficient at which the corner lies on a row, in increasing order, none twice.
  let places: [Double]
}

extension Expression {
  /// The coefficients that are places of corners, found from the formula.
  ///
  /// A coefficient counts when the zero of `a - b` in `max(a, b)` is known for each row without the other coefficients:
  /// where `a - b` is linear in the coefficient, in its logarithm or in its reciprocal. Corners whose place depends on several
  /// coefficients, as that of `max(a + b*x, 0)`, are left to the search.
  func corners(among names: [String], columns: [String], rowCount: Int, data: (String) -> [Double]) -> [Corner] {
    var places: [Int: Set<Double>] = [:]
    for corner in corners {
      for (index, name) in names.enumerated() where corner.symbols.contains(name) {
        let roots = corner.roots(in: name, columns: columns, rowCount: rowCount, data: data)
        places[index, default: []].formUnion(roots.filter(\.isFinite))
      }
    }
    return places.sorted { $0.key < $1.key }.filter { $0.value.count > 1 }
      .map { Corner(coefficient: $0.key, places: $0.value.sorted()) }
  }

  /// Row by row, the value of a coefficient at which the expression is zero; empty where other coefficients take part.
  private func roots(in name: String, columns: [String], rowCount: Int, data: (String) -> [Double]) -> [Double] {
    let symbol = Expression.symbol(name)
    let byLogarithm = substituting([name: Expression.exp(symbol)]).simplified
    let byReciprocal = substituting([name: 1 / symbol]).simplified
    let forms: [(Expression, @Sendable (Double) -> Double)] = [
      (self, { $0 }), (byLogarithm, { Glibc.exp($0) }), (byReciprocal, { 1 / $0 }),
    ]
    for (form, value) in forms {
      guard let parts = form.linearDecomposition(in: [name]) else { continue }
      let root = (-parts.offset / parts.multipliers[0]).simplified
      guard Set(root.symbols).isSubset(of: columns),
        let program = try? Program([root], variables: root.symbols, parameters: [])
      else { return [] }
      let bound = program.bind(columns: root.symbols.map(data), rowCount: rowCount)
      return bound.evaluate()[0].map(value)
    }
    return []
  }
}
