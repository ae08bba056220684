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
    let variables = symbols.filter { $0 != name }
    guard Set(variables).isSubset(of: columns) else { return [] }
    let symbol = Expression.symbol(name)
    let forms: [(Expression, @Sendable (Double) -> Double)] = [
      (self, { $0 }), (substituting([name: Expression.exp(symbol)]).simplified, { Glibc.exp($0) }),
    ]
    for (form, value) in forms {
      guard let parts = form.linearDecomposition(in: [name]) else { continue }
      let root = (-parts.offset / parts.multipliers[0]).simplified
      guard let program = try? Program([root], variables: root.symbols, parameters: []) else { return [] }
      return program.bind(columns: root.symbols.map(data), rowCount: rowCount).evaluate()[0].map(value)
    }
    return reciprocalRoots(in: name, variables: variables, rowCount: rowCount, data: data)
  }

  /// The same for an expression that is linear in `1/θ`, as that of `t/tau - 1`, seen from its values at `1/θ` = 0.5, 1 and 2.
  private func reciprocalRoots(
    in name: String, variables: [String], rowCount: Int, data: (String) -> [Double]
  ) -> [Double] {
    guard let program = try? Program([self], variables: variables, parameters: [name]) else { return [] }
    let bound = program.bind(columns: variables.map(data), rowCount: rowCount)
    let (half, one, two) = (bound.evaluate([2])[0], bound.evaluate([1])[0], bound.evaluate([0.5])[0])
    var roots: [Double] = []
    for row in 0..<rowCount {
      let slope = two[row] - one[row]
      let bend = (slope - 2 * (one[row] - half[row])).magnitude
      guard bend <= 1e-12 * (half[row].magnitude + two[row].magnitude) else { return [] }
      roots.append(slope / (slope - one[row]))
    }
    return roots
  }
}
