import VectorMath

/// The direct solution of a law that is linear in its coefficients.
struct LinearFit {
  let form: LinearForm
  /// Term by term, what multiplies the coefficients in each row.
  let design: [ExtendedColumn]
  let solution: LeastSquaresSolution
  /// The response on the residual scale, less the offset, rounded to double.
  let response: [Double]
  /// Weight of each row in the sum of squares.
  let weights: RowWeights

  /// - Throws: `.tooFewRows`, `.noRows`, `.notFinite`, `.badWeight`; `.linearAlgebra` if LAPACK reports a failure.
  init(_ law: BoundLaw, data: FitData, form: LinearForm, scale: ResidualScale, weights: Weights?) throws(FitError) {
    let count = form.coefficients.count
    guard data.rowCount > 0 else { throw .noRows(reason: data.whyEmpty) }
    let name = { law.column(of: $0) }
    var design: [ExtendedColumn] = []
    for term in form.terms { design.append(try data.extended(term, column: name)) }
    var response = try data.extended(
      scale.applied(to: law.formula.left, positive: Set(law.formula.left.symbols)), scale: scale, column: name)
    if form.offset != Expression(0) {
      response = response - (try data.extended(form.offset, column: name))
    }
    let rowWeights = try RowWeights(weights, data: data, column: name)
    guard rowWeights.effectiveRows >= count else {
      throw .tooFewRows(rows: rowWeights.effectiveRows, coefficients: form.coefficients)
    }
    do {
      solution = try LeastSquares.solve(design: design, response: response, weights: rowWeights.values)
    } catch {
      throw .linearAlgebra(error)
    }
    self.form = form
    self.design = design
    self.response = response.rounded
    self.weights = rowWeights
  }
}

extension FitData {
  /// Why no row is left, for a message.
  var whyEmpty: String {
    if table.sourceRowCount == 0 { return "\(table.source) has none" }
    if table.rowCount == 0 { return "the filter leaves none" }
    return "a value is missing in every one of the \(counted(table.rowCount, "row"))"
  }
}

extension ExtendedColumn {
  /// Row by row, to double-double.
  static func - (a: ExtendedColumn, b: ExtendedColumn) -> ExtendedColumn {
    let rows = a.high.indices.map { a[$0] - b[$0] }
    return ExtendedColumn(high: rows.map(\.high), low: rows.map(\.low))
  }

  var rounded: [Double] { high.indices.map { self[$0].rounded } }
}
