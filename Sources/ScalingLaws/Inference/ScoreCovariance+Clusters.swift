extension ScoreCovariance {
  /// Clusters by one column or several; see `CovarianceMethod`.
  ///
  /// - Parameter clusterings: column by column, the number of the cluster of each row.
  init(
    clusters equations: EstimatingEquations, clusterings: [[Int]], method: CovarianceMethod, observations: Int
  ) {
    let p = equations.rows.columns
    var omega = Matrix(rows: p, columns: p, repeating: 0)
    var undetermined: [[Double]] = []
    var satterthwaite: Satterthwaite?
    for subset in 1..<(1 << clusterings.count) {
      let members = clusterings.indices.filter { subset >> $0 & 1 == 1 }
      let sums = ClusterSums(equations, labels: Self.shared(members.map { clusterings[$0] }), method: method)
      let (g, n) = (Double(sums.clusters.count), Double(observations))
      let factor = method == .cr1 ? g / (g - 1) * (n - 1) / (n - Double(p)) : 1
      omega = omega + sums.omega(factor: members.count % 2 == 1 ? factor : -factor)
      undetermined += sums.undetermined
      if method == .cr2, clusterings.count == 1 { satterthwaite = Satterthwaite(sums) }
    }
    let whole = clusterings.count > 1 ? Self.semidefinite(omega) : nil
    self.init(
      equations, omega: whole ?? omega, undetermined: undetermined, satterthwaite: satterthwaite,
      isTruncated: whole != nil)
  }

  /// Labels of the clusters of rows that are together in every clustering.
  private static func shared(_ clusterings: [[Int]]) -> [Int] {
    guard clusterings.count > 1, let first = clusterings.first else { return clusterings.first ?? [] }
    var numbers: [[Int]: Int] = [:]
    return first.indices.map { row in
      let key = clusterings.map { $0[row] }
      let number = numbers[key] ?? numbers.count
      numbers[key] = number
      return number
    }
  }

  /// The matrix without its negative part; `nil` where it has none but rounding.
  private static func semidefinite(_ omega: Matrix) -> Matrix? {
    guard let parts = try? SymmetricEigenDecomposition(omega), let least = parts.values.first,
      let largest = parts.values.last, least < -1e-12 * max(largest, -least)
    else { return nil }
    return parts.matrix { max(0, $0) }
  }
}
