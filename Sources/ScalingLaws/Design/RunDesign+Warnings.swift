extension RunDesign {
  /// Reasons to doubt the design; those of the fit are the fit's to say.
  public var warnings: [FitWarning] {
    [outside, uncertified, undetermined, draws, leftOut, inaccurate].compactMap { $0 }
  }

  /// Further than this many decades, or ranges, outside the rows is worth a warning.
  private static let farDecades = 0.5

  private var outside: FitWarning? {
    guard let far = chosen.flatMap(\.extrapolation).max(by: { $0.distance < $1.distance }) else { return nil }
    let distance = far.distance.formatted(significant: 2) + (far.isDecades ? " decades" : " times their range")
    return FitWarning(
      .extrapolation, far.distance > Self.farDecades ? .warning : .note,
      "\(far.variable) of a chosen run lies up to \(distance) outside the rows of the fit: the runs are best if the law holds there",
      hint: "make the nearer runs first, and fit and design again; or leave such candidates out")
  }

  private var uncertified: FitWarning? {
    guard !basis.fit.isCertified else { return nil }
    return FitWarning(
      .notCertified, "the fit is not certified as the optimum", hint: "fit again with more starts: --starts 1000")
  }

  private var undetermined: FitWarning? {
    let coefficients = basis.fit.coefficients.count
    guard basis.isPrior, chosen.count < coefficients else { return nil }
    return FitWarning(
      .fewPoints,
      "\(counted(chosen.count, "size")) of runs cannot determine \(counted(coefficients, "coefficient")): the intervals lean on the"
        + " ranges",
      hint: "raise --budget, add smaller candidates, or take --criterion d")
  }

  private var draws: FitWarning? {
    guard basis.fit.intervalMethod.isResampling, !basis.fit.usesDraws else { return nil }
    return FitWarning(
      .drawsMissing, .note,
      "the file has no draws of the \(basis.fit.intervalMethod.description), so coefficients are drawn from their covariance",
      hint: "fit it again with --keep-draws, or give the file of --draws")
  }

  private var leftOut: FitWarning? {
    let missing = options.draws - drawsUsed
    guard missing > 0, options.draws > 0 else { return nil }
    return FitWarning(
      .failedRefits, .note,
      "\(counted(drawsUsed, "draw")) of \(options.draws) could be used: others are not there, or have no finite law at a candidate",
      hint: "a bootstrap with more --replicates has more draws; a narrower grid keeps the law finite")
  }

  private var inaccurate: FitWarning? {
    guard !(deviation <= Self.accurate) else { return nil }
    return FitWarning(
      .weaklyIdentified,
      "rounding errors reach \(deviation.formatted(significant: 2)) of the variances: the coefficients are nearly undetermined",
      hint: "narrow the ranges, or hold a coefficient")
  }

  /// A relative error of a variance that no reader sees.
  static let accurate = 1e-6
}
