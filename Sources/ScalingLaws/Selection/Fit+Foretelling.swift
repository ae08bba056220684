extension Fit {
  /// What the fit says about rows that it has not seen, beside what they hold.
  ///
  /// - Throws: `.missingValues` unless the options drop them; `.notFinite` where the response has no value on the residual scale.
  func foretelling(_ table: Table) throws(FitError) -> [Backtest.Row] {
    let names = law.columns.map(\.column).uniqued
    let data = try FitData(
      table, columns: names, comparisons: law.formula.textComparisons, dropsMissing: options.dropsMissing)
    let column = { (symbol: String) in self.law.column(of: symbol) }
    let positive = Set(law.formula.left.symbols)
    let onScale = try data.extended(
      scale.applied(to: law.formula.left, positive: positive), scale: scale, column: column
    ).rounded
    let observed = try data.extended(law.formula.left, column: column).rounded
    let (predicted, gradients) = try valuesAndGradients(data)
    return observed.indices.map { row in
      let error = inference.variance(of: gradients[row]).map { $0.squareRoot() }
      let wide = error.flatMap { error in statistics.sigma.map { (error.squared + $0.squared).squareRoot() } }
      let miss = onScale[row] - predicted[row]
      let half = wide.map { inference.quantile(of: gradients[row]) * $0 }
      return Backtest.Row(
        line: data.line(of: row), observed: observed[row], predicted: scale.inverse(predicted[row]), error: miss,
        standardError: wide, isCovered: half.map { abs(miss) <= $0 })
    }
  }

  /// The law on the residual scale, and its derivatives by what was solved for, row by row.
  private func valuesAndGradients(_ data: FitData) throws(FitError) -> (values: [Double], gradients: [[Double]]) {
    let law = inference.inSolved(scale.applied(to: law.formula.right, positive: Set(self.law.coefficients)))
    let texts = law.textComparisons.map(\.description)
    let symbols = law.symbols.filter { !inference.parameters.contains($0) } + texts
    do {
      let program = try Program(
        [law] + inference.parameters.map { law.derivative(by: $0) }, variables: symbols,
        parameters: inference.parameters)
      let outputs = program.bind(
        columns: symbols.map { data.column(self.law.column(of: $0)) }, rowCount: data.rowCount
      ).evaluate(inference.point)
      return (
        outputs[0], (0..<data.rowCount).map { row in outputs.dropFirst().map { $0[row] } }
      )
    } catch {
      throw .formula(error)
    }
  }
}
