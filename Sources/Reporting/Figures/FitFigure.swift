import ScalingLaws

/// The figures of a fit.
public enum FitFigure: String, Sendable, Hashable, CaseIterable {
  case fit, residuals, qq, profile, cloud, influence, contours

  /// What it shows, in a line.
  public var summary: String {
    switch self {
    case .fit: "the law with both bands, and the rows; observed against fitted where it has more than two variables"
    case .residuals: "residuals against what was fitted, and against each variable"
    case .qq: "residuals in order against those of normal noise"
    case .profile: "the profile likelihood of each coefficient, of a norm that has a likelihood"
    case .cloud:
      "two coefficients together: refits to resamples where the file has them, and the ellipse of the covariance"
    case .influence: "how far each coefficient moves when a row is left out"
    case .contours: "lines of equal loss over N and D, and the efficient path, of a law of these two"
    }
  }

  /// Whether it cannot be drawn without the rows.
  public var needsRows: Bool {
    switch self {
    case .fit, .cloud, .contours: false
    case .residuals, .qq, .profile, .influence: true
    }
  }

  /// - Throws: `FigureError` with a suggestion.
  public init(named name: String) throws(FigureError) {
    guard let found = FitFigure(rawValue: name) else {
      let names = Self.allCases.map(\.rawValue)
      throw .unknown(name, figures: names, suggestion: Names.suggestion(for: name, among: names))
    }
    self = found
  }

  /// - Parameter coefficients: the two of `cloud`; chosen unless given.
  /// - Throws: `FigureError`; `FitError` of what is asked of the fit.
  public func figure(of drawn: DrawnFit, coefficients: [String] = []) throws -> Figure {
    guard coefficients.isEmpty || self == .cloud else {
      throw FigureError.notOf(figure: rawValue, reason: "only cloud takes coefficients")
    }
    return switch self {
    case .fit: try FitCurveFigure(drawn: drawn).figure()
    case .residuals: try ResidualFigure(drawn: drawn).figure()
    case .qq: try QuantileFigure(drawn: drawn).figure()
    case .profile: try ProfileFigure(drawn: drawn).figure()
    case .cloud: try CloudFigure(drawn: drawn, coefficients: coefficients).figure()
    case .influence: try InfluenceFigure(drawn: drawn).figure()
    case .contours: try ContourFigure(drawn: drawn).figure()
    }
  }
}
