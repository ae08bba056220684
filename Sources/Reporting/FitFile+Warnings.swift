import ScalingLaws

extension FitFile {
  /// The reasons to doubt the fit that the file lists, for whoever uses it.
  public var savedWarnings: [FitWarning] {
    warnings.map { FitWarning($0.code, $0.severity, "of the fit: \($0.message)", hint: $0.hint) }
  }

  /// The same, as the fit said them.
  var warnings: [FitWarning] { record.warnings.compactMap(\.warning) }
}

extension WarningPart {
  /// `nil` for a code that another version has and this one has not.
  var warning: FitWarning? { code.code.map { FitWarning($0, severity, message, hint: hint) } }
}
