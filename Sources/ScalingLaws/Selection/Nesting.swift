import Statistics

/// That one law is a special case of another, shown on the rows that both are fitted to.
///
/// Either the larger law, with some coefficients held at 0, 1, a value that the smaller one holds, or another coefficient, has the
/// values of the smaller one whatever the others are (tried at scattered points); or both are linear, and everything that the smaller
/// one can say the larger one can.
public struct Nesting: Sendable, Hashable {
  /// What makes the larger law the smaller one, as `g = 1`; empty for linear laws whose coefficients have other names.
  public let restrictions: [String]

  /// - Returns: `nil` where it cannot be shown.
  init?(_ small: Fit, in large: Fit) {
    guard small.scale == large.scale, small.statistics.rank < large.statistics.rank else { return nil }
    if let restrictions = Self.restrictions(small, large) {
      self.restrictions = restrictions
    } else if Self.isSpanned(small, by: large) {
      restrictions = []
    } else {
      return nil
    }
  }

  private static let points = 6
  private static let tolerance = 1e-9
  /// With more coefficients to hold, there are too many ways.
  private static let mostHeld = 3

  private static func restrictions(_ small: Fit, _ large: Fit) -> [String]? {
    let (own, all) = (small.law.coefficients, large.law.coefficients)
    let held = all.filter { !own.contains($0) }
    guard own.allSatisfy(all.contains), held.count <= mostHeld,
      let rows = try? RowsToForetell(small, small.sample.table),
      let other = try? RowsToForetell(large, large.sample.table),
      let smaller = try? rows.program(names: own), let larger = try? other.program(names: all),
      rows.observed.count == other.observed.count
    else { return nil }
    let trials = scattered(small)
    let expected = trials.map { trial in smaller.evaluate(own.map { trial[$0] ?? .nan })[0] }
    for choice in choices(held, small: small) {
      let isSame = zip(trials, expected).allSatisfy { trial, expected in
        let values = all.map { name in trial[name] ?? choice[name]?.value(trial) ?? .nan }
        return agree(larger.evaluate(values)[0], expected)
      }
      if isSame { return held.compactMap { name in choice[name].map { "\(name) = \($0.text)" } } }
    }
    return nil
  }

  /// What a coefficient may be held at.
  private enum Held {
    case number(Double)
    case coefficient(String)

    func value(_ point: [String: Double]) -> Double? {
      switch self {
      case .number(let value): value
      case .coefficient(let name): point[name]
      }
    }

    var text: String {
      switch self {
      case .number(let value): value.plain
      case .coefficient(let name): name
      }
    }
  }

  private static func choices(_ held: [String], small: Fit) -> [[String: Held]] {
    held.reduce([[:]]) { choices, name in
      let given = small.options.fixed[name].map { [Held.number($0)] }
      let options = given ?? [.number(1), .number(0)] + small.law.coefficients.map(Held.coefficient)
      return choices.flatMap { choice in options.map { choice.merging([name: $0]) { $1 } } }
    }
  }

  /// The coefficients of the smaller law, each moved by up to a third.
  private static func scattered(_ small: Fit) -> [[String: Double]] {
    (0..<points).map { point in
      var random = RandomStream(seed: 1, stream: UInt64(point))
      return small.coefficients.reduce(into: [:]) { trial, element in
        let value = element.estimate.value ?? 1
        trial[element.name] = (value == 0 ? 1 : value) * (2.0 / 3 + random.uniform() * 2 / 3)
      }
    }
  }

  private static func agree(_ left: [Double], _ right: [Double]) -> Bool {
    zip(left, right).allSatisfy { abs($0 - $1) <= tolerance * max(abs($0), abs($1)) }
  }

  /// Whether each column of the smaller linear law, and what both differ by, is a combination of the columns of the larger one.
  private static func isSpanned(_ small: Fit, by large: Fit) -> Bool {
    guard small.isSolvedDirectly, large.isSolvedDirectly,
      let rows = try? RowsToForetell(small, small.sample.table),
      let other = try? RowsToForetell(large, large.sample.table), rows.observed.count == other.observed.count
    else { return false }
    let basis = large.inference.solution.orthogonalRows
    let weights = large.rowWeights
    let columns = (rows.gradients.first ?? []).indices.map { column in rows.gradients.map { $0[column] } }
    let difference = zip(rows.fitted, other.fitted).map { $0 - $1 }
    let size = rows.fitted.reduce(0.0) { max($0, abs($1)) }
    return (columns.map { ($0, $0.reduce(0.0) { max($0, abs($1)) }) } + [(difference, size)]).allSatisfy {
      column, scale in
      var rest = column
      for index in 0..<basis.columns {
        let share = rest.indices.reduce(0.0) { $0 + weights[$1] * basis[$1, index] * column[$1] }
        for row in rest.indices { rest[row] -= share * basis[row, index] }
      }
      return rest.allSatisfy { abs($0) <= tolerance * scale }
    }
  }
}
