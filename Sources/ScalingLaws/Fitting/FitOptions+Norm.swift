import Optimization

extension FitOptions {
  /// The options with what the norm asks for: the binomial one works on the logit scale.
  ///
  /// - Throws: `.scaleDoesNotApply`, `.weightsDoNotApply`.
  func forNorm() throws(FitError) -> FitOptions {
    let isBinomial = norm.isBinomial
    if let kind = weights?.kind {
      let allowed: [Weights.Kind] = isBinomial ? [.trials, .precision] : [.standardDeviation, .precision, .count]
      guard allowed.contains(kind) else { throw .weightsDoNotApply(kind, norm: norm) }
    }
    guard isBinomial else { return self }
    if let scale, scale != .logit { throw .scaleDoesNotApply(scale, norm: norm) }
    var options = self
    options.scale = .logit
    return options
  }
}
