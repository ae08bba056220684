import Optimization

extension Fit {
  /// A search from one start with everything prepared, as a benchmark measures it.
  ///
  /// The function takes start values of the coefficients, in their order, and minimises the objective of this fit. It
  /// belongs to one thread.
  package func preparedSearch() throws(FitError) -> ([Double]) throws -> Solution {
    let prepared = try searchProblem()
    let solver = TrustRegion(prepared.problem, options: SolverOptions(options))
    let norm = options.norm
    return { start in try solver.solve(from: prepared.space.point(at: start), norm: norm) }
  }

  /// The law over the rows of the fit, as a search sees it.
  func searchProblem() throws(FitError) -> SearchProblem {
    if let searched { return searched }
    return try SearchProblem(law, data: sample, scale: scale, options: options)
  }
}
