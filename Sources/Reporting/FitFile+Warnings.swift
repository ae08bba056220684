import ScalingLaws

extension FitFile {
  /// The reasons to doubt the fit that the file lists, for whoever uses it.
  public var savedWarnings: [FitWarning] {
    guard case .array(let elements)? = document["warnings"] else { return [] }
    return elements.compactMap { element in
      guard let code = element["code"]?.string.flatMap(FitWarning.Code.init), let message = element["message"]?.string,
        let severity = element["severity"]?.string.flatMap(FitWarning.Severity.init)
      else { return nil }
      return FitWarning(code, severity, "of the fit: \(message)", hint: element["hint"]?.string ?? "")
    }
  }
}
