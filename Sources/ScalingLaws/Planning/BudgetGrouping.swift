import Tables

#if canImport(Glibc)
  import Glibc
#endif

/// Which rows share a compute budget.
public enum BudgetGrouping: Sendable, Hashable {
  /// Sorted by compute, a budget ends where log10 C leaps by more than this many decades.
  case gaps(decades: Double)
  /// A row belongs to the nearest of these budgets in FLOP, when it lies within so many decades of it.
  case nominal([Double], decades: Double)
  /// Rows that share a value of this column.
  case column(String)

  /// Wide enough for compute that is rounded, narrow enough for budgets a factor of 1.25 apart.
  public static let automatic = BudgetGrouping.gaps(decades: 0.05)

  /// Rows by budget, the budgets by ascending compute, and the rows that belong to none.
  func groups(_ runs: IsoFLOPRuns) throws(FitError) -> (groups: [[Int]], others: [Int]) {
    let decades = runs.flops.map { log10($0) }
    var groups: [[Int]] = []
    var others: [Int] = []
    switch self {
    case .gaps(let gap):
      var last = -Double.infinity
      for row in decades.indices.sorted(by: { (decades[$0], $0) < (decades[$1], $1) }) {
        if decades[row] - last > gap { groups.append([]) }
        groups[groups.count - 1].append(row)
        last = decades[row]
      }
    case .nominal(let budgets, let reach):
      groups = budgets.map { _ in [] }
      for row in decades.indices {
        let distances = budgets.map { abs(log10($0) - decades[row]) }
        guard let nearest = distances.indices.min(by: { distances[$0] < distances[$1] }), distances[nearest] <= reach
        else {
          others.append(row)
          continue
        }
        groups[nearest].append(row)
      }
    case .column(let name):
      let labels = try runs.data.labels(of: name)
      groups = (0..<((labels.max() ?? -1) + 1)).map { label in labels.indices.filter { labels[$0] == label } }
    }
    let level = { (rows: [Int]) in rows.reduce(0) { $0 + decades[$1] } / Double(rows.count) }
    return (groups.filter { !$0.isEmpty }.sorted { level($0) < level($1) }, others)
  }
}
