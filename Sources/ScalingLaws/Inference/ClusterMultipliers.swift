/// What clusters of dependent rows contribute to the variance of an estimate; see `CovarianceMethod.cr1` and `cr3`.
struct ClusterMultipliers: Sendable {
  /// Row by row, `wᵢ rᵢ` after the correction of its cluster; NaN in a cluster without which a coefficient is not determined.
  let multipliers: [Double]
  /// Row by row, the number of its cluster.
  let labels: [Int]
  /// The correction for a small number of clusters.
  let factor: Double

  /// Clusters with a row that takes part.
  let count: Int

  /// - Returns: `nil` for fewer than two clusters.
  init?(_ fit: Linearization, statistics: FitStatistics, method: CovarianceMethod, labels: [Int]) {
    let taking = labels.indices.filter { fit.weights.value($0) > 0 }
    let clusters = Dictionary(grouping: taking, by: { labels[$0] })
    guard clusters.count > 1 else { return nil }
    self.labels = labels
    count = clusters.count
    var multipliers = [Double](repeating: 0, count: labels.count)
    for rows in clusters.values {
      let apart = Self.withoutOwnPull(fit, rows)
      let corrected = method == .cr3 || apart[0].isNaN ? apart : rows.map { fit.solution.residuals[$0] }
      for (row, residual) in zip(rows, corrected) { multipliers[row] = fit.weights.value(row) * residual }
    }
    self.multipliers = multipliers
    let (g, n) = (Double(clusters.count), Double(statistics.observations))
    factor = method == .cr1 ? g / (g - 1) * (n - 1) / (n - Double(statistics.rank)) : 1
  }

  /// Variance of a combination that each row moves so far; `nil` where it rests on one cluster.
  func variance(_ movements: [Double]) -> Double? {
    let largest = movements.reduce(0) { max($0, abs($1)) }
    var sums: [Int: Double] = [:]
    for (row, movement) in movements.enumerated() {
      if multipliers[row].isNaN {
        guard abs(movement) <= 1e-9 * largest else { return nil }
      } else {
        sums[labels[row], default: 0] += multipliers[row] * movement
      }
    }
    // In the order of the labels, so that the sum has the same bits every time.
    return factor * sums.sorted { $0.key < $1.key }.reduce(0.0) { $0 + $1.value.squared }
  }

  /// Residuals of a cluster as they would be had it not pulled the fit: `(I - H)⁻¹ r`, with `H` the block of its hat matrix.
  private static func withoutOwnPull(_ fit: Linearization, _ rows: [Int]) -> [Double] {
    let roots = rows.map { fit.weights.value($0).squareRoot() }
    let columns = fit.design.map { column in zip(rows, roots).map { column.high[$0] * $1 } }
    var room = Matrix.identity(rows.count)
    for (index, row) in rows.enumerated() {
      let movements = fit.solution.leverageRow(fit.design.map { $0.high[row] })
      for other in rows.indices {
        let product = columns.indices.reduce(0.0) { $0 + movements[$1] * columns[$1][other] }
        room[other, index] -= roots[index] * product
      }
    }
    let scaled = zip(rows, roots).map { fit.solution.residuals[$0] * $1 }
    // A cluster that alone determines something leaves its residuals no room, up to rounding.
    guard let factor = try? CholeskyDecomposition(room),
      factor.lower.diagonal.allSatisfy({ $0.squared > Linearization.leastRoom }),
      let solved = try? factor.solve(scaled)
    else { return rows.map { _ in .nan } }
    return zip(solved, roots).map { $0 / $1 }
  }
}
