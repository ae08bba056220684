import Statistics

#if canImport(Glibc)
  import Glibc
#endif

/// Tests of whether the residuals of a fit depend on anything: their mean on a variable, or their size.
///
/// Of more than 100,000 rows a fixed sample is tested; see `RowSample`.
///
/// All tests of a fit are one family: Holm's correction holds the chance that any of them cries wolf to one in a hundred.
public struct ResidualPatterns: Sendable {
  /// One test.
  public struct Test: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable, CaseIterable {
      /// `n R²` of the squared residuals on a constant and the variables (Koenker 1981). R: `lmtest::bptest`.
      case breuschPagan = "Breusch-Pagan"
      /// Powers of the fitted values; see `ResidualTests.reset`.
      case reset = "RESET"
      /// Ranks of the residuals between bins of a variable (Kruskal & Wallis 1952). R: `kruskal.test`.
      case kruskalWallis = "Kruskal-Wallis over bins"
    }
    public let kind: Kind
    /// What the residuals are held against.
    public let variable: String
    public let statistic: Double
    public let degreesOfFreedom: Double
    public let pValue: Double
    /// Whether it stands after Holm's correction.
    public internal(set) var isRejected = false
  }

  public let tests: [Test]
  /// What is tested; see `RowSample`.
  let sample: RowSample

  /// Family-wise level.
  static let level = 0.01
  /// Fewer rows say little about a pattern.
  static let fewestRows = 20
  private static let bins = 6
  /// Above this many rows RESET, which solves to double-double, is left out.
  private static let mostRowsOfReset = 5000

  /// - Returns: `nil` for few rows, and for rows in clusters, whose residuals are alike without any fault of the law.
  init?(_ fit: Fit) {
    let taking = fit.rows.leverages.indices.filter { fit.rows.leverages[$0] > 0 }
    guard fit.canBeDiagnosed, taking.count >= Self.fewestRows, fit.options.clusters.isEmpty, fit.options.weights == nil
    else { return nil }
    sample = RowSample(taking)
    let used = sample.rows
    let residuals = used.map { fit.rows.residuals[$0] }
    let indicators = Set(fit.effect?.groups.map(\.indicator) ?? [])
    let variables = fit.predictorValues.filter { !indicators.contains($0.name) }
      .map { (name: $0.name, values: used.map($0.values)) }
    let ranks = Correlation.ranks(residuals)
    var tests = variables.compactMap { Self.kruskalWallis(ranks, $0.values, name: $0.name) }
    if fit.options.norm == .squared {
      tests += Self.breuschPagan(residuals, variables).map { [$0] } ?? []
      if taking.count <= Self.mostRowsOfReset, let reset = try? fit.residualTests?.reset(), reset.pValue.isFinite {
        tests.append(
          Test(
            kind: .reset, variable: "fitted values", statistic: reset.statistic,
            degreesOfFreedom: reset.degreesOfFreedom,
            pValue: reset.pValue))
      }
    }
    guard !tests.isEmpty else { return nil }
    let order = tests.indices.sorted { tests[$0].pValue < tests[$1].pValue }
    for (rank, index) in order.enumerated() {
      guard tests[index].pValue * Double(tests.count - rank) <= Self.level else { break }
      tests[index].isRejected = true
    }
    self.tests = tests
  }

  private static func breuschPagan(_ residuals: [Double], _ variables: [(name: String, values: [Double])]) -> Test? {
    let n = Double(residuals.count)
    let squares = residuals.map(\.squared)
    let columns = variables.map { $0.values.onOwnScale }.filter { $0.distinctCount(upTo: 2) > 1 }
    guard !columns.isEmpty, n > Double(3 * columns.count),
      let r = ColumnRegression(squares, on: columns)?.rSquared
    else { return nil }
    let degrees = Double(columns.count)
    return Test(
      kind: .breuschPagan, variable: variables.map(\.name).listed, statistic: n * r, degreesOfFreedom: degrees,
      pValue: ChiSquared(degreesOfFreedom: degrees).upperTail(n * r))
  }

  /// - Parameter ranks: of the residuals.
  private static func kruskalWallis(_ ranks: [Double], _ values: [Double], name: String) -> Test? {
    let n = Double(ranks.count)
    let count = min(values.distinctCount(upTo: bins), ranks.count / 5)
    guard count > 2 else { return nil }
    let places = Correlation.ranks(values)
    var (sums, sizes) = ([Double](repeating: 0, count: count), [Double](repeating: 0, count: count))
    for (place, rank) in zip(places, ranks) {
      let bin = min(count - 1, Int((place - 0.5) / n * Double(count)))
      sums[bin] += rank
      sizes[bin] += 1
    }
    let used = sizes.indices.filter { sizes[$0] > 0 }
    guard used.count > 2 else { return nil }
    let between = used.reduce(0.0) { $0 + sums[$1].squared / sizes[$1] }
    let statistic = 12 / (n * (n + 1)) * between - 3 * (n + 1)
    let degrees = Double(used.count - 1)
    return Test(
      kind: .kruskalWallis, variable: name, statistic: statistic, degreesOfFreedom: degrees,
      pValue: ChiSquared(degreesOfFreedom: degrees).upperTail(statistic))
  }
}

extension [Double] {
  /// How many different values there are, as far as it matters.
  fileprivate func distinctCount(upTo most: Int) -> Int {
    var seen: [Double] = []
    for value in self where !seen.contains(value) {
      seen.append(value)
      if seen.count >= most { break }
    }
    return seen.count
  }

  /// Logarithms where all are positive and span a factor of three, centred.
  var onOwnScale: [Double] {
    guard let low = self.min(), let high = self.max() else { return self }
    let values = low > 0 && high > 3 * low ? map { log($0) } : self
    let mean = Descriptive.mean(values)
    return values.map { $0 - mean }
  }
}

extension Fit {
  /// The variables of the right side with their values, row by row used.
  var predictorValues: [(name: String, values: (Int) -> Double)] {
    let right = Set(law.formula.right.symbols)
    return law.columns.filter { right.contains($0.variable) }.map { variable, column in
      let values = sample.column(column)
      return (variable, { values[$0] })
    }
  }

  var patternWarnings: [FitWarning] {
    guard let patterns = ResidualPatterns(self) else { return [] }
    let rejected = patterns.tests.filter(\.isRejected)
    let sizes = rejected.filter { $0.kind == .breuschPagan }
    let forms = rejected.filter { $0.kind != .breuschPagan }
    let count = patterns.tests.count
    var warnings: [FitWarning] = []
    if !forms.isEmpty {
      warnings.append(
        FitWarning(
          .residualPattern, .warning,
          "the residuals are not noise around this law: they depend on \(forms.map(\.sentence).listed); \(counted(count, "test")),"
            + " Holm's correction\(patterns.sample.ending)",
          hint: "another law may suit better, such as one with a coupled term or a break; look at the residuals against"
            + " these variables",
          numbers: forms.map { ("\($0.kind.rawValue) p, \($0.variable)", $0.pValue) }))
    }
    if let size = sizes.first {
      warnings.append(
        FitWarning(
          .heteroscedastic, .warning,
          "the size of the residuals depends on \(size.variable) (Breusch-Pagan, studentized:"
            + " chi-squared \(size.statistic.formatted(significant: 3)) on \(counted(Int(size.degreesOfFreedom), "degree")) of"
            + " freedom, p \(size.pValue.formatted(significant: 2))\(patterns.sample.ending))",
          hint: covarianceMethod == .classical
            ? "--interval hc3 allows for it; --weights precision=… uses it"
            : "the intervals of coefficients allow for it, a"
              + " band for new runs does not; --weights precision=… uses it, or try another --scale",
          numbers: [("statistic", size.statistic), ("p", size.pValue)]))
    }
    return warnings
  }
}

extension ResidualPatterns.Test {
  fileprivate var sentence: String { "\(variable) (\(kind.rawValue), p \(pValue.formatted(significant: 2)))" }
}
