import Glibc

/// A coefficient that is the place of a corner, as `tau` in `max(t - tau, 0)`, `abs(x - tau)` or `min(x/tau, 1)`.
struct Corner: Sendable {
  /// Position among the coefficients.
  let coefficient: Int
  /// The values of the coefficient at which the corner lies on a row, in increasing order, none twice.
  let places: [Double]
  /// Place by place, how many rows have it.
  let rows: [Int]

  /// A side of a corner needs so many different places: the slope of a line through two is whatever their noise makes it.
  static let fewestPlaces = 3

  /// Where the corner may lie so that each side keeps at least so many rows, at three places or more; those under the corner
  /// count on both sides.
  ///
  /// - Returns: `nil` where that leaves no room.
  func range(fewest: Int) -> ClosedRange<Double>? {
    let below = rows.indices.dropFirst(Self.fewestPlaces - 1).first { rows[...$0].reduce(0, +) >= fewest }
    let above = rows.indices.dropLast(Self.fewestPlaces - 1).last { rows[$0...].reduce(0, +) >= fewest }
    guard let below, let above, below < above else { return nil }
    return places[below]...places[above]
  }
}

extension Expression {
  /// The coefficients that are places of corners, found from the formula.
  ///
  /// A coefficient counts when the zero of `a - b` in `max(a, b)` is known for each row without the other coefficients:
  /// where `a - b` is linear in the coefficient, in its logarithm or in its reciprocal. Corners whose place depends on several
  /// coefficients, as that of `max(a + b*x, 0)`, are left to the search.
  ///
  /// - Parameter takesPart: whether a row has a weight.
  func corners(
    among names: [String], columns: [String], rowCount: Int, takesPart: (Int) -> Bool, data: (String) -> [Double]
  ) -> [Corner] {
    var places: [Int: [Double: Set<Int>]] = [:]
    for corner in corners {
      for (index, name) in names.enumerated() where corner.symbols.contains(name) {
        let roots = corner.roots(in: name, columns: columns, rowCount: rowCount, data: data)
        for (row, root) in roots.enumerated() where root.isFinite && takesPart(row) {
          places[index, default: [:]][root, default: []].insert(row)
        }
      }
    }
    return places.sorted { $0.key < $1.key }.filter { $0.value.count > 1 }.map { coefficient, rows in
      let sorted = rows.keys.sorted()
      return Corner(coefficient: coefficient, places: sorted, rows: sorted.map { rows[$0]?.count ?? 0 })
    }
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
