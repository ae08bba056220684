import ScalingLaws

/// A comparison of laws, and what they say of some points.
public struct ComparisonResults {
  public let comparison: Comparison
  public let predictions: [(point: [String: Double], mixture: MixturePrediction)]

  public init(comparison: Comparison, predictions: [(point: [String: Double], mixture: MixturePrediction)]) {
    self.comparison = comparison
    self.predictions = predictions
  }

  public var warnings: [FitWarning] { comparison.warnings + [extrapolation].compactMap { $0 } }

  /// Further than this many decades, or ranges, outside the rows is worth a warning.
  private static let farDecades = 0.5

  private var extrapolation: FitWarning? {
    let all = predictions.flatMap { $0.mixture.parts.flatMap(\.prediction.extrapolation) }
    guard let far = all.max(by: { $0.distance < $1.distance }) else { return nil }
    let distance = far.distance.formatted(significant: 2) + (far.isDecades ? " decades" : " times their range")
    let beyond = predictions.compactMap(\.mixture.reach).contains { $0.evidence < 1 }
    let tested =
      comparison.cuts.isEmpty
      ? "" : beyond ? "; no back-test reached so far" : "; the back-tests say how bands did so far out"
    return FitWarning(
      .extrapolation, far.distance > Self.farDecades ? .warning : .note,
      "\(far.variable) lies up to \(distance) outside the rows: bands hold if one of these laws does\(tested)",
      hint: "laws that were not tried are in no band; try others that could hold there")
  }
}

extension PairedComparison {
  public var warnings: [FitWarning] {
    let replicates = fits.first?.fit.options.replicates ?? 0
    var warnings: [FitWarning] = fits.compactMap { candidate, fit in
      guard !fit.convergence.isCertified else { return nil }
      return FitWarning(
        .notCertified, "\(candidate.name) is not certified as the optimum", hint: "more starts with --starts 1000")
    }
    if resamples < replicates {
      warnings.append(
        FitWarning(
          .failedRefits, .note,
          "\(replicates - resamples) of \(replicates) resamples are left out, because one of the laws has no optimum there",
          hint: "laws with fewer coefficients fit more resamples"))
    }
    return warnings
  }
}
