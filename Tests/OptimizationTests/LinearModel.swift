import Optimization

/// X b, with the rows of X.
func linearModel(_ rows: [[Double]]) -> JetModel {
  JetModel(rows.first?.count ?? 0, rows) { b, x in
    zip(b, x).reduce(Jet(0)) { $0 + $1.0 * $1.1 }
  }
}

/// The sum of squares of functions of the parameters, as a fit to zeros.
func squares(_ p: Int, _ functions: [@Sendable ([Jet]) -> Jet]) throws -> FitProblem {
  let model = JetModel(p, functions.indices.map { [Double($0)] }) { b, x in functions[Int(x[0])](b) }
  return try FitProblem(model: model, observed: [Double](repeating: 0, count: functions.count))
}

func relativeErrors(_ values: [Double], _ truth: [Double]) -> Double {
  zip(values, truth).map { abs($0 - $1) / abs($1) }.max() ?? .infinity
}
