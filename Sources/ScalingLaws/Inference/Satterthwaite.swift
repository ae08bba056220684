/// Degrees of freedom of a clustered variance estimate: those of the chi-squared distribution with its mean and variance.
///
///     df = 2 (E V)² / var V = (Σ_g P_gg)² / Σ_gh P_gh²,   P_gh = cov(u_g, u_h),   V = Σ u_g²
///
/// under the model that the noise is normal and independent, with the variance that the weights say. With `α_g = A_g z`,
///
///     P_gh = δ_gh α_g'N_gα_g - (N_gα_g)·(M_hα_h) - (M_gα_g)·(N_hα_h) + (M_gα_g)' N (M_hα_h),   N = Σ N_g
///
/// in the notation of `ClusterSums`; for least squares N_g is M_g and N is the identity. Few clusters, or clusters of unequal leverage,
/// make it much smaller than G - 1. For a robust norm the model is that the `wᵢψ(eᵢ)` have variances proportional to wᵢ.
///
/// - Source: Bell & McCaffrey 2002; Pustejovsky & Tipton 2018, eq. 11. R: `clubSandwich::coef_test(test = "Satterthwaite")`.
struct Satterthwaite: Sendable {
  private let clusters: [ClusterSums.Cluster]
  private let total: Matrix

  init(_ sums: ClusterSums) {
    clusters = sums.clusters
    let p = sums.clusters.first?.weight.rows ?? 0
    total = sums.clusters.reduce(Matrix(rows: p, columns: p, repeating: 0)) { $0 + $1.weight }
  }

  /// Those of the combination with the coordinates z.
  ///
  /// P is a diagonal D plus `F K F'` with rows `(N_gα_g, M_gα_g)` of F, so its sum of squares needs no matrix of the size of the
  /// number of clusters.
  func degreesOfFreedom(_ z: [Double]) -> Double {
    let p = z.count
    var kernel = Matrix(rows: 2 * p, columns: 2 * p, repeating: 0)
    for index in 0..<p {
      (kernel[index, p + index], kernel[p + index, index]) = (-1, -1)
      for other in 0..<p { kernel[p + index, p + other] = total[index, other] }
    }
    var gram = Matrix(rows: 2 * p, columns: 2 * p, repeating: 0)
    var (trace, squares) = (0.0, 0.0)
    for cluster in clusters {
      let direction = cluster.correction * z
      let (weight, share) = (cluster.weight * direction, cluster.share * direction)
      let row = weight + share
      let own = direction.dot(weight)
      let joint = row.dot(kernel * row)
      gram.add(1, outer: row)
      trace += own + joint
      squares += own.squared + 2 * own * joint
    }
    let product = kernel * gram
    squares += (product * product).diagonal.reduce(0, +)
    return squares > 0 ? trace.squared / squares : .nan
  }
}
