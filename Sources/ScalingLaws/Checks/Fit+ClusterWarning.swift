import Escaping
import Statistics

extension Fit {
  /// A probability below which residuals that are alike within groups are not chance, shared among the variables that are tried.
  private static let rareGroups = 1e-3

  /// Rows that share a value of a variable, or a run, and whose residuals are alike there: they do not tell as much as independent rows.
  var clusterWarning: FitWarning? {
    guard options.clusters.isEmpty, statistics.residualDegreesOfFreedom > 0, !statistics.isPerfect else { return nil }
    let variables = law.columns.filter { law.formula.right.symbols.contains($0.variable) }.map(\.column)
    let runs = sample.table.names.contains(Law.runName) && options.effect != Law.runName ? [Law.runName] : []
    let candidates = (variables + runs).uniqued
    var worst: (column: String, groups: Int, share: Double, p: Double)?
    for column in candidates {
      guard let labels = try? sample.labels(of: column), let test = Self.likeness(scaledResiduals, labels),
        test.p < (worst?.p ?? Self.rareGroups / Double(candidates.count))
      else { continue }
      worst = (column, test.groups, Self.intraclassCorrelation(scaledResiduals, labels), test.p)
    }
    guard let worst else { return nil }
    return FitWarning(
      .clusteredResiduals,
      "residuals are alike among rows of equal \"\(worst.column)\" (\(worst.groups) groups, \((100 * worst.share).formatted(significant: 2)) %"
        + " of their variance is between groups, p \(worst.p.formatted(significant: 2))): intervals for independent rows are too narrow",
      hint: String.flag("--cluster", worst.column))
  }

  /// Residuals times √w, which are alike in size.
  private var scaledResiduals: [Double] { zip(rows.residuals, rowWeights).map { $0 * $1.squareRoot() } }

  /// The F test of one-way analysis of variance, for groups of which enough hold several rows.
  ///
  /// - Returns: `nil` where values hardly repeat, or nothing repeats enough to be judged.
  private static func likeness(_ values: [Double], _ labels: [Int]) -> (groups: Int, p: Double)? {
    let groups = Dictionary(grouping: values.indices, by: { labels[$0] }).values
    let (n, k) = (values.count, groups.count)
    guard k >= 5, n >= 2 * k else { return nil }
    let mean = Descriptive.mean(values)
    var (between, within) = (0.0, 0.0)
    for rows in groups {
      let center = Descriptive.mean(rows.map { values[$0] })
      between += Double(rows.count) * (center - mean).squared
      within += rows.reduce(0.0) { $0 + (values[$1] - center).squared }
    }
    guard within > 0 else { return nil }
    let (first, second) = (Double(k - 1), Double(n - k))
    let f = FDistribution(numerator: first, denominator: second)
    return (k, f.upperTail(between / first / (within / second)))
  }
}
