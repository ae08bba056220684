/// Rows of any table as a fit sees them: the response, and the law on the residual scale.
struct RowsToForetell {
  let data: FitData
  /// In the unit of the response.
  let response: [Double]
  /// The response on the residual scale.
  let observed: [Double]
  /// The law there.
  let fitted: [Double]
  /// Its derivatives by what was solved for.
  let gradients: [[Double]]
  /// The size of the noise of each row, in sigmas.
  let noise: [Double]
  private let fit: Fit

  /// - Parameter weights: whether the columns of the weights are needed, too.
  /// - Throws: `.missingValues` unless the options drop them; `.notFinite` where the response has no value on the residual scale;
  ///   `.badNoise`.
  init(_ fit: Fit, _ table: Table, weights: Bool = false) throws(FitError) {
    let law = fit.law
    let extra = weights ? (fit.options.weights?.expression.symbols ?? []).map(law.column(of:)) : []
    data = try FitData(
      table, columns: (law.columns.map(\.column) + extra).uniqued, comparisons: law.formula.textComparisons,
      dropsMissing: fit.options.dropsMissing)
    let left = law.formula.left
    response = try data.extended(left, column: law.column).rounded
    observed = try data.extended(
      fit.scale.applied(to: left, positive: Set(left.symbols)), scale: fit.scale, column: law.column
    ).rounded
    self.fit = fit
    (fitted, gradients) = try Self.linearized(fit, data)
    noise = try Self.noise(fit, data)
  }

  /// The law on the residual scale, and its derivatives by what was solved for, row by row.
  private static func linearized(_ fit: Fit, _ data: FitData) throws(FitError) -> ([Double], [[Double]]) {
    let inference = fit.inference
    let law = inference.inSolved(
      fit.scale.applied(to: fit.law.formula.right, positive: Set(fit.law.coefficients)))
    let symbols = law.symbols.filter { !inference.parameters.contains($0) } + law.textComparisons.map(\.description)
    do {
      let program = try Program(
        [law] + inference.parameters.map { law.derivative(by: $0) }, variables: symbols,
        parameters: inference.parameters)
      let outputs = program.bind(
        columns: symbols.map { data.column(fit.law.column(of: $0)) }, rowCount: data.rowCount
      ).evaluate(inference.point)
      return (outputs[0], (0..<data.rowCount).map { row in outputs.dropFirst().map { $0[row] } })
    } catch {
      throw .formula(error)
    }
  }

  private static func noise(_ fit: Fit, _ data: FitData) throws(FitError) -> [Double] {
    guard let formula = fit.noise.formula else { return [Double](repeating: 1, count: data.rowCount) }
    let sizes = try data.extended(formula, column: fit.law.column).rounded
    if let row = sizes.firstIndex(where: { !($0 > 0) }) {
      throw .badNoise(
        formula: formula.description, place: "\(data.table.source):\(data.line(of: row))", value: sizes[row])
    }
    return sizes
  }

  /// Row by row, its weight in the sum of squares; needs the columns of the weights.
  func weights() throws(FitError) -> [Double] {
    let weights = try RowWeights(fit.options.weights, data: data, column: fit.law.column)
    return (0..<data.rowCount).map(weights.value)
  }

  /// The law on the residual scale as a function of its coefficients, in the order of the names.
  func program(names: [String]) throws(FitError) -> BoundProgram {
    let law = fit.scale.applied(to: fit.law.formula.right, positive: Set(fit.law.coefficients))
    let symbols = law.symbols.filter { !names.contains($0) } + law.textComparisons.map(\.description)
    do {
      return try Program([law], variables: symbols, parameters: names).bind(
        columns: symbols.map { data.column(fit.law.column(of: $0)) }, rowCount: data.rowCount)
    } catch {
      throw .formula(error)
    }
  }
}

extension Fit {
  /// Whether the law was solved as a linear problem.
  var isSolvedDirectly: Bool {
    options.norm == .squared && convergence.iterations == 0 && (try? LinearForm(law, scale: scale)) != nil
  }
}
