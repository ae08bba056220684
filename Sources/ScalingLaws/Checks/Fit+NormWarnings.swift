extension Fit {
  /// What the norm leaves unknown.
  var normWarnings: [FitWarning] { [uniquenessNote, degreesNote].compactMap { $0 } + scaleWarnings }

  /// An optimum of a linear programme that may be an edge or a face.
  private var uniquenessNote: FitWarning? {
    guard convergence.isCertified, !isUnique else { return nil }
    return FitWarning(
      .notUnique, .note,
      "other coefficients may give the same sum of the norm, as with tied rows: these are an optimum, and not the only one",
      hint: "the interval tells how far they reach; a smooth norm, such as --norm huber, has one optimum")
  }

  /// Degrees of freedom that were estimated and ended at an end of what is searched.
  private var degreesNote: FitWarning? {
    guard case .studentT(nil) = options.norm.shape, let degrees = robust?.degreesOfFreedom else { return nil }
    let isLow = degrees <= 1
    guard isLow || degrees >= 9999.99 else { return nil }
    return FitWarning(
      .atBound, .note,
      isLow
        ? "Student's t took its degrees of freedom to 1, the least that is searched: a few rows are met almost exactly"
        : "Student's t took its degrees of freedom to 10000, the most that is searched: the noise is as good as normal",
      hint: isLow
        ? "look at the rows of the smallest residuals; --norm student-t:NU holds the degrees of freedom"
        : "least squares, the default norm, gives the same coefficients",
      numbers: [("degrees of freedom", degrees)])
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
