import ScalingLaws

extension Extrapolation {
  /// `N 1.2 decades`.
  var inWords: String { "\(variable) \(distance.formatted(significant: 2)) \(isDecades ? "decades" : "ranges")" }
}

extension FitWarning {
  /// Further than this many decades, or ranges, outside the rows is worth a warning.
  private static let farDecades = 0.5

  /// Of the point that lies furthest outside the rows; `nil` where none does.
  static func extrapolation(_ distances: [Extrapolation]) -> FitWarning? {
    guard let far = distances.max(by: { $0.distance < $1.distance }) else { return nil }
    let distance = far.distance.formatted(significant: 2) + (far.isDecades ? " decades" : " times their range")
    return FitWarning(
      .extrapolation, far.distance > farDecades ? .warning : .note,
      "\(far.variable) lies up to \(distance) outside the rows of the fit: the intervals hold if the law does, and say nothing of"
        + " whether it does",
      hint: "fit to the smaller runs and predict the larger ones of your data, to see how far the law carries")
  }

  /// `nil` for a fit that is certified.
  static func uncertified(_ fit: SavedFit) -> FitWarning? {
    fit.isCertified
      ? nil
      : FitWarning(
        .notCertified, "the fit is not certified as the optimum", hint: "fit again with more starts: --starts 1000")
  }
}
