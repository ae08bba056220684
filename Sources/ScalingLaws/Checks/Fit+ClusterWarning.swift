import Escaping
import Statistics

extension Fit {
  /// A probability below which residuals that are alike within groups are not chance, shared among the variables that are tried.
  private static let rareGroups = 1e-3
  /// The same for columns of texts that the law does not use: what names things may name what the law leaves out.
  private static let rareNames = 5e-3

  /// Rows that share a value of a variable, a run, or a text, and whose residuals are alike there: they do not tell as much as independent
  /// rows.
  var clusterWarning: FitWarning? {
    guard options.clusters.isEmpty, statistics.residualDegreesOfFreedom > 0, !statistics.isPerfect else { return nil }
    let variables = law.columns.filter { law.formula.right.symbols.contains($0.variable) }.map(\.column)
    let runs = sample.table.names.contains(Law.runName) && options.effect != Law.runName ? [Law.runName] : []
    let own = (variables + runs).uniqued
    let compared = law.formula.textComparisons.map(\.column) + [options.effect].compactMap { $0 }
    let names = sample.table.columns.compactMap { column -> String? in
      guard case .texts = column.storage, !own.contains(column.name), !compared.contains(column.name) else {
        return nil
      }
      return column.name
    }
    return mostAlike(own, level: Self.rareGroups, fewest: 5) ?? mostAlike(names, level: Self.rareNames, fewest: 2)
  }

  /// - Parameter fewest: groups with which residuals are asked at all.
  private func mostAlike(_ candidates: [String], level: Double, fewest: Int) -> FitWarning? {
    let residuals = scaledResiduals
    var worst: (column: String, groups: Int, share: Double, p: Double)?
    for column in candidates {
      guard let labels = try? sample.labels(of: column, atMost: residuals.count / 2),
        let test = Self.likeness(residuals, labels, fewest: fewest),
        test.p < (worst?.p ?? level / Double(candidates.count))
      else { continue }
      worst = (column, test.groups, Self.intraclassCorrelation(residuals, labels.map(Int.init)), test.p)
    }
    guard let worst else { return nil }
    // So few groups tell little of how groups differ; a constant for each needs no such thing.
    let isFew = worst.groups < 5
    return FitWarning(
      .clusteredResiduals,
      "residuals are alike among rows of equal \"\(worst.column)\" (\(worst.groups) groups, \((100 * worst.share).formatted(significant: 2)) %"
        + " of their variance is between groups, p \(worst.p.formatted(significant: 2))): intervals for independent rows are too narrow",
      hint: String.flag(isFew ? "--effect" : "--cluster", worst.column)
        + (isFew ? " gives each a constant of its own" : ""))
  }

  /// Residuals times √w, which are alike in size.
  private var scaledResiduals: [Double] { zip(rows.residuals, rowWeights).map { $0 * $1.squareRoot() } }

  /// The F test of one-way analysis of variance, for groups of which enough hold several rows.
  ///
  /// - Returns: `nil` where values hardly repeat, or there are fewer groups than asked for.
  private static func likeness(_ values: [Double], _ labels: [Int32], fewest: Int) -> (groups: Int, p: Double)? {
    let (n, k) = (values.count, Int(labels.max() ?? -1) + 1)
    guard k >= fewest, n >= 2 * k else { return nil }
    let mean = Descriptive.mean(values)
    var (sizes, centers) = ([Double](repeating: 0, count: k), [Double](repeating: 0, count: k))
    for (value, label) in zip(values, labels) {
      sizes[Int(label)] += 1
      centers[Int(label)] += value
    }
    for group in 0..<k { centers[group] /= sizes[group] }
    // One correction step for rounding, as of `Descriptive.mean`.
    var rests = [Double](repeating: 0, count: k)
    for (value, label) in zip(values, labels) { rests[Int(label)] += value - centers[Int(label)] }
    for group in 0..<k { centers[group] += rests[group] / sizes[group] }
    let between = zip(sizes, centers).reduce(0.0) { $0 + $1.0 * ($1.1 - mean).squared }
    let within = zip(values, labels).reduce(0.0) { $0 + ($1.0 - centers[Int($1.1)]).squared }
    guard within > 0 else { return nil }
    let (first, second) = (Double(k - 1), Double(n - k))
    let f = FDistribution(numerator: first, denominator: second)
    return (k, f.upperTail(between / first / (within / second)))
  }
}
