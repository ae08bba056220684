extension FitOptions {
  /// The intervals that are made: those asked for, or those that suit the norm and the rows.
  ///
  /// - Least squares, and shares by the binomial norm: HC3 with t on its own degrees of freedom. With clusters CR3 with t(G-1); with known standard deviations the classical formula, because
  ///   HC3 would estimate the noise again that they state. Where the fit must pass through a row HC3 is undefined, and the classical
  ///   formula is taken (`orClassical`).
  /// - Shares by Firth's penalty: the classical formula, because rows at the edge of the data that a law separates have no residuals
  ///   to tell their noise by.
  /// - Any other norm: the bootstrap of rows, or of clusters where they are named: percentiles for a law that is linear on the
  ///   residual scale, else the middle of the draws (`.middle`). CR3 for clusters by several columns.
  ///
  /// - Parameter isLinear: whether the law is linear in its coefficients on the residual scale.
  /// - Throws: `.intervalDoesNotApply` for a method that the norm does not have; `.clusterNeeded`, `.clusterUnused`,
  ///   `.severalClusterColumns`, `.countsHaveNoOrder`.
  func checkedInterval(isLinear: Bool = false) throws(FitError) -> IntervalMethod {
    let method = interval ?? defaultInterval(isLinear: isLinear)
    switch method {
    case .wald(let covariance):
      guard covariance.applies(to: norm) else { throw .intervalDoesNotApply(method, norm: norm) }
      if covariance.isClustered, clusters.isEmpty { throw .clusterNeeded(covariance) }
      if covariance.isOrdered, weights?.kind == .count { throw .countsHaveNoOrder }
    case .profile:
      guard norm.isLikelihood else { throw .intervalDoesNotApply(method, norm: norm) }
    case .bootstrap(let bootstrap):
      guard bootstrap.applies(to: norm), clusters.isEmpty || bootstrap.scheme.takesClusters else {
        throw .intervalDoesNotApply(method, norm: norm)
      }
    case .jackknife:
      if norm.isQuantile || norm == .firth { throw .intervalDoesNotApply(method, norm: norm) }
    }
    if !clusters.isEmpty, !method.takesClusters { throw .clusterUnused(method) }
    if clusters.count > 1, method.isResampling { throw .severalClusterColumns(method) }
    return method
  }

  private func defaultInterval(isLinear: Bool) -> IntervalMethod {
    guard norm.isLeastSquares else {
      if clusters.count > 1, !norm.isQuantile { return .cr3 }
      return .bootstrap(Bootstrap(.pairs, isLinear ? .percentile : .middle))
    }
    if !clusters.isEmpty { return .cr3 }
    return weights?.kind == .standardDeviation || norm == .firth ? .classical : .hc3Effective
  }
}

extension IntervalMethod {
  /// The default where a row decides something alone: HC3 is undefined there, and the classical formula, which takes the noise of that row
  /// to be that of the others, covers what it says (`docs/decisions/quantity-intervals.md`).
  func orClassical(_ options: FitOptions, _ fit: Linearization, hasGroupConstants: Bool) -> IntervalMethod {
    // The only row of a group decides that group's constant and nothing else.
    let isDecided = !hasGroupConstants && !fit.decisiveRows.isEmpty
    return options.interval == nil && self == .hc3Effective && isDecided ? .classical : self
  }

  /// Whether rows that depend on one another are kept together.
  package var takesClusters: Bool {
    switch self {
    case .wald(let covariance): covariance.isClustered
    case .bootstrap(let bootstrap): bootstrap.scheme.takesClusters
    case .jackknife: true
    case .profile: false
    }
  }

  /// The covariance formula behind the tests and warnings of a fit with such intervals; `nil` where the norm has none.
  func covarianceMethod(for norm: Norm, hasClusters: Bool) -> CovarianceMethod? {
    if case .wald(let covariance) = self { return covariance }
    if norm.isLeastSquares { return hasClusters ? .cr3 : .classical }
    return norm.isQuantile ? nil : .mEstimation
  }
}

extension Bootstrap {
  /// Residuals, and random signs of them, make sense for least squares; noise can be drawn where there is a likelihood.
  func applies(to norm: Norm) -> Bool {
    // A resample has its own penalty, which refits do not compute.
    if norm == .firth { return false }
    switch (scheme, reading) {
    case (_, .t), (_, .basic), (_, .normal): return norm == .squared
    case (.pairs, _): return true
    case (.residual, _), (.wild, _), (.wildMammen, _), (.wildWebb, _): return norm == .squared
    case (.parametric, _): return norm.isLikelihood && !norm.isBinomial
    }
  }
}

extension Bootstrap.Scheme {
  var isWild: Bool { self == .wild || self == .wildMammen || self == .wildWebb }

  var takesClusters: Bool { self == .pairs || isWild }
}

extension Norm {
  var isQuantile: Bool {
    if case .quantile = shape { true } else { false }
  }

  /// Whether the objective is the negative logarithm of a likelihood.
  var isLikelihood: Bool {
    switch shape {
    case .squared, .studentT, .binomial, .firth: true
    default: false
    }
  }
}
