import ScalingLaws

/// The figures of a fit.
public enum FitFigure: String, Sendable, Hashable, CaseIterable {
  case fit, residuals, qq

  /// What it shows, in a line.
  public var summary: String {
    switch self {
    case .fit: "the law with both bands, and the rows; observed against fitted where it has more than two variables"
    case .residuals: "residuals against what was fitted, and against each variable"
    case .qq: "residuals against those of normal noise"
    }
  }

  /// Whether it cannot be drawn without the rows.
  public var needsRows: Bool { self != .fit }

  /// - Throws: `FigureError` with a suggestion.
  public init(named name: String) throws(FigureError) {
    guard let found = FitFigure(rawValue: name) else {
      let names = Self.allCases.map(\.rawValue)
      throw .unknown(name, figures: names, suggestion: Names.suggestion(for: name, among: names))
    }
    self = found
  }

  /// - Throws: `FigureError`; `FitError` of what is asked of the fit.
  public func figure(of drawn: DrawnFit) throws -> Figure {
    switch self {
    case .fit: try FitCurveFigure(drawn: drawn).figure()
    case .residuals: try ResidualFigure(drawn: drawn).figure()
    case .qq: try QuantileFigure(drawn: drawn).figure()
    }
  }
}
