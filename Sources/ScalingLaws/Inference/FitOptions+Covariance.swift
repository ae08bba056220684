extension FitOptions {
  /// The standard errors that are computed: those asked for, or those that suit the norm and the rows.
  ///
  /// - Returns: `nil` for quantile regression, which has none here yet.
  /// - Throws: `.intervalDoesNotApply` for a method that the norm does not have; `.clusterNeeded`, `.clusterUnused`.
  func checkedCovarianceMethod() throws(FitError) -> CovarianceMethod? {
    let ours: CovarianceMethod? =
      switch norm.shape {
      case .squared: covarianceMethod
      case .quantile: nil
      default: .mEstimation
      }
    if let covariance, covariance != ours || (norm == .squared && covariance == .mEstimation) {
      throw .intervalDoesNotApply(covariance, norm: norm)
    }
    let isClustered = ours?.isClustered ?? false
    if let ours, isClustered, cluster == nil { throw .clusterNeeded(ours) }
    if cluster != nil, !isClustered { throw .clusterUnused(ours) }
    return ours
  }
}
