import Optimization

/// A law over the rows of a table, as a search sees it: centred, compiled, with its observations and domains.
struct SearchProblem: Sendable {
  let space: SearchSpace
  let model: LawModel
  let observed: Observed
  let problem: FitProblem
  /// What each residual is multiplied by before the norm sees it; `nil` where it is one for every row.
  let rowFactors: [Double]?
  /// What the penalty of `Norm.firth` is counted from; `nil` for other norms.
  private let penaltyCeiling: Double?
  /// The coefficients that are places of corners of the law.
  let corners: [Corner]
  /// The law by the logarithms of its positive coefficients; `nil` where it has none.
  let logarithmic: LogarithmicModel?
  /// Whether `logarithmic` is linear in all that is searched for.
  let isLinearInLogarithms: Bool

  /// - Parameter isCentred: false keeps the law's own coefficients, and lets them all be searched for alike.
  /// - Throws: as `Observed`; `.optimization` for domains that are empty.
  init(
    _ law: BoundLaw, data: FitData, scale: ResidualScale, options: FitOptions, isCentred: Bool = true
  ) throws(FitError) {
    let observed = try Observed(law, data: data, scale: scale, weights: options.weights, norm: options.norm)
    if scale == .log {
      // Coefficients in the unit of the response: their derivatives are squared.
      try data.extended(law.formula.left, column: law.column).requireSquarable(
        as: law.inColumns(law.formula.left), within: 1e-140...1e140)
    }
    let numbers = { (symbol: String) in data.column(law.column(of: symbol)) }
    let domains = law.coefficients.map { options.domains[$0] ?? law.domain(of: $0) }
    // A bound other than zero moves when a coefficient is centred, so such a coefficient stays as it is.
    let bounded = zip(law.coefficients, domains).filter { !$1.isConical }.map(\.0)
    var space = SearchSpace(law, data: numbers, isCentred: isCentred, except: bounded)
    if options.norm == .firth, space.natural.contains(where: { $0.linearDecomposition(in: space.names) == nil }) {
      // The penalty is that of the coefficients as they are.
      space = SearchSpace(law, data: numbers, isCentred: false, except: bounded)
    }
    let right = law.formula.right
    let symbols = right.symbols.filter { !law.coefficients.contains($0) } + right.textComparisons.map(\.description)
    do {
      // Columns count as positive here; a row where they are not has no finite value and stops every start.
      let onScale = scale.applied(to: space.right, positive: Set(symbols))
      let isLogarithm = scale == .log && onScale == Expression.log(space.right).simplified
      model = try LawModel(
        onScale, inner: isLogarithm ? space.right : nil, names: space.names,
        columns: symbols.map { ($0, numbers($0)) }, rowCount: data.rowCount)
    } catch {
      throw .formula(error)
    }
    let shares = options.norm.isBinomial ? DevianceModel(model, shares: observed.response.rounded) : nil
    let penalised =
      options.norm == .firth ? shares.map { FirthModel($0, trials: observed.weights.values) } : nil
    let likelihood: (any ResidualModel)? = penalised.map { $0 as any ResidualModel } ?? shares
    let solved: any ResidualModel = likelihood ?? model
    let solvesLinear = isCentred && scale == .identity
    let form = try? LinearForm(law, scale: scale)
    let isPlain =
      isCentred && shares == nil && space.logarithmic.isEmpty && form?.links.allSatisfy { $0 == .identity } ?? false
    let linear = space.names.indices.filter { isPlain || (solvesLinear && space.linear.contains(space.names[$0])) }
    corners = space.right.corners(
      among: space.names, columns: symbols, rowCount: data.rowCount, takesPart: { observed.weights.value($0) > 0 },
      data: numbers)
    var searched = zip(space.names, domains).map { space.domain(of: $0, natural: $1) }
    for corner in corners {
      let fewest = law.fewestRowsBesideCorner(space.names[corner.coefficient], of: observed.weights.effectiveRows)
      searched[corner.coefficient] = searched[corner.coefficient].within(corner.range(fewest: fewest))
    }
    // The square of a residual takes a weight either way.
    let factors = options.norm.isLeastSquares ? nil : observed.weights.residualFactors
    let response = observed.response.rounded
    let scaled: any ResidualModel = factors.map { RowScaledModel(base: solved, factors: $0) } ?? solved
    do {
      problem = try FitProblem(
        model: scaled,
        observed: penalised?.observed ?? shares?.observed ?? factors.map { zip($0, response).map(*) } ?? response,
        weights: penalised?.weights(observed.weights.values)
          ?? (factors == nil ? observed.weights.values : observed.weights.participation), domains: searched,
        linearParameters: linear, hasLinearForm: form != nil)
    } catch {
      throw .optimization(error)
    }
    rowFactors = factors
    penaltyCeiling = penalised?.ceiling
    let positive = zip(space.names, searched).map { space.terms.contains($0) && $1.isPositive }
    logarithmic =
      isCentred && positive.contains(true) ? LogarithmicModel(base: scaled, isLogarithmic: positive) : nil
    isLinearInLogarithms = shares == nil && form?.links.map { $0 == .exponential } == positive
    self.space = space
    self.observed = observed
  }
}

/// Where the search begins because the options say so.
struct GivenStart {
  /// In the coordinates of the search.
  let point: [Double]
  /// Whether it is the minimum that the values of the options lead to, and not these values themselves.
  let isMinimum: Bool
}

extension SearchProblem {
  /// The residuals of the rows, without that of a penalty.
  func ofRows(_ residuals: [Double]) -> [Double] { Array(residuals.prefix(model.residualCount)) }

  /// F without the constant that a penalty is counted from.
  func objective(at point: Solution) -> Double { point.objective - 0.5 * (penaltyCeiling ?? 0) }
}

extension SearchProblem {
  /// Searches by the logarithms of positive coefficients, and ends in the coefficients themselves.
  ///
  /// - Returns: `nil` where there are none, or where no optimum was found.
  func searchLogarithms(
    _ search: MultiStart, norm: Norm, from first: GivenStart?
  ) throws(OptimizationError) -> (Solution, MultiStartResult)? {
    guard let logarithmic else { return nil }
    let start = first.map { first in
      let exact = logarithmic.point(at: first.point)
      return first.isMinimum && exact.allSatisfy(\.isFinite)
        ? exact : balanced(first.point, logarithmic, regions: search.region, options: search.options)
    }
    var search = search
    search.region = zip(search.region, logarithmic.isLogarithmic).map { $1 ? $0.logarithm : $0 }
    let domains = zip(problem.domains, logarithmic.isLogarithmic).map { $1 ? .free : $0 }
    let logarithms = try problem.with(
      model: logarithmic, domains: domains,
      linearParameters: isLinearInLogarithms
        ? Array(domains.indices) : problem.linearParameters.filter { !logarithmic.isLogarithmic[$0] })
    guard let result = try? search.fit(logarithms, norm: norm, from: start),
      result.best.certificate.isCertified
    else { return nil }
    let best = try TrustRegion(problem, options: search.options).solve(
      from: logarithmic.coefficients(at: result.best.parameters), norm: norm, path: .given)
    return best.certificate.isCertified ? (best, result.mapped(logarithmic.coefficients)) : nil
  }
}

extension SearchProblem {
  /// The point of the logarithmic search from which a user's start is followed: its exponents, and terms of the sizes that
  /// suit the data best with these exponents, by least squares within the start regions.
  ///
  /// A start with terms a thousand times the response, as wrong exponents easily give, otherwise leads to where one term
  /// is all there is.
  private func balanced(
    _ start: [Double], _ logarithmic: LogarithmicModel, regions: [StartRegion], options: SolverOptions
  ) -> [Double] {
    var point = start
    var domains: [Domain] = []
    for (index, isLogarithmic) in logarithmic.isLogarithmic.enumerated() {
      if isLogarithmic {
        let region = regions[index].logarithm
        point[index] = region.value(at: 0.5)
        domains.append(.between(region.value(at: 0), region.value(at: 1)))
      } else {
        domains.append(.fixed(start[index]))
      }
    }
    let sizes = try? problem.with(model: logarithmic, domains: domains, linearParameters: [])
    let solution = sizes.flatMap { try? TrustRegion($0, options: options).solve(from: point) }
    return solution?.parameters ?? point
  }
}

extension StartRegion {
  /// The region of the logarithms of its values.
  fileprivate var logarithm: StartRegion {
    switch self {
    case .linear(let low, let high), .logarithmic(let low, let high), .reciprocal(let low, let high):
      // A region that begins at zero has no first logarithm: two decades, as for the sizes of terms.
      .linear(Double.logarithm(low > 0 ? low : 0.01 * high), Double.logarithm(high))
    }
  }
}

extension BoundLaw {
  /// The fewest rows on each side of a corner: for a break of a catalogued law those that `SegmentedSeries` keeps, where there
  /// are rows enough; in anyone's own formula one at each place that `Corner` asks for.
  fileprivate func fewestRowsBesideCorner(_ coefficient: String, of rows: Int) -> Int {
    guard case .corner = region(of: coefficient) else { return Corner.fewestPlaces }
    let fewest = HingeSearch.fewestOnASide(of: rows)
    return rows >= 2 * fewest + 2 ? fewest : Corner.fewestPlaces
  }
}

extension Domain {
  /// The part of it that lies in a range; all of it where no more than a point does, as where bounds were given beside it.
  fileprivate func within(_ range: ClosedRange<Double>?) -> Domain {
    guard let range, !isFixed else { return self }
    let (low, high) = (max(lower, range.lowerBound), min(upper, range.upperBound))
    return low < high ? .between(low, high) : self
  }

  /// Whether it holds every positive number and no negative one.
  fileprivate var isPositive: Bool { lower == 0 && upper == .infinity }

  /// Whether a positive factor leaves it as it is.
  fileprivate var isConical: Bool {
    (lower == 0 || lower == -.infinity) && (upper == 0 || upper == .infinity)
  }
}
