import Optimization

/// A law over the rows of a table, as a search sees it: centred, compiled, with its observations and domains.
struct SearchProblem {
  let space: SearchSpace
  let model: LawModel
  let observed: Observed
  let problem: FitProblem

  /// - Parameter isCentred: false keeps the law's own coefficients, and lets them all be searched for alike.
  /// - Throws: as `Observed`; `.optimization` for domains that are empty.
  init(
    _ law: BoundLaw, data: FitData, scale: ResidualScale, options: FitOptions, isCentred: Bool = true
  ) throws(FitError) {
    let observed = try Observed(law, data: data, scale: scale, weights: options.weights)
    let numbers = { (symbol: String) in data.column(law.column(of: symbol)) }
    let domains = law.coefficients.map { options.domains[$0] ?? law.domain(of: $0) }
    // A bound other than zero moves when a coefficient is centred, so such a coefficient stays as it is.
    let bounded = zip(law.coefficients, domains).filter { !$1.isConical }.map(\.0)
    let space = SearchSpace(law, data: numbers, isCentred: isCentred, except: bounded)
    let right = law.formula.right
    let symbols = right.symbols.filter { !law.coefficients.contains($0) } + right.textComparisons.map(\.description)
    do {
      // Columns count as positive here; a row where they are not has no finite value and stops every start.
      let onScale = scale.applied(to: space.right, positive: Set(symbols))
      model = try LawModel(
        onScale, names: space.names, columns: symbols.map { ($0, numbers($0)) }, rowCount: data.rowCount)
    } catch {
      throw .formula(error)
    }
    let solvesLinear = isCentred && scale == .identity
    let linear = solvesLinear ? space.names.indices.filter { space.linear.contains(space.names[$0]) } : []
    let searched = zip(space.names, domains).map { space.domain(of: $0, natural: $1) }
    do {
      problem = try FitProblem(
        model: model, observed: observed.response.rounded, weights: observed.weights.values, domains: searched,
        linearParameters: linear)
    } catch {
      throw .optimization(error)
    }
    self.space = space
    self.observed = observed
  }
}

extension Domain {
  /// Whether a positive factor leaves it as it is.
  fileprivate var isConical: Bool {
    (lower == 0 || lower == -.infinity) && (upper == 0 || upper == .infinity)
  }
}
