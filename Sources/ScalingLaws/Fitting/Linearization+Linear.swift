import Optimization
import VectorMath

extension Linearization {
  /// The direct solution of a law that is linear in its coefficients.
  ///
  /// - Throws: `.tooFewRows`, `.noRows`, `.notFinite`, `.badWeight`; `.linearAlgebra` if LAPACK reports a failure.
  init(_ law: BoundLaw, data: FitData, form: LinearForm, scale: ResidualScale, weights: Weights?) throws(FitError) {
    let observed = try Observed(law, data: data, scale: scale, weights: weights)
    let name = { law.column(of: $0) }
    var design: [ExtendedColumn] = []
    for term in form.terms {
      let column = try data.extended(term, column: name)
      try column.requireSquarable(as: law.inColumns(term))
      design.append(column)
    }
    var response = observed.response
    if form.offset != Expression(0) {
      response = response - (try data.extended(form.offset, column: name))
    }
    do {
      solution = try LeastSquares.solve(design: design, response: response, weights: observed.weights.values)
    } catch {
      throw .linearAlgebra(error)
    }
    residuals = solution.residuals
    residualSumOfSquares = solution.residualSumOfSquares
    parameters = form.coefficients
    point = solution.basicCoefficients
    coefficients = form.coefficients
    natural = zip(form.coefficients, form.links).map { name, link in
      link == .exponential ? .exp(.symbol(name)) : .symbol(name)
    }
    terms = form.terms.map(\.description)
    self.design = design
    self.response = response.rounded
    fitted = solution.fittedValues
    self.weights = observed.weights
  }
}

/// The response of a fit and what each row counts.
struct Observed: Sendable {
  /// On the residual scale.
  let response: ExtendedColumn
  let weights: RowWeights

  /// - Parameter norm: the binomial one takes the response as it is, a share.
  /// - Throws: `.noRows`, `.tooFewRows`, `.notFinite`, `.badWeight`, `.notAShare`.
  init(
    _ law: BoundLaw, data: FitData, scale: ResidualScale, weights: Weights?, norm: Norm = .squared
  ) throws(FitError) {
    let name = { law.column(of: $0) }
    let left =
      norm.isBinomial
      ? law.formula.left : scale.applied(to: law.formula.left, positive: Set(law.formula.left.symbols))
    response =
      try norm.isBinomial
      ? data.shares(left, column: name) : data.extended(left, scale: scale, column: name)
    try response.requireSquarable(as: law.inColumns(left))
    self.weights = try RowWeights(weights, data: data, column: name)
    guard self.weights.effectiveRows >= law.coefficients.count else {
      throw .tooFewRows(rows: self.weights.effectiveRows, coefficients: law.coefficients)
    }
  }
}

extension FitData {
  /// The response as shares.
  ///
  /// - Throws: `.notAShare` naming the line.
  fileprivate func shares(_ response: Expression, column name: (String) -> String) throws(FitError) -> ExtendedColumn {
    let values = try extended(response, column: name)
    for (row, share) in values.rounded.enumerated() where !(share >= 0 && share <= 1) {
      throw .notAShare(source: table.source, line: line(of: row), expression: response.description, value: share)
    }
    return values
  }

  /// Why no row is left, for a message.
  var whyEmpty: String {
    if table.sourceRowCount == 0 { return "\(table.source) has none" }
    if table.rowCount == 0 { return "the filter leaves none" }
    return "a value is missing in every one of the \(counted(table.rowCount, "row"))"
  }
}

extension ExtendedColumn {
  /// Squares, and products of squares, must stay within the doubles; otherwise variances are silently wrong.
  ///
  /// - Parameter range: of the largest value, unless all are zero.
  /// - Throws: `.outOfRange`.
  func requireSquarable(as what: Expression, within range: ClosedRange<Double> = 1e-75...1e75) throws(FitError) {
    let largest = high.reduce(0) { max($0, abs($1)) }
    guard largest == 0 || range.contains(largest) else {
      throw .outOfRange(what: what.description, largest: largest)
    }
  }

  /// Row by row, to double-double.
  static func - (a: ExtendedColumn, b: ExtendedColumn) -> ExtendedColumn {
    let rows = a.high.indices.map { a[$0] - b[$0] }
    return ExtendedColumn(high: rows.map(\.high), low: rows.map(\.low))
  }

  var rounded: [Double] { high.indices.map { self[$0].rounded } }
}
