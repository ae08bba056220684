/// The rows of each cluster of one clustering, summed in the coordinates of `EstimatingEquations`.
///
///     c_g = Σ sᵢ rowᵢ,   M_g = Σ dᵢ rowᵢrowᵢ',   N_g = Σ wᵢ rowᵢrowᵢ'
///
/// M_g is the share of a cluster in the whole, so `I - M_g` is what the other clusters leave, and the corrections of the clustered
/// methods are its powers: `X_g'W_g A_g r_g` is `(I - M_g)^-½ c_g` for CR2 and `(I - M_g)⁻¹ c_g` for CR3. Matrices are as small
/// as the law has coefficients, however many rows a cluster has.
struct ClusterSums: Sendable {
  struct Cluster: Sendable {
    var score: [Double]
    var share: Matrix
    var weight: Matrix
    /// The correction of the method, zero in directions that the cluster alone decides.
    var correction: Matrix
  }

  /// In the order of their first rows. Rows of weight zero belong to none.
  private(set) var clusters: [Cluster] = []
  /// Directions that one cluster alone decides.
  private(set) var undetermined: [[Double]] = []

  /// - Parameter labels: row by row, the number of its cluster.
  init(_ equations: EstimatingEquations, labels: [Int], method: CovarianceMethod) {
    let p = equations.rows.columns
    let zero = Matrix(rows: p, columns: p, repeating: 0)
    var places: [Int: Int] = [:]
    for (index, label) in labels.enumerated() where equations.weights.value(index) > 0 {
      let place = places[label] ?? clusters.count
      if place == clusters.count {
        places[label] = place
        clusters.append(
          Cluster(score: [Double](repeating: 0, count: p), share: zero, weight: zero, correction: .identity(p)))
      }
      let row = equations.row(index)
      for position in 0..<p { clusters[place].score[position] += equations.scores[index] * row[position] }
      clusters[place].share.add(equations.slopes[index], outer: row)
      clusters[place].weight.add(equations.weights.value(index), outer: row)
    }
    for place in clusters.indices { correct(place, method, least: Self.leastRoom(equations.solution)) }
  }

  private mutating func correct(_ place: Int, _ method: CovarianceMethod, least: Double) {
    let room = Matrix.identity(clusters[place].share.rows) - clusters[place].share
    guard let parts = try? SymmetricEigenDecomposition(room) else { return }
    for (index, value) in parts.values.enumerated() where value <= least {
      undetermined.append(parts.vectors.column(index))
    }
    switch method {
    case .cr2: clusters[place].correction = parts.matrix { $0 > least ? 1 / $0.squareRoot() : 0 }
    case .cr3: clusters[place].correction = parts.matrix { $0 > least ? 1 / $0 : 0 }
    default: break
    }
  }

  /// The share that the others have in a direction below which a cluster alone decides it: what rounding leaves.
  private static func leastRoom(_ solution: LeastSquaresSolution) -> Double {
    let condition = solution.scaledConditionNumber
    return max(Linearization.leastRoom, condition.isFinite ? 1e-14 * condition : 0)
  }

  /// `c Σ_g (A_g c_g)(A_g c_g)'`.
  func omega(factor: Double) -> Matrix {
    guard let first = clusters.first else { return Matrix(rows: 0, columns: 0, repeating: 0) }
    var result = Matrix(rows: first.share.rows, columns: first.share.rows, repeating: 0)
    for cluster in clusters { result.add(factor, outer: cluster.correction * cluster.score) }
    return result
  }
}
