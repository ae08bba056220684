/// Chooses runs: greedily from several beginnings, then by exchange until no exchange is better.
///
/// A greedy step takes the run that lowers the criterion most, or most for its cost, of all runs or of those below a ceiling of cost:
/// where the number of runs binds, cheap ones else take the places of the middling. An exchange takes away one run, or two where that
/// is quick enough to try, and fills what is free again in either way; or it puts several smaller runs in the place of one, and drops
/// the least useful while there are too many. What is found is the best of all beginnings: no proof of the optimum, but on small
/// problems it is the optimum of all subsets.
struct DesignSearch: Sendable {
  let problem: DesignProblem
  let budget: Double
  let most: Int
  let once: Bool
  let threads: Int

  /// How often each place is run, with the factors and the criterion of these runs.
  struct Choice: Sendable {
    var counts: [Int: Int]
    var factors: InformationFactors
    var value: Double

    var runs: Int { counts.values.reduce(0, +) }
    /// The places that are run, cheapest first.
    var support: [Int] { counts.keys.sorted() }
  }

  /// What is divided by: nothing, the cost, or its root.
  private enum Rule {
    case gain, gainPerCost, gainPerRoot

    func score(_ gain: Double, _ cost: Double) -> Double {
      switch self {
      case .gain: gain
      case .gainPerCost: gain / cost
      case .gainPerRoot: gain / cost.squareRoot()
      }
    }
  }

  /// A run that lowers the criterion by less is not worth its cost.
  private static let leastGain = 1e-6
  /// An exchange has to gain this much: no reader sees less, and rounding cannot send the search round.
  private static let leastExchange = 1e-5
  /// Runs that together lower the criterion by less are left out at the end: a thousandth of a standard error.
  private static let negligible = 2e-3
  /// Pairs times candidates times draws up to which pairs are tried: a tenth of a second.
  private static let pairWork = 5e6
  private static let mostRounds = 100

  /// Parts of the budget that no run of a beginning costs more than.
  private static let ceilings = [1.0, 0.5, 0.25, 0.125, 0.0625]
  /// Beginnings that are worth exchanges.
  private static let improvedStarts = 3
  /// How many runs may take the place of one.
  private static let parts = [2, 3, 5]

  func best() -> Choice {
    let empty = choice([:])
    var starts = Self.ceilings.map { filled(empty, by: .gain, ceiling: $0 * budget) }
    starts += [filled(empty, by: .gainPerCost), filled(empty, by: .gainPerRoot)]
    var found = empty
    var seen: Set<[Int: Int]> = []
    let distinct = starts.filter { seen.insert($0.counts).inserted }
    let promising = distinct.indices.sorted { (distinct[$0].value, $0) < (distinct[$1].value, $1) }
    for index in promising.prefix(Self.improvedStarts) {
      let improved = improved(distinct[index])
      if improved.value < found.value - Self.leastExchange { found = improved }
    }
    return pruned(found)
  }

  func choice(_ counts: [Int: Int]) -> Choice {
    let factors = problem.factors(counts.keys.sorted().map { ($0, Double(counts[$0] ?? 0)) })
    return Choice(counts: counts, factors: factors, value: problem.value(factors))
  }

  private func cost(_ counts: [Int: Int]) -> Double {
    counts.keys.sorted().reduce(0.0) { $0 + Double(counts[$1] ?? 0) * problem.costs[$1] }
  }

  /// The choice with runs added while one is affordable and worth it.
  ///
  /// - Parameters:
  ///   - ceiling: what no added run costs more than.
  ///   - limit: the most runs; `nil` takes what the user allows.
  private func filled(_ start: Choice, by rule: Rule, ceiling: Double = .infinity, limit: Int? = nil) -> Choice {
    var choice = start
    while choice.runs < limit ?? most {
      let left = min(budget * (1 + 1e-12) - cost(choice.counts), ceiling)
      let affordable = problem.costs.partitioningIndex { $0 > left }
      guard affordable > 0 else { break }
      let changes = problem.changes(choice.factors, affordable: affordable, threads: threads)
      var best: (place: Int, score: Double)?
      for (place, change) in changes.enumerated() where -change > Self.leastGain {
        if once, choice.counts[place] != nil { continue }
        let score = rule.score(-change, problem.costs[place])
        // Of equals the cheapest, whatever rounding makes of them.
        if score > (best?.score ?? 0) * (1 + 1e-12) { best = (place, score) }
      }
      guard let best else { break }
      choice.counts[best.place, default: 0] += 1
      choice.factors.append(problem.row(best.place))
    }
    choice.value = problem.value(choice.factors)
    return choice
  }

  /// The choice after exchanges, round after round until one brings nothing: of single runs, and then of pairs.
  private func improved(_ start: Choice) -> Choice {
    var choice = start
    for _ in 0..<Self.mostRounds {
      if exchange(choice.support.map { [$0] }, in: &choice) { continue }
      if split(in: &choice) { continue }
      guard exchange(pairs(choice), in: &choice) else { break }
    }
    return choice
  }

  /// Two runs each; none where they are too many to try.
  private func pairs(_ choice: Choice) -> [[Int]] {
    let support = choice.support
    let pairs = support.flatMap { first in support.filter { $0 >= first }.map { [first, $0] } }
    return Double(pairs.count * problem.count * problem.draws) <= Self.pairWork ? pairs : []
  }

  /// Puts several smaller runs in the place of one, wherever that is better.
  private func split(in choice: inout Choice) -> Bool {
    var isBetter = false
    for place in choice.support.reversed() {
      for parts in Self.parts {
        guard let rest = without([place], choice) else { break }
        let free = budget - cost(rest.counts)
        var candidate = filled(rest, by: .gain, ceiling: free / Double(parts), limit: rest.runs + parts)
        while candidate.runs > most { candidate = withoutLeast(candidate) }
        candidate = filled(candidate, by: .gain)
        guard candidate.value < choice.value - Self.leastExchange else { continue }
        choice = candidate
        isBetter = true
      }
    }
    return isBetter
  }

  /// One run less at each place; `nil` where there is none.
  private func without(_ places: [Int], _ choice: Choice) -> Choice? {
    var counts = choice.counts
    for place in places {
      guard let count = counts[place] else { return nil }
      counts[place] = count > 1 ? count - 1 : nil
    }
    return self.choice(counts)
  }

  /// One run less, of those that matter least.
  private func withoutLeast(_ choice: Choice) -> Choice {
    choice.support.compactMap { without([$0], choice) }.min { $0.value < $1.value } ?? choice
  }

  /// Takes runs away and fills up again, wherever that is better.
  private func exchange(_ removals: [[Int]], in choice: inout Choice) -> Bool {
    var isBetter = false
    for removal in removals {
      guard let rest = without(removal, choice) else { continue }
      for rule in [Rule.gain, .gainPerCost] {
        let candidate = filled(rest, by: rule)
        guard candidate.value < choice.value - Self.leastExchange else { continue }
        choice = candidate
        isBetter = true
        break
      }
    }
    return isBetter
  }

  /// Without the runs that matter least, while all of them together hardly matter.
  private func pruned(_ choice: Choice) -> Choice {
    var kept = choice
    while kept.counts.count > 1 {
      let fewer = kept.support.map { place in
        var counts = kept.counts
        counts[place] = nil
        return self.choice(counts)
      }
      guard let least = fewer.min(by: { $0.value < $1.value }), least.value <= choice.value + Self.negligible
      else { break }
      kept = least
    }
    return kept
  }
}

extension [Double] {
  /// The first index from which on the predicate holds, of values in ascending order.
  fileprivate func partitioningIndex(where isBeyond: (Double) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isBeyond(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
