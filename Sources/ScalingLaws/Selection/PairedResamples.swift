import Statistics

/// What two fits differ by, from refits to the same resamples.
///
///     θ₁* - θ₂*,   θ₁*/θ₂*
///
/// Replicate i draws the same rows for both fits, so that what the rows have in common cancels: the interval of a difference is
/// often much narrower than two intervals side by side suggest.
///
/// - Valid when: both laws are fitted to the same rows. Pairs of rows, or whole clusters, are drawn; percentile intervals.
/// - Source: Efron & Tibshirani 1993, 10.3 for paired resampling. R: `boot::boot` with a statistic of both fits.
public struct PairedEstimate: Sendable {
  public let name: String
  /// The formula or point that was asked of each.
  public let formulas: (first: String, second: String)
  public let laws: (first: String, second: String)
  public let first: Double
  public let second: Double
  public let difference: Double
  public let differenceError: Double
  public let differenceInterval: Interval
  /// `nil` where a ratio has no sense: the two differ in sign.
  public let ratio: Double?
  public let ratioInterval: Interval?
  /// The share of the resamples in which the first is larger; half of those where they are equal.
  public let shareFirstLarger: Double
  /// Resamples to which both laws could be fitted.
  public let resamples: Int

  init(
    _ name: String, laws: (String, String), formulas: (String, String), values: (Double, Double),
    draws: ([Double], [Double]), level: Double
  ) {
    self.name = name
    self.laws = laws
    self.formulas = formulas
    (first, second) = values
    difference = first - second
    let differences = zip(draws.0, draws.1).map { $0 - $1 }
    differenceError = Descriptive.standardDeviation(differences.filter { !$0.isNaN })
    differenceInterval = BootstrapDistribution(differences, estimate: difference, level: level).percentile
    let isRatio = first * second > 0
    ratio = isRatio ? first / second : nil
    let ratios = zip(draws.0, draws.1).map { $0 * $1 > 0 ? $0 / $1 : .nan }
    ratioInterval = isRatio ? BootstrapDistribution(ratios, estimate: first / second, level: level).percentile : nil
    let larger = differences.reduce(0.0) { $0 + ($1 > 0 ? 1 : $1 == 0 ? 0.5 : 0) }
    let known = differences.count { !$0.isNaN }
    shareFirstLarger = known > 0 ? larger / Double(known) : .nan
    resamples = differences.count
  }
}

/// Fits of several laws to the same rows, and to the same resamples of them.
public struct PairedComparison: Sendable {
  public let fits: [(candidate: Candidate, fit: Fit)]
  public let estimates: [PairedEstimate]
  /// Rows that all laws are fitted to.
  public let rows: Int
  public let incomplete: Int
  /// The least of any pair.
  public var resamples: Int { estimates.map(\.resamples).min() ?? 0 }

  /// A quantity for all laws, or for the law of a name.
  public struct Question: Sendable {
    public let law: String?
    public let quantity: Quantity

    public init(_ quantity: Quantity, of law: String? = nil) {
      self.quantity = quantity
      self.law = law
    }
  }

  /// Each law against the first.
  ///
  /// - Parameters:
  ///   - candidates: each a law with its columns and options.
  ///   - table: one row per observation.
  ///   - questions: formulas of the coefficients; a quantity that a law of the catalogue derives may be called by its name.
  ///   - points: where the laws' predictions are compared.
  ///   - progress: called with how many refits are done; from several threads.
  /// - Throws: `.pairedRows` for candidates that are fitted to some of the rows; `.quantityMissing`, `.nothingPaired`.
  public init(
    _ candidates: [Candidate], on table: Table, questions: [Question], points: [[String: Double]],
    progress: (@Sendable (_ done: Int, _ total: Int) -> Void)? = nil
  ) throws(ComparisonError) {
    guard !questions.isEmpty || !points.isEmpty else { throw .nothingPaired }
    if let other = candidates.first(where: { $0.training != nil }) { throw .pairedRows(law: other.name) }
    let candidates = try candidates.keepingRunsTogether(table)
    let common = try CommonRows(candidates, table)
    var fits: [(candidate: Candidate, fit: Fit)] = []
    for candidate in candidates {
      var options = candidate.options
      options.interval = .bootstrap(Bootstrap())
      options.collectsWarnings = false
      options.progress = progress
      let fit = try candidate.attempt { () throws(FitError) in
        try candidate.law.fit(to: common.table, columns: candidate.columns, options: options)
      }
      fits.append((candidate, fit))
    }
    self.fits = fits
    rows = common.table.rowCount
    incomplete = common.incomplete
    var estimates: [PairedEstimate] = []
    for other in fits.dropFirst() {
      let pair = Pair(first: fits[0], second: other)
      for name in questions.map(\.quantity.name).uniqued {
        let asked = questions.filter { $0.quantity.name == name }
        guard let one = pair.question(asked, pair.first), let two = pair.question(asked, pair.second) else {
          throw .nothingPaired
        }
        estimates.append(try pair.estimate(name, one.expression, two.expression))
      }
      for point in points { estimates.append(try pair.estimate(at: point)) }
    }
    self.estimates = estimates
  }

  private struct Pair {
    let first: (candidate: Candidate, fit: Fit)
    let second: (candidate: Candidate, fit: Fit)

    /// A question of a law's own before one of all.
    func question(_ asked: [Question], _ one: (candidate: Candidate, fit: Fit)) -> Quantity? {
      (asked.first { $0.law == one.candidate.name } ?? asked.first { $0.law == nil })?.quantity
    }

    func estimate(_ name: String, _ one: Expression, _ two: Expression) throws(ComparisonError) -> PairedEstimate {
      let left = try values(name, one, first)
      let right = try values(name, two, second)
      return paired(name, (one.description, two.description), left, right)
    }

    /// The laws at a point, in the unit of the response.
    func estimate(at point: [String: Double]) throws(ComparisonError) -> PairedEstimate {
      let name = point.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.plain)" }.joined(separator: ",")
      var found: [(value: Double, draws: [Int: Double])] = []
      for one in [first, second] {
        let needed = one.fit.neededVariables
        let missing = needed.filter { point[$0] == nil }
        guard missing.isEmpty else { throw .pointIncomplete(law: one.candidate.name, missing: missing) }
        let law = one.fit.law.formula.right.substituting(
          point.filter { needed.contains($0.key) }.mapValues { Expression($0) })
        found.append(try values("at \(name)", law, one))
      }
      return paired(
        "at \(name)", (first.fit.law.formula.right.description, second.fit.law.formula.right.description), found[0],
        found[1])
    }

    /// The value at the optimum, and in every resample, by the number of its replicate.
    private func values(
      _ name: String, _ expression: Expression, _ one: (candidate: Candidate, fit: Fit)
    ) throws(ComparisonError) -> (value: Double, draws: [Int: Double]) {
      let fit = one.fit
      // What the law derives may be called by its name, unless a coefficient has it.
      let derived = fit.law.law.derived.filter { !fit.law.coefficients.contains($0.name) }
      let known = expression.substituting(
        Dictionary(derived.map { ($0.name, $0.expression) }) { first, _ in first })
      let whole = known.substituting(fit.options.fixed.mapValues { Expression($0) })
      let estimate: Estimate
      do {
        estimate = try fit.inference.estimate(Quantity(name: name, expression: whole)).estimate
      } catch {
        throw .quantityMissing(name, law: one.candidate.name, error)
      }
      guard let draws = fit.draws, let values = try? draws.values(of: whole) else {
        throw .fit(law: one.candidate.name, part: "resamples", .noNoise)
      }
      return (estimate.value ?? .nan, Dictionary(uniqueKeysWithValues: zip(draws.replicates, values)))
    }

    /// Of the resamples that both laws could be fitted to.
    private func paired(
      _ name: String, _ formulas: (String, String), _ left: (value: Double, draws: [Int: Double]),
      _ right: (value: Double, draws: [Int: Double])
    ) -> PairedEstimate {
      let shared = left.draws.keys.filter { right.draws[$0] != nil }.sorted()
      return PairedEstimate(
        name, laws: (first.candidate.name, second.candidate.name), formulas: formulas,
        values: (left.value, right.value),
        draws: (shared.map { left.draws[$0] ?? .nan }, shared.map { right.draws[$0] ?? .nan }),
        level: first.fit.options.level)
    }
  }
}
