/// Runs as one places them without a design, for the same money.
///
/// Of candidates that form a grid: some values of each variable, as many of one as of another, evenly spaced over the lower part of
/// its range, and every combination once. There are as many values as give no more runs than the design has, but enough that there
/// are as many runs as coefficients. The part, the same for every variable on the log scale, is the largest whose grid the money
/// pays.
///
/// Of candidates in a table: as many as the design has runs, evenly spaced in order of cost, up to the largest cost for which the
/// money pays all of them, each once.
///
/// What money is left counts as further rounds of the same runs, in parts, so that both cost the same.
public struct PlainGrid: Sendable, Hashable {
  /// Indices of candidates, the largest last.
  public let candidates: [Int]
  /// Of one round.
  public let cost: Double
  /// How often the whole counts, so that it costs the same as the design.
  public let rounds: Double
  /// How many values of each variable of a grid; empty for a table.
  public let levels: [Int]

  /// - Parameters:
  ///   - runs: how many the design has.
  ///   - coefficients: how many there are.
  ///   - money: what all of it costs; the cheapest candidate costs no more.
  init(_ all: CandidateRuns, runs: Int, coefficients: Int, money: Double) {
    let cost = { (chosen: [Int]) in chosen.reduce(0.0) { $0 + all.costs[$1] } }
    let size = max(runs, coefficients)
    let found =
      all.sides.isEmpty
      ? Self.spread(all.costs, size: size) { cost($0) <= money }
      : Self.grid(all, size: runs, coefficients) { cost($0) <= money }
    let cheapest = all.costs.indices.min { all.costs[$0] < all.costs[$1] } ?? 0
    (candidates, levels) = found ?? ([cheapest], all.sides.map { _ in 1 })
    self.cost = cost(candidates)
    rounds = money / self.cost
  }

  /// The largest grid that is affordable; `nil` where not even the smallest is.
  private static func grid(
    _ all: CandidateRuns, size: Int, _ coefficients: Int, isAffordable: ([Int]) -> Bool
  ) -> (candidates: [Int], levels: [Int])? {
    let counts = { (level: Int) in all.sides.map { min($0, level) } }
    let number = { (level: Int) in counts(level).reduce(1, *) }
    let widest = all.sides.max() ?? 1
    var most = 1
    while most < widest, number(most + 1) <= size || number(most) < coefficients { most += 1 }
    for level in stride(from: most, through: 1, by: -1) {
      for step in stride(from: widest - 1, through: 1, by: -1) {
        let part = Double(step) / Double(max(widest - 1, 1))
        let places = zip(all.sides, counts(level)).map { side, count in
          let top = max(count - 1, Int((part * Double(side - 1)).rounded()))
          return (0..<count).map { count == 1 ? 0 : Int((Double($0 * top) / Double(count - 1)).rounded()) }
        }
        let candidates = zip(all.sides, places).reduce([0]) { partial, next in
          partial.flatMap { index in next.1.map { index * next.0 + $0 } }
        }
        if isAffordable(candidates) { return (candidates, counts(level)) }
      }
    }
    return nil
  }

  /// Candidates evenly spaced in order of cost, up to the largest cost that is affordable; `nil` where none is.
  private static func spread(
    _ costs: [Double], size: Int, isAffordable: ([Int]) -> Bool
  ) -> (candidates: [Int], levels: [Int])? {
    let order = costs.indices.sorted { (costs[$0], $0) < (costs[$1], $1) }
    for end in stride(from: order.count, through: 1, by: -1) {
      let count = min(size, end)
      let candidates = (0..<count).map { place in
        order[count == 1 ? end - 1 : Int((Double(place * (end - 1)) / Double(count - 1)).rounded())]
      }
      if isAffordable(candidates) { return (candidates, []) }
    }
    return nil
  }
}
