import Optimization

extension Law {
  /// The law at its optimum, whatever will be asked of it.
  func solve(_ table: Table, columns: [String: String], options: FitOptions) throws(FitError) -> SolvedLaw {
    let scale = options.scale ?? self.scale
    var bound = try BoundLaw(self, table: table, columns: columns)
    bound = try bound.holding(options.fixed)
    for name in (options.domains.keys.sorted() + options.start.keys.sorted()) where !bound.coefficients.contains(name) {
      throw .unknownCoefficient(quantity: "bounds and start values", name: name, coefficients: bound.coefficients)
    }
    let weightSymbols = options.weights?.expression.symbols ?? []
    let names = bound.columns.map(\.column) + weightSymbols.map(bound.column(of:))
    let data = try FitData(
      table, columns: names.uniqued, comparisons: bound.formula.textComparisons, labels: options.clusters,
      dropsMissing: options.dropsMissing)
    guard data.rowCount > 0 else { throw .noRows(reason: data.whyEmpty) }
    guard data.rowCount >= bound.coefficients.count else {
      throw .tooFewRows(rows: data.rowCount, coefficients: bound.coefficients)
    }
    let unanchored = bound
    bound = try bound.countingFromFirst { variable throws(FitError) in data.column(unanchored.column(of: variable)) }
    if options.norm == .squared, let form = try? LinearForm(bound, scale: scale) {
      let linear = try Linearization(bound, data: data, form: form, scale: scale, weights: options.weights)
      // A bound that does not bind changes nothing; one that does needs the search.
      if linear.respects(form.coefficients.map { options.domains[$0] ?? bound.domain(of: $0) }) {
        return SolvedLaw(linear: linear, search: nil, law: bound, data: data, scale: scale)
      }
    }
    let search = try NonlinearFit(bound, data: data, scale: scale, options: options)
    let linear = try Linearization(search, norm: options.norm)
    let solved = SolvedLaw(linear: linear, search: search, law: bound, data: data, scale: scale)
    try solved.refuseRowsBelowFloor()
    return solved
  }
}

/// A law at its optimum over some rows, before its uncertainty is asked for.
struct SolvedLaw {
  let linear: Linearization
  /// `nil` where the law was solved directly.
  let search: NonlinearFit?
  let law: BoundLaw
  let data: FitData
  let scale: ResidualScale
}
