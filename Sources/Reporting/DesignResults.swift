import ScalingLaws

/// A choice of runs, and where the fit that it rests on was read from.
public struct DesignResults {
  public let design: RunDesign
  /// The fit file as messages name it; `nil` for ranges.
  public let source: String?
  /// Those of the fit, then those of the design.
  public let warnings: [FitWarning]

  /// - Parameter fitWarnings: what the fit file lists.
  public init(_ design: RunDesign, source: String?, fitWarnings: [FitWarning]) {
    self.design = design
    self.source = source
    warnings = fitWarnings + design.warnings
  }
}
