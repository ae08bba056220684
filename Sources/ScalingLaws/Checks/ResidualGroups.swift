import Statistics

#if canImport(Glibc)
  import Glibc
#endif

/// Whether residuals fall into two groups, as those of two recipes in one table do.
///
/// Two normal distributions of one variance against one, by twice the difference of their log likelihoods. Its distribution under one normal
/// is no chi-squared; simulated for 20 to 240 rows it exceeds 10.5 in at most 1 %, and the demands on share and distance, which tails and
/// growing noise rarely meet, leave 0.5 %. Equal groups three standard deviations apart are seen in a tenth of tables of 30 rows, a third of
/// 60, eight in ten of 120 and all of 240; noise that is flat or lies on one side is taken for two groups as well, which the message says.
struct ResidualGroups: Sendable, Hashable {
  /// Rows of the smaller group, among those given.
  let rows: [Int]
  /// Standard deviations within, between the two means.
  let distance: Double
  let statistic: Double

  private static let fewestRows = 20
  private static let limit = 10.5
  private static let leastShare = 0.15
  private static let leastDistance = 2.0

  /// - Parameter values: residuals, alike in size; their unit does not matter.
  /// - Returns: `nil` for few rows, and for values that one normal distribution suits as well.
  init?(_ values: [Double]) {
    guard values.count >= Self.fewestRows, values.allSatisfy(\.isFinite) else { return nil }
    let mean = Descriptive.mean(values)
    let n = Double(values.count)
    let variance = values.reduce(0) { $0 + ($1 - mean).squared } / n
    guard variance > 0 else { return nil }
    let z = values.map { ($0 - mean) / variance.squareRoot() }
    let sorted = z.sorted()
    let mixtures = [0.25, 0.5, 0.75].compactMap { Mixture(sorted, split: $0) }
      .map { (mixture: $0, logLikelihood: $0.logLikelihood(z)) }
    guard let (best, logLikelihood) = mixtures.max(by: { $0.logLikelihood < $1.logLikelihood }) else { return nil }
    statistic = 2 * (logLikelihood + n / 2)
    distance = (best.high - best.low) / best.variance.squareRoot()
    guard statistic > Self.limit, distance >= Self.leastDistance,
      (Self.leastShare...1 - Self.leastShare).contains(best.share)
    else { return nil }
    let below = z.indices.filter { best.chanceOfLow(z[$0]) > 0.5 }
    let above = z.indices.filter { best.chanceOfLow(z[$0]) <= 0.5 }
    rows = below.count < above.count ? below : above
  }

  /// Two normal distributions of one variance.
  private struct Mixture {
    /// Of the lower one.
    var share: Double
    var low: Double
    var high: Double
    var variance: Double

    /// Expectation and maximisation (Dempster, Laird and Rubin 1977) from two parts of the sorted values.
    init?(_ sorted: [Double], split: Double) {
      let n = Double(sorted.count)
      let count = Int(split * n)
      let (below, above) = (Array(sorted[..<count]), Array(sorted[count...]))
      (share, low, high) = (Double(count) / n, Descriptive.mean(below), Descriptive.mean(above))
      let (center, top) = (low, high)
      variance =
        (below.reduce(0) { $0 + ($1 - center).squared } + above.reduce(0) { $0 + ($1 - top).squared }) / n
      var chances = [Double](repeating: 0, count: sorted.count)
      for _ in 0..<200 {
        guard variance > 0 else { return nil }
        let before = share
        var (sum, first, second, squares) = (0.0, 0.0, 0.0, 0.0)
        for row in sorted.indices {
          chances[row] = chanceOfLow(sorted[row])
          sum += chances[row]
          first += chances[row] * sorted[row]
          second += (1 - chances[row]) * sorted[row]
        }
        guard sum > 0, sum < n else { return nil }
        (share, low, high) = (sum / n, first / sum, second / (n - sum))
        for row in sorted.indices {
          squares += chances[row] * (sorted[row] - low).squared + (1 - chances[row]) * (sorted[row] - high).squared
        }
        variance = squares / n
        if abs(share - before) < 1e-8 { break }
      }
      guard variance > 0 else { return nil }
    }

    func chanceOfLow(_ value: Double) -> Double {
      let odds = log(share / (1 - share)) + ((value - high).squared - (value - low).squared) / (2 * variance)
      return 1 / (1 + exp(-odds))
    }

    /// Up to a constant, which that of one normal distribution of variance 1 has too: -n/2.
    func logLikelihood(_ values: [Double]) -> Double {
      values.reduce(-Double(values.count) / 2 * log(variance)) { sum, value in
        let (a, b) = (
          log(share) - (value - low).squared / (2 * variance), log(1 - share) - (value - high).squared / (2 * variance)
        )
        return sum + max(a, b) + log1p(exp(-abs(a - b)))
      }
    }
  }
}

extension Fit {
  /// What residuals that fall into two groups say.
  var groupWarnings: [FitWarning] {
    guard canBeDiagnosed, options.norm == .squared, options.clusters.isEmpty, effect == nil else { return [] }
    let taking = rows.standardized.indices.filter { rows.standardized[$0].isFinite }
    let sample = RowSample(taking)
    guard let groups = ResidualGroups(sample.rows.map { rows.standardized[$0] }) else { return [] }
    let lines = groups.rows.map { rows.lines[sample.rows[$0]] }
    return [
      FitWarning(
        .twoGroups,
        "the residuals fall into two groups, \(counted(lines.count, "row")) (\(lines.lineList)) about"
          + " \(groups.distance.formatted(significant: 2)) standard deviations from the others\(sample.ending): the table may hold"
          + " two recipes, or the noise may be flat or lie on one side",
        hint: "a column that tells them apart can be given to --effect, which gives each its own constant, or to --by",
        lines: lines, numbers: ["statistic": groups.statistic, "standard deviations apart": groups.distance])
    ]
  }

  /// Faults of the table that a law's own columns show: two units in one column, compute that is not that of size and tokens.
  var tableWarnings: [FitWarning] {
    let used = RowSample(sample.rows)
    let table = used.rows.count == sample.table.rowCount ? sample.table : sample.table.selecting(rows: used.rows)
    let seen = SeenTable(table, law)
    return seen.units + seen.flops.filter { !$0.lines.isEmpty }
  }
}
