extension Fit {
  /// The profile likelihood interval of any function of the coefficients.
  ///
  ///     try fit.profile(Quantity("a = beta/(alpha + beta)")).interval
  ///
  /// - Parameters:
  ///   - quantity: a function of the coefficients.
  ///   - level: nominal coverage; that of the options unless given.
  ///   - points: how many points of the curve to keep on each side, at equal steps of the signed root; none unless given.
  /// - Throws: `.noLikelihood` for a norm that has none, with a hint; `.unknownCoefficient`; `.level`; `.formula`.
  /// - R: `confint(nls)`, `profile(nls)`.
  public func profile(_ quantity: Quantity, level: Double? = nil, points: Int = 0) throws(FitError) -> ProfileInterval {
    let level = try checkedLevel(level)
    return try ProfileInference(self).profile(quantity, level: level, points: points)
  }

  /// The profile likelihood interval of each coefficient, in their order, all from one preparation.
  ///
  /// - Throws: as `profile(_:level:points:)`.
  public func profileCoefficients(level: Double? = nil, points: Int = 0) throws(FitError) -> [ProfileInterval] {
    let level = try checkedLevel(level)
    let inference = try ProfileInference(self)
    var result: [ProfileInterval] = []
    for name in inference.names {
      result.append(
        try inference.profile(Quantity(name: name, expression: .symbol(name)), level: level, points: points))
    }
    return result
  }

  /// The profile likelihood interval of the law at a point, in the unit of the response: of the mean, not of a new run.
  ///
  /// - Parameters:
  ///   - point: a value for each variable of the law.
  ///   - level: nominal coverage; that of the options unless given.
  ///   - points: how many points of the curve to keep on each side.
  /// - Throws: as `profile(_:level:points:)`; `.unknownCoefficient` names a variable without a value.
  public func profile(
    at point: [String: Double], level: Double? = nil, points: Int = 0
  ) throws(FitError) -> ProfileInterval {
    let law = law.formula.right.substituting(point.mapValues { Expression($0) })
    return try profile(
      Quantity(name: self.law.formula.left.description, expression: law), level: level, points: points)
  }

  /// Whether there is a likelihood to profile: not of every norm, nor with every kind of weights.
  public var hasLikelihood: Bool { options.norm.hasLikelihood(weights: options.weights?.kind) }

  /// Reasons to doubt a profile.
  public func warnings(of profile: ProfileInterval) -> [FitWarning] {
    profile.warnings(coefficients: coefficients.map(\.name))
  }

  private func checkedLevel(_ level: Double?) throws(FitError) -> Double {
    let level = level ?? options.level
    try CoverageLevel.check(level)
    return level
  }
}
