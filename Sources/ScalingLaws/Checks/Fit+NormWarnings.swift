extension Fit {
  /// What the norm leaves unknown.
  var normWarnings: [FitWarning] {
    guard case .wald = intervalMethod, let robust, robust.variance == nil, statistics.residualDegreesOfFreedom > 0
    else { return [] }
    return [
      FitWarning(
        .noStandardErrors,
        "most rows lie where the norm no longer rises (mean slope \(robust.meanSlope.formatted(significant: 2))), so"
          + " standard errors are undefined",
        hint: "take a wider norm, --norm huber, which rises everywhere, or --interval bootstrap")
    ]
  }
}
