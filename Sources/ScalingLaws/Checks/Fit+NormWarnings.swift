extension Fit {
  /// What the norm leaves unknown.
  var normWarnings: [FitWarning] {
    if case .quantile = options.norm.shape {
      return [
        FitWarning(
          .noStandardErrors,
          "quantile regression has no standard errors here yet: the coefficients stand without intervals",
          hint: "refit on resampled rows to see how far they move")
      ]
    }
    guard let robust, robust.variance == nil, statistics.residualDegreesOfFreedom > 0 else { return [] }
    return [
      FitWarning(
        .noStandardErrors,
        "most rows lie where the norm no longer rises (mean slope \(robust.meanSlope.formatted(significant: 2))), so"
          + " standard errors are undefined",
        hint: "take a wider norm, or --norm huber, which rises everywhere")
    ]
  }
}
