/// A law fitted to a table: what was found, how well it is known, and every reason to doubt it.
///
/// Everything here is on the scale of the residuals where it speaks of residuals, and on the natural scale of the
/// coefficients where it speaks of coefficients.
public struct Fit: Sendable {
  public let law: BoundLaw
  public let data: DataSummary
  public let options: FitOptions
  public let scale: ResidualScale
  public internal(set) var coefficients: CoefficientEstimates
  /// Shape: p × p, in the order of `coefficients`, natural scale; NaN where a coefficient is not estimable.
  public internal(set) var covariance: Matrix
  public let statistics: FitStatistics
  /// How intervals were made.
  public let intervalMethod: IntervalMethod
  /// The covariance formula: that of the intervals, or where these are made otherwise, that of tests and warnings; `nil` for
  /// quantile regression unless it is `nid`.
  public let covarianceMethod: CovarianceMethod?
  /// What a robust norm made of the rows; `nil` for least squares and quantile regression.
  public let robust: RobustSummary?
  /// Groups with intercepts of their own; `nil` where the options ask for none.
  public let effect: GroupEffect?
  /// Coefficient by coefficient, how many decimals keep every fitted value within a tenth of sigma, and two digits of the
  /// standard error (or six in all): negative before the point; `nil` where neither is known. See `RoundingDigits`.
  public let decimals: [Int?]
  public let convergence: Convergence
  /// Whether the optimum is one point; quantile regression may have several, as good as one another.
  let isUnique: Bool
  /// What was minimised: the weighted sum of squares, or of the norm (for Student's t, the negative log-likelihood; for the
  /// binomial norm, the deviance, and with Firth's penalty that less the logarithm of the determinant of the information).
  public let objective: Double
  /// Twice the log-likelihood of the shares themselves over that of the law, without a penalty; `nil` for other norms.
  package let deviance: Double?
  /// Shares that the law separates, so that there is no maximum; `nil` where there is one.
  package let separation: Separation?
  /// Row by row: fitted value, residual, leverage.
  public let rows: RowResults
  /// The law's own quantities and those that the options ask for.
  public internal(set) var derived: [QuantityEstimate]
  public internal(set) var warnings: [FitWarning]
  /// Of the hypotheses that the options name.
  public internal(set) var tests: [HypothesisTest]
  /// Of each predictor that varies; empty for a design without a constant. See `Linearization.varianceInflation`.
  public let varianceInflation: [VarianceInflation]
  /// What any further quantity is estimated from.
  let inference: WaldInference
  /// What intervals are made from besides it.
  var intervalSource = IntervalSource.wald
  /// Whether the likelihood says how good linear approximations are; see `Fit+Curvature`.
  var likelihood = LikelihoodUse.unasked
  /// Reasons to doubt the profiles of the coefficients.
  var profileWarnings: [FitWarning] = []
  /// Tests of the residuals; `nil` for a weighted fit, or one that is not determined.
  public let residualTests: ResidualTests?
  /// Column by column of `FitOptions.clusters`, how many clusters the rows that take part fall into.
  public let clusterCounts: [Int]
  /// How a new observation scatters about the law.
  public let noise: NoiseModel
  /// The rows, for fits to resamples of them.
  let sample: FitData
  /// What was searched; `nil` where the law was solved directly, and of a large table, which it would keep in memory.
  let searched: SearchProblem?
  /// Row by row, its weight in the sum of squares.
  let rowWeights: [Double]
  /// Whether the response is one number, of noise that nothing tells.
  let explainsNothing: Bool
  /// Variable by variable of the law's right side, least and greatest value among the rows.
  let ranges: [String: ClosedRange<Double>]
  /// Where an observation lies.
  let responseRange: ValueRange
}

extension Law {
  /// Fits the law on its residual scale.
  ///
  ///     minimise Σ wᵢ ρ(g(yᵢ) - g(f(xᵢ; θ)))
  ///
  /// with ρ the norm of the options, the square unless given.
  ///
  /// - Parameters:
  ///   - table: one row per observation.
  ///   - columns: from a symbol of the formula to the column that it stands for, where their names differ; `run`, too, for a
  ///     law that has one.
  ///   - options: norm, scale, weights, intervals; each has a default.
  /// - Valid when: the law is linear in its coefficients on that scale; rows are independent.
  /// - Throws: `FitError`, with a hint.
  /// - R: `lm`.
  public func fit(
    to table: Table, columns: [String: String] = [:], options: FitOptions = FitOptions()
  ) throws(FitError) -> Fit {
    try CoverageLevel.check(options.level)
    let (columns, clustered) = try keepingRunsTogether(table, columns: columns, options: options)
    let options = try clustered.forNorm()
    do throws(FitError) { _ = try options.checkedInterval() } catch {
      // The residuals may tell clusters yet; `Fit.init` asks again.
      guard case .clusterNeeded = error, options.runs == .unknown else { throw error }
    }
    guard options.replicates > 1 else { throw .replicates(options.replicates) }
    if table.sourceRowCount == 0 { throw .noRows(reason: "\(table.source) has none") }
    guard let column = options.effect else {
      return try fit(to: table, columns: columns, options: options, effect: nil)
    }
    let design = try EffectDesign(self, table: table, columns: columns, options: options, column: column)
    return try design.law.fit(to: design.table, columns: columns, options: design.options, effect: design)
  }

  private func fit(
    to table: Table, columns: [String: String], options: FitOptions, effect: EffectDesign?
  ) throws(FitError) -> Fit {
    let solved = try solve(table, columns: columns, options: options)
    return try Fit(solved, options: solved.keepingCheckpointsTogether(options), effect: effect)
  }
}

extension Fit {
  init(_ solved: SolvedLaw, options: FitOptions, effect: EffectDesign? = nil) throws(FitError) {
    let (search, law, data, scale) = (solved.search, solved.law, solved.data, solved.scale)
    var linear = solved.linear
    for column in options.clusters { linear.clusterings.append(try data.labels(of: column)) }
    if let index = linear.clusterCounts.firstIndex(where: { $0 < 2 }) { throw .oneCluster(options.clusters[index]) }
    linear.time = law.law.variables.first { $0.countsFromFirst }.map { data.column(law.column(of: $0.name)) }
    let robust = search.flatMap {
      RobustSummary(options.norm, at: $0.best, weights: linear.weights.ofNorm, rank: linear.solution.rank)
    }
    let statistics = FitStatistics(linear, isLinear: search == nil, norm: options.norm, robust: robust)
    let isLinear = options.interval == nil && (try? LinearForm(law, scale: scale)) != nil
    let interval = try options.checkedInterval(isLinear: isLinear).orClassical(
      options, linear, hasGroupConstants: effect != nil)
    let method = interval.covarianceMethod(for: options.norm, hasClusters: !options.clusters.isEmpty)
    if case .hac(let lag, _) = method {
      let rows = linear.takingPart.count
      guard lag < rows else { throw .lag(lag, rows: rows) }
    }
    let densities = try method == .nid ? search?.densities(law, data: data, scale: scale, options: options) : nil
    let inference = WaldInference(
      linear, statistics: statistics, method: method, robust: robust, level: options.level,
      domains: Dictionary(
        uniqueKeysWithValues: law.coefficients.map { ($0, (options.domains[$0] ?? law.domain(of: $0)).range) })
    ) {
      EstimatingEquations(linear, search: search, norm: options.norm, method: method, densities: densities)
    }
    self.robust = robust
    intervalMethod = interval
    covarianceMethod = method
    self.law = law
    self.data = DataSummary(data, law: law)
    self.options = options
    self.scale = scale
    self.statistics = statistics
    self.inference = inference
    clusterCounts = linear.clusterCounts
    residualTests = options.norm == .squared ? ResidualTests(linear) : nil
    sample = data
    searched = data.rowCount > RowSample.mostRows ? nil : search?.prepared
    ranges = Self.ranges(law, data)
    responseRange = Self.responseRange(law, data, domains: inference.domains)
    noise = try Self.noiseModel(
      options.noise, norm: options.norm, linear: linear, statistics: statistics, robust: robust, law: law, data: data)
    rowWeights = (0..<data.rowCount).map(linear.weights.value)
    explainsNothing = linear.explainsNothing(statistics)
    do {
      coefficients = try inference.coefficients(of: law.law)
      covariance = try inference.naturalCovariance()
      decimals = try RoundingDigits(
        law, data: data, scale: scale, coefficients: coefficients, sigma: statistics.rounding, weights: linear.weights
      ).decimals
    } catch {
      throw .formula(error)
    }
    var described = effect?.effect
    if let effect, effect.isAdditive, options.norm == .squared {
      described?.withinRSquared = effect.effect.withinRSquared(linear)
    }
    self.effect = described
    convergence =
      search.map { Convergence($0, solved: linear, tolerance: options.tolerance) }
      ?? Convergence(linear, isPerfect: statistics.isPerfect)
    isUnique = search?.best.certificate.isUnique ?? true
    let minimum = options.norm == .squared ? nil : search?.objective
    separation = search?.working?.separation
    deviance = options.norm.isBinomial ? search.map { Self.deviance($0) } : nil
    // Where there is no maximum, how far the search ran decides no digit of it.
    objective =
      (separation == nil ? nil : deviance)
      ?? minimum.map { options.norm.isBinomial ? 2 * $0 : $0 } ?? statistics.residualSumOfSquares
    rows = RowResults(linear, statistics: statistics, lines: (0..<data.rowCount).map(data.line(of:)))
    varianceInflation = linear.varianceInflation
    derived = []
    warnings = []
    tests = []
    intervalSource = try resampling(interval, linear)
    try refineCoefficients()
    for quantity in law.law.derived + options.quantities { derived.append(try estimate(quantity)) }
    for hypothesis in options.hypotheses { tests.append(try test(hypothesis)) }
    if options.collectsWarnings { warnings = reasonsToDoubt(linear, data: data) }
  }

  /// Whether there is a result to trust: one optimum, and something left to judge it by.
  public var isTrusted: Bool {
    convergence.isCertified && hasIntervals && coefficients.allSatisfy { $0.estimate.value != nil }
  }

  private static func deviance(_ search: NonlinearFit) -> Double {
    let separation = search.working?.separation
    let sum = search.residuals.enumerated().reduce(0.0) { sum, row in
      // Rows beyond reach have none in the limit.
      separation?.isBeyond[row.offset] ?? false
        ? sum : sum + search.observed.weights.value(row.offset) * row.element.squared
    }
    return separation != nil && sum < Separation.leastDeviance ? 0 : sum
  }

  private var hasIntervals: Bool {
    switch intervalSource {
    case .wald, .profile: inference.isDefined
    case .resampled: statistics.residualDegreesOfFreedom > 0
    case .undefined: false
    }
  }
}
