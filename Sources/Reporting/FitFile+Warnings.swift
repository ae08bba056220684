import ScalingLaws

extension FitFile {
  /// The reasons to doubt the fit that the file lists, for whoever uses it.
  public var savedWarnings: [FitWarning] {
    record.warnings.compactMap { warning in
      warning.code.code.map { FitWarning($0, warning.severity, "of the fit: \(warning.message)", hint: warning.hint) }
    }
  }
}
