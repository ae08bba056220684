import Statistics

/// How a score goes with the logs of resources: alone, with the date held, and within groups.
///
///     y = b0 + Σ bᵢ·log10(xᵢ);   the same + d·date;   the same with a b0 for each group
///
/// Errors are clustered by group where rows have groups, and HC3 otherwise. No regression says that one moves the other.
public struct ResourceSlopes: Sendable {
  /// Per factor of ten, resource by resource.
  public let perDecade: [Estimate]
  public let rSquared: Double?
  public let sigma: Double?
  /// Of the hypothesis that a factor of ten of any resource adds as much as of any other; `nil` for one resource.
  public let equalSlopesPValue: Double?
  /// `nil` without dates.
  public let beside: WithDate?
  /// Slopes between the rows of one group; `nil` without groups that hold two rows.
  public let withinGroups: [Estimate]?
  public let groups: Int

  /// What the date takes.
  public struct WithDate: Sendable {
    /// Per factor of ten, with the date held.
    public let perDecade: [Estimate]
    /// Per year, with the resources held.
    public let perYear: Estimate
    /// Of the score on the date alone.
    public let dateRSquared: Double?
    public let rSquared: Double?
    /// Of each resource's log and the date.
    public let correlations: [Double]
  }

  init(_ rows: CapabilityRows, level: Double) throws(FitError) {
    let plain = try rows.fit(rows.linearTerms, level: level)
    perDecade = plain.slopes(rows)
    rSquared = plain.statistics.rSquared
    sigma = plain.statistics.sigma
    equalSlopesPValue = Self.equalSlopes(plain, count: rows.names.count)
    beside = try WithDate(rows, level: level)
    (withinGroups, groups) = try Self.within(rows, level: level)
  }

  private static func equalSlopes(_ fit: Fit, count: Int) -> Double? {
    guard count > 1 else { return nil }
    let equalities = (2...count).map { "b1 = b\($0)" }.joined(separator: ", ")
    guard let test = try? fit.test(equalities) else { return nil }
    return test.pValue(.waldT) ?? test.pValue(.waldF)
  }

  private static func within(_ rows: CapabilityRows, level: Double) throws(FitError) -> ([Estimate]?, Int) {
    guard rows.hasGroups else { return (nil, 0) }
    let grouping = try Grouping(rows.table, column: "g")
    let count = grouping.groups.count
    guard grouping.groups.contains(where: { $0.rows.count > 1 }), count + rows.names.count < rows.count else {
      return (nil, count)
    }
    let fit = try rows.fit(rows.linearTerms, level: level, effect: true)
    return (fit.slopes(rows), count)
  }
}

extension ResourceSlopes.WithDate {
  /// `nil` without dates, or with too few rows.
  init?(_ rows: CapabilityRows, level: Double) throws(FitError) {
    guard let dates = rows.dates, rows.count > rows.names.count + 2 else { return nil }
    let both = try rows.fit(rows.linearTerms + ["d*t"], level: level)
    perDecade = both.slopes(rows)
    perYear = both.coefficients["d"] ?? .notEstimable
    rSquared = both.statistics.rSquared
    dateRSquared = try rows.fit(["d*t"], level: level).statistics.rSquared
    correlations = rows.x.map { Correlation.pearson($0, dates) }
  }
}

extension Fit {
  fileprivate func slopes(_ rows: CapabilityRows) -> [Estimate] {
    rows.names.indices.map { coefficients["b\($0 + 1)"] ?? .notEstimable }
  }
}
