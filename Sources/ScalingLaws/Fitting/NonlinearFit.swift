import Optimization

/// A law fitted by search: scattered starts, least squares first, the norm from there, until enough starts agree.
struct NonlinearFit {
  let result: MultiStartResult
  let space: SearchSpace
  let model: LawModel
  let observed: Observed

  /// - Throws: as `Observed`; `.optimization` where the law is not finite at any start.
  init(_ law: BoundLaw, data: FitData, scale: ResidualScale, options: FitOptions) throws(FitError) {
    let observed = try Observed(law, data: data, scale: scale, weights: options.weights)
    let numbers = { (symbol: String) in data.column(law.column(of: symbol)) }
    let space = SearchSpace(law, data: numbers)
    let symbols = law.formula.right.symbols.filter { !law.coefficients.contains($0) }
    let comparisons = law.formula.right.textComparisons.map(\.description)
    do {
      // Columns count as positive here; a row where they are not has no finite value and stops every start.
      let onScale = scale.applied(to: space.right, positive: Set(symbols))
      model = try LawModel(
        onScale, names: space.names, columns: (symbols + comparisons).map { ($0, numbers($0)) }, rowCount: data.rowCount
      )
    } catch {
      throw .formula(error)
    }
    let domains = space.names.map { options.domains[$0] ?? law.domain(of: $0) }
    let response = try data.extended(law.formula.left) { law.column(of: $0) }.rounded
    let regions = StartRegions(
      space, law: law, domains: domains, scale: scale, response: response, data: numbers
    ).regions
    let search = MultiStart(
      region: regions, seed: options.seed, maximumStarts: options.starts,
      options: SolverOptions(maximumIterations: options.iterations, tolerance: options.tolerance))
    do {
      let linear = scale == .identity ? space.names.indices.filter { space.linear.contains(space.names[$0]) } : []
      let problem = try FitProblem(
        model: model, observed: observed.response.rounded, weights: observed.weights.values, domains: domains,
        linearParameters: linear)
      result = try search.fit(problem, norm: options.norm, from: try space.start(options.start, regions: search))
    } catch let error as OptimizationError {
      throw .optimization(error)
    } catch let error as FormulaError {
      throw .formula(error)
    } catch {
      preconditionFailure("no other error is thrown here")
    }
    self.space = space
    self.observed = observed
  }
}

extension SearchSpace {
  /// Where the first start is: the user's values, and the middle of the region for what they leave open.
  fileprivate func start(_ given: [String: Double], regions: MultiStart) throws(FormulaError) -> [Double]? {
    guard !given.isEmpty else { return nil }
    var coefficients = try coefficients(at: regions.start(0))
    for (index, name) in names.enumerated() { coefficients[index] = given[name] ?? coefficients[index] }
    return try point(at: coefficients)
  }
}

extension Linearization {
  /// The fit at its optimum. A coefficient on a bound is held there: it has no standard error.
  init(_ fit: NonlinearFit, norm: Norm) throws(FitError) {
    let best = fit.result.best
    let held = Set(best.certificate.atBound)
    let free = fit.space.names.indices.filter { !held.contains($0) }
    let jacobian = fit.model.jacobian(at: best.parameters)
    design = free.map { ExtendedColumn(jacobian[$0]) }
    do {
      solution = try LeastSquares.solve(
        design: design, response: ExtendedColumn(best.residuals), weights: fit.observed.weights.values)
    } catch {
      throw .linearAlgebra(error)
    }
    if norm == .squared {
      residuals = solution.residuals
      residualSumOfSquares = solution.residualSumOfSquares
    } else {
      residuals = best.residuals
      let weights = fit.observed.weights
      residualSumOfSquares = residuals.indices.reduce(0.0) { $0 + weights.value($1) * best.residuals[$1].squared }
    }
    let bounds = held.map { (fit.space.names[$0], Expression(best.parameters[$0])) }
    parameters = free.map { fit.space.names[$0] }
    point = free.map { best.parameters[$0] }
    coefficients = fit.space.names
    natural = fit.space.natural.map { $0.substituting(Dictionary(uniqueKeysWithValues: bounds)).simplified }
    terms = parameters
    response = fit.observed.response.rounded
    fitted = zip(response, best.residuals).map { $0 - $1 }
    weights = fit.observed.weights
  }
}
