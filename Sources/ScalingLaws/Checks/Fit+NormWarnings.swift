extension Fit {
  /// What the norm leaves unknown.
  var normWarnings: [FitWarning] { [uniquenessNote].compactMap { $0 } + scaleWarnings }

  /// An optimum of a linear programme that may be an edge or a face.
  private var uniquenessNote: FitWarning? {
    guard convergence.isCertified, !isUnique else { return nil }
    return FitWarning(
      .notUnique, .note,
      "other coefficients may give the same sum of the norm, as with tied rows: these are an optimum, and not the only one",
      hint: "the interval tells how far they reach; a smooth norm, such as --norm huber, has one optimum")
  }

  private var scaleWarnings: [FitWarning] {
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
