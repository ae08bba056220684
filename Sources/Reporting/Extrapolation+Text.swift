import ScalingLaws

extension Extrapolation {
  /// `N 1.2 decades`.
  var inWords: String { "\(variable) \(distance.formatted(significant: 2)) \(isDecades ? "decades" : "ranges")" }
}

extension [Extrapolation] {
  /// How far beyond the rows; `nil` for a point among them.
  var sentence: String? {
    self.max { $0.distance < $1.distance }.map { far in
      let distance = far.distance.formatted(significant: 2)
      let unit =
        far.isDecades ? "\(distance == "1" ? "decade" : "decades")" : "times the range of the rows"
      return
        "Extrapolates \(far.variable) by \(distance) \(unit); the interval ignores model error."
    }
  }
}

extension FitWarning {
  /// Further than this many decades, or ranges, outside the rows is worth a warning.
  private static let farDecades = 0.5

  /// Of the point that lies furthest outside the rows; `nil` where none does.
  static func extrapolation(_ distances: [Extrapolation]) -> FitWarning? {
    guard let far = distances.max(by: { $0.distance < $1.distance }) else { return nil }
    let distance = far.distance.formatted(significant: 2) + (far.isDecades ? " decades" : " times its range")
    return FitWarning(
      .extrapolation, far.distance > farDecades ? .warning : .note,
      "extrapolates \(far.variable) by up to \(distance) beyond the rows of the fit; intervals ignore model error",
      hint: "fit to your smaller runs and predict the larger ones, to see how far the law holds")
  }

  /// `nil` for a fit that is certified.
  static func uncertified(_ fit: SavedFit) -> FitWarning? {
    fit.isCertified
      ? nil
      : FitWarning(
        .notCertified, "the fit is not certified as the optimum", hint: "fit again with more starts: --starts 1000")
  }
}
