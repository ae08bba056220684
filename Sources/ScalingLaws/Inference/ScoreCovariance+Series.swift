extension ScoreCovariance {
  /// Rows in time whose deviations may resemble their neighbours: of the noises that the rows allow, the one under which the
  /// variances of least squares are largest in all.
  ///
  ///     Ω = s²·Q'VQ,   Q the orthonormal rows
  ///
  /// - Returns: `nil` where the residuals show no noise.
  init?(dependent equations: EstimatingEquations, _ fit: Linearization) {
    let order = fit.takingPart
    let roots = order.map { fit.weights.value($0).squareRoot() }
    let columns = (0..<equations.rows.columns).map { column in order.map { equations.rows[$0, column] } }
    let residuals = zip(order, roots).map { fit.residuals[$0] * $1 }
    let times = fit.time.map { time in order.map { time[$0] } } ?? order.indices.map(Double.init)
    guard let dependence = SerialDependence(residuals, on: columns, at: times, level: 0.95) else { return nil }
    let gaps = SerialDependence.gaps(times, mean: dependence.meanGap)
    let covariances = dependence.kept.map { kept in
      let products = columns.map { kept.noise.product(with: $0, gaps: gaps) }
      return Matrix(
        rows: columns.count, columns: columns.count,
        elements: products.flatMap { product in columns.map { kept.variance * $0.dot(product) } })
    }
    guard let widest = covariances.max(by: { $0.trace < $1.trace }) else { return nil }
    self.init(equations, omega: widest)
  }
}

extension Matrix {
  fileprivate var trace: Double { (0..<rows).reduce(0) { $0 + self[$1, $1] } }
}
