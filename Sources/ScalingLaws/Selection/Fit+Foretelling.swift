import Statistics

extension Fit {
  /// What the fit says about rows that it has not seen, beside what they hold.
  ///
  /// - Throws: `.missingValues` unless the options drop them; `.notFinite` where the response has no value on the residual scale;
  ///   `.badNoise`.
  func foretelling(_ table: Table) throws(FitError) -> [Backtest.Row] {
    let rows = try RowsToForetell(self, table)
    return rows.observed.indices.map { row in
      let gradient = rows.gradients[row]
      let error = inference.variance(of: gradient).map { $0.squareRoot() }
      let wide = error.flatMap { error in
        noise.sigma.map { (error.squared + ($0 * rows.noise[row]).squared).squareRoot() }
      }
      let miss = rows.observed[row] - rows.fitted[row]
      let half = wide.map { inference.quantile(of: gradient) * $0 }
      let student = StudentT(degreesOfFreedom: inference.degreesOfFreedom(of: gradient))
      let density = wide.flatMap { $0 > 0 ? student.logDensity(miss / $0) - Double.logarithm($0) : nil }
      return Backtest.Row(
        line: rows.data.line(of: row), observed: rows.response[row], predicted: scale.inverse(rows.fitted[row]),
        error: miss, standardError: wide, isCovered: half.map { abs(miss) <= $0 },
        logScore: density.flatMap { $0.isFinite ? $0 : nil },
        probability: wide.flatMap { $0 > 0 ? student.cumulative(miss / $0) : nil })
    }
  }
}
