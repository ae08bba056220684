import Optimization

/// A law fitted by search: scattered starts, each on its own path to the norm, until a better minimum is unlikely.
///
/// Positive coefficients are searched for by their logarithms; where that does not end at an optimum, which may then lie
/// where one of them is zero, they are searched for as they are.
struct NonlinearFit {
  /// The optimum, in the coordinates of `space`.
  let best: Solution
  /// `y - f`, row by row, whatever weights the norm saw it with.
  let residuals: [Double]
  /// What the starts of the search ended in.
  let result: MultiStartResult
  /// Whether the law is known to have one minimum under the norm, which then needs no second start.
  let hasOneMinimum: Bool
  let norm: Norm
  let space: SearchSpace
  let model: LawModel
  let observed: Observed
  /// What was searched, for fits to part of the rows.
  let prepared: SearchProblem
  /// Of a fit of shares.
  let working: WorkingResponse?
  /// F at the optimum, without the constant that a penalty is counted from.
  let objective: Double
  /// Whether the law is linear in its coefficients or in functions of each of them.
  let hasLinearForm: Bool
  /// The coefficients that are places of corners. They are free, though their search had bounds.
  private let corners: [Int]

  /// The coefficients that ended on a bound.
  var atBound: [Int] { best.certificate.atBound.filter { !corners.contains($0) } }

  /// - Throws: as `Observed`; `.optimization` where the law is not finite at any start.
  init(_ law: BoundLaw, data: FitData, scale: ResidualScale, options: FitOptions) throws(FitError) {
    let prepared = try SearchProblem(law, data: data, scale: scale, options: options)
    self.prepared = prepared
    norm = options.norm
    space = prepared.space
    model = prepared.model
    observed = prepared.observed
    hasLinearForm = prepared.problem.hasLinearForm
    do {
      let response = try data.extended(law.formula.left) { law.column(of: $0) }.rounded
      let numbers = { (symbol: String) in data.column(law.column(of: symbol)) }
      let regions = StartRegions(
        space, law: law, domains: prepared.problem.domains, corners: prepared.corners, scale: scale, response: response,
        data: numbers)
      // A linear programme ends at its optimum from every start, and so does a convex norm of a linear law or a concave likelihood.
      hasOneMinimum =
        options.norm.isConvex && prepared.problem.hasLinearForm || options.norm == .binomial && law.isConcaveShare
      let search = MultiStart(
        region: regions.regions, seed: options.seed, largestUnseen: Convergence.largestUnseen,
        hasOneMinimum: hasOneMinimum, maximumStarts: options.starts, heldFirst: regions.shapes,
        options: SolverOptions(options))
      var first: GivenStart?
      if !options.start.isEmpty {
        let middle = try space.coefficients(at: search.start(0))
        let given = zip(space.names, middle).map { options.start[$0] ?? $1 }
        let near = Self.approached(given, law, data, scale, options)
        first = GivenStart(point: try space.point(at: near ?? given), isMinimum: near != nil)
      }
      var found: (best: Solution, result: MultiStartResult)
      if let ofSample = Self.searched(law, data, scale, options, in: prepared) {
        found = ofSample
      } else if let byLogarithms = try prepared.searchLogarithms(search, norm: options.norm, from: first) {
        found = byLogarithms
      } else {
        let result = try search.fit(prepared.problem, norm: options.norm, from: first?.point)
        found = (result.best, result)
      }
      var free: [Int] = []
      if let corner = CornerSearch(prepared),
        let result = corner.search(prepared.problem, norm: options.norm, as: search, besides: found.best)
      {
        found = (result.best, result)
        free = corner.isBound(result.best) ? [] : [corner.coefficient]
      } else if let result = SeveralCorners(prepared, norm: options.norm, as: search, besides: found.best)?.optimum() {
        found = (result.found.best, result.found)
        free = result.corners
      }
      (best, result, corners) = (found.best, found.result, free)
      let factors = prepared.rowFactors
      residuals = factors.map { zip(found.best.residuals, $0).map(/) } ?? prepared.ofRows(found.best.residuals)
      working = options.norm.isBinomial ? WorkingResponse(found.best, of: prepared, norm: options.norm) : nil
      objective = prepared.objective(at: found.best)
    } catch let error as OptimizationError {
      throw .optimization(error)
    } catch let error as FormulaError {
      throw .formula(error)
    } catch let error as FitError {
      throw error
    } catch {
      preconditionFailure("no other error is thrown here")
    }
  }

  /// The optimum over many rows from where the starts of a search over a sample of them end.
  ///
  /// Where minima lie, and how many starts they attract, a sample of 50,000 rows tells as well. Every minimum of the sample is then
  /// followed over all rows, and what is reported of it is that.
  ///
  /// - Returns: `nil` for a table of fewer rows, for what is not least squares without weights, for a law with corners or a start that
  ///   was given, and where a minimum of the sample leads to no optimum.
  private static func searched(
    _ law: BoundLaw, _ data: FitData, _ scale: ResidualScale, _ options: FitOptions, in prepared: SearchProblem
  ) -> (best: Solution, result: MultiStartResult)? {
    let sample = RowSample(Array(0..<data.rowCount))
    guard sample.isPart, options.norm == .squared, options.weights == nil, options.start.isEmpty,
      prepared.corners.isEmpty,
      let search = try? NonlinearFit(law, data: data.selecting(sample.rows), scale: scale, options: options),
      search.best.certificate.isCertified, search.space.names == prepared.space.names
    else { return nil }
    let solver = TrustRegion(prepared.problem, options: SolverOptions(options))
    var minima: [(point: [Double], count: Int)] = [(search.best.parameters, search.result.agreeing)]
    for other in search.result.otherMinima { minima.append((other.parameters, other.count)) }
    var solutions: [(solution: Solution, count: Int)] = []
    for minimum in minima {
      // The sample is centred on its own middle.
      guard let natural = try? search.space.coefficients(at: minimum.point),
        let point = try? prepared.space.point(at: natural),
        let solution = try? solver.solve(from: point, norm: options.norm, path: .given),
        solution.certificate.isCertified
      else { return nil }
      solutions.append((solution, minimum.count))
    }
    return search.result.followed(to: solutions).map { ($0.best, $0) }
  }

  /// The optimum that a user's start leads to in the law's own coefficients.
  ///
  /// Someone who gives all start values means the path from there in the norm itself, and the optimum at its end: of
  /// `b1*exp(-b2*x) + b3*exp(-b4*x)` there are two that differ in the names only. Centring, solving for the linear coefficients
  /// first, or taking least squares before a robust norm is another path.
  ///
  /// - Returns: `nil` where a value is not given, or the path ends at no optimum.
  private static func approached(
    _ start: [Double], _ law: BoundLaw, _ data: FitData, _ scale: ResidualScale, _ options: FitOptions
  ) -> [Double]? {
    guard law.coefficients.allSatisfy({ options.start[$0] != nil }),
      let own = try? SearchProblem(law, data: data, scale: scale, options: options, isCentred: false)
    else { return nil }
    let solver = TrustRegion(own.problem, options: SolverOptions(options))
    guard let solution = try? solver.solve(from: start, norm: options.norm, path: .given),
      solution.certificate.isCertified
    else { return nil }
    return solution.parameters
  }
}

extension NonlinearFit {
  /// Whether moving a coefficient by its own size, or by one, moves no row by more than rounding: what it multiplies is gone, as `c` in
  /// `b/(x - c)` where `b` is zero. Nothing can be said about it then, whatever number the search ended at.
  fileprivate func hasNoEffect(_ index: Int, _ slopes: [Double]) -> Bool {
    // What enters linearly is as large as its unit makes it.
    guard !space.linear.contains(space.names[index]) else { return false }
    let step = space.logarithmic.contains(space.names[index]) ? 1 : max(1, abs(best.parameters[index]))
    let size = observed.response.high.reduce(0) { max($0, abs($1)) }
    return slopes.allSatisfy { abs($0) * step <= Self.noEffect * size }
  }

  /// Of the largest response: some hundred units in its last place.
  private static let noEffect = 1e-13
}

extension SolverOptions {
  init(_ options: FitOptions, polishes: Bool = true) {
    self.init(maximumIterations: options.iterations, tolerance: options.tolerance, polishes: polishes)
  }
}

extension WorkingResponse {
  fileprivate init(_ best: Solution, of problem: SearchProblem, norm: Norm) {
    let logOdds = problem.model.values(at: best.parameters)
    let (shares, weights) = (problem.observed.response.rounded, problem.observed.weights)
    let held = Set(best.certificate.atBound)
    let isFree = problem.problem.domains.indices.map { !held.contains($0) && !problem.problem.domains[$0].isFixed }
    // A penalised likelihood has a maximum always.
    let separation =
      norm == .firth
      ? nil
      : Separation(logOdds: logOdds, shares: shares, weights: weights) {
        zip(problem.model.jacobian(at: best.parameters), isFree).filter(\.1).map(\.0)
      }
    self.init(logOdds: logOdds, shares: shares, weights: weights, separation: separation)
  }
}

extension Linearization {
  /// The fit at its optimum. A coefficient on a bound is held there: it has no standard error.
  init(_ fit: NonlinearFit, norm: Norm) throws(FitError) {
    let best = fit.best
    let held = Set(fit.atBound)
    let free = fit.space.names.indices.filter { !held.contains($0) }
    let jacobian = fit.model.jacobian(at: best.parameters)
    let working = fit.working
    design = free.map { index in
      let column = working?.separation?.leaving(jacobian[index]) ?? jacobian[index]
      return ExtendedColumn(fit.hasNoEffect(index, column) ? column.map { _ in 0 } : column)
    }
    weights = working?.weights ?? fit.observed.weights
    let left = working?.residuals ?? fit.residuals
    do {
      solution = try LeastSquares.solve(design: design, response: ExtendedColumn(left), weights: weights.values)
    } catch {
      throw .linearAlgebra(error)
    }
    // One step of the linear problem takes rounding out of the residuals, where it is no more than that. A longer one would
    // speak of coefficients that nobody sees: short of the optimum, or pressed against a corner from both sides.
    // At the optimum of a penalised likelihood the scores are not zero either.
    let taken = zip(solution.residuals, left).map { ($0 - $1).magnitude }
    let sizes = zip(working?.fitted ?? fit.observed.response.rounded, left).map { $0.magnitude + ($0 - $1).magnitude }
    let isRounding = zip(taken, sizes).allSatisfy { $0 <= 16 * Double.ulpOfOne * $1 }
    if norm.isLeastSquares, norm != .firth, isRounding, working?.separation == nil {
      residuals = solution.residuals
      residualSumOfSquares = solution.residualSumOfSquares
    } else {
      residuals = left
      let weights = weights
      residualSumOfSquares = residuals.indices.reduce(0.0) { $0 + weights.value($1) * left[$1].squared }
    }
    let bounds = held.map { (fit.space.names[$0], Expression(best.parameters[$0])) }
    parameters = free.map { fit.space.names[$0] }
    point = free.map { best.parameters[$0] }
    coefficients = fit.space.names
    natural = fit.space.natural.map { $0.substituting(Dictionary(uniqueKeysWithValues: bounds)).simplified }
    terms = parameters
    if let working {
      response = zip(working.fitted, working.residuals).map { $0 + $1 }
      fitted = working.fitted
    } else {
      response = fit.observed.response.rounded
      fitted = zip(response, residuals).map { $0 - $1 }
    }
    logLikelihood = working?.logLikelihood
    isSearched = !fit.hasLinearForm
  }
}

extension Norm {
  /// Whether a linear law has one minimum only under the norm; at its scale, where that is estimated.
  fileprivate var isConvex: Bool {
    switch shape {
    case .squared, .huber, .softL1, .quantile: true
    case .binomial, .firth, .cauchy, .tukey, .studentT: false
    }
  }
}

extension NonlinearFit {
  /// What is minimised, as fits report it: least squares in full where the search takes half.
  func reported(_ objective: Double) -> Double {
    let plain = objective - (best.objective - self.objective)
    return norm.isLeastSquares ? 2 * plain : plain
  }
}
