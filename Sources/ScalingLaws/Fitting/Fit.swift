/// A law fitted to a table: what was found, how well it is known, and every reason to doubt it.
///
/// Everything here is on the scale of the residuals where it speaks of residuals, and on the natural scale of the
/// coefficients where it speaks of coefficients.
public struct Fit: Sendable {
  public let law: BoundLaw
  public let data: DataSummary
  public let options: FitOptions
  public let scale: ResidualScale
  public let coefficients: CoefficientEstimates
  /// Shape: p × p, in the order of `coefficients`, natural scale; NaN where a coefficient is not estimable.
  public let covariance: Matrix
  public let statistics: FitStatistics
  public let convergence: Convergence
  /// What was minimised: the sum of squares, or the sum of the norm; see `Norm`.
  public let objective: Double
  /// Row by row: fitted value, residual, leverage.
  public let rows: RowResults
  /// The law's own quantities and those that the options ask for.
  public internal(set) var derived: [QuantityEstimate]
  public internal(set) var warnings: [FitWarning]
  /// Of each predictor that varies; empty for a design without a constant. See `Linearization.varianceInflation`.
  public let varianceInflation: [VarianceInflation]
  /// What any further quantity is estimated from.
  let inference: WaldInference
  /// The rows, for fits to resamples of them.
  let sample: FitData
}

extension Law {
  /// Fits the law by least squares on its residual scale.
  ///
  ///     minimise Σ wᵢ (g(yᵢ) - g(f(xᵢ; θ)))²
  ///
  /// - Parameters:
  ///   - table: one row per observation.
  ///   - columns: from a symbol of the formula to the column that it stands for, where their names differ.
  /// - Valid when: the law is linear in its coefficients on that scale; rows are independent.
  /// - Throws: `FitError`, with a hint.
  /// - R: `lm`.
  public func fit(
    to table: Table, columns: [String: String] = [:], options: FitOptions = FitOptions()
  ) throws(FitError) -> Fit {
    guard options.level > 0, options.level < 1 else { throw .level(options.level) }
    let scale = options.scale ?? self.scale
    var bound = try BoundLaw(self, table: table, columns: columns)
    bound = try bound.holding(options.fixed)
    var names = bound.columns.map(\.column)
    for symbol in options.weights?.expression.symbols ?? [] where !names.contains(bound.column(of: symbol)) {
      names.append(bound.column(of: symbol))
    }
    let data = try FitData(table, columns: names, dropsMissing: options.dropsMissing)
    let unanchored = bound
    bound = try bound.countingFromFirst { variable throws(FitError) in data.column(unanchored.column(of: variable)) }
    if options.norm == .squared, let form = try? LinearForm(bound, scale: scale) {
      let linear = try Linearization(bound, data: data, form: form, scale: scale, weights: options.weights)
      return try Fit(linear, search: nil, law: bound, data: data, scale: scale, options: options)
    }
    let search = try NonlinearFit(bound, data: data, scale: scale, options: options)
    let solved = try Linearization(search)
    return try Fit(solved, search: search, law: bound, data: data, scale: scale, options: options)
  }
}

extension Fit {
  fileprivate init(
    _ linear: Linearization, search: NonlinearFit?, law: BoundLaw, data: FitData, scale: ResidualScale,
    options: FitOptions
  ) throws(FitError) {
    let statistics = FitStatistics(linear, isLinear: search == nil, norm: options.norm)
    let inference = WaldInference(linear, statistics: statistics, method: options.covariance, level: options.level)
    self.law = law
    self.data = DataSummary(data, law: law)
    self.options = options
    self.scale = scale
    self.statistics = statistics
    self.inference = inference
    sample = data
    do {
      coefficients = try inference.coefficients(of: law.law)
      covariance = try inference.naturalCovariance()
    } catch {
      throw .formula(error)
    }
    convergence =
      search.map { Convergence($0, tolerance: options.tolerance) }
      ?? Convergence(linear, isPerfect: statistics.isPerfect)
    objective = search?.best.objective ?? statistics.residualSumOfSquares
    rows = RowResults(linear, statistics: statistics, lines: (0..<data.rowCount).map(data.line(of:)))
    varianceInflation = linear.varianceInflation
    derived = []
    warnings = []
    for quantity in law.law.derived + options.quantities { derived.append(try estimate(quantity)) }
    warnings = linearWarnings(linear, data: data)
  }

  /// Whether there is a result to trust: one optimum, and something left to judge it by.
  public var isTrusted: Bool {
    convergence.isCertified && (statistics.residualDegreesOfFreedom > 0 || statistics.isSigmaKnown)
  }

  /// Any function of the coefficients, with its interval.
  ///
  ///     try fit.estimate("12*log(2)/k").estimate.interval
  ///
  /// - Throws: `.formula` if it cannot be read; `.unknownCoefficient` for a symbol that the law does not have.
  public func estimate(_ formula: String) throws(FitError) -> QuantityEstimate {
    do {
      return try estimate(Quantity(formula))
    } catch let error as FormulaError {
      throw .formula(error)
    } catch let error as FitError {
      throw error
    } catch {
      preconditionFailure("no other error is thrown here")
    }
  }

  /// Any function of the coefficients, with its interval; see `WaldInference.estimate`.
  public func estimate(_ quantity: Quantity) throws(FitError) -> QuantityEstimate {
    try inference.estimate(quantity)
  }
}
