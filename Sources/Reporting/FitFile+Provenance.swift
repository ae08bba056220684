import ScalingLaws

extension FitFile {
  /// What the fit warned of when it was made.
  public var warnings: [FitWarning] {
    guard case .array(let warnings)? = document["warnings"] else { return [] }
    return warnings.compactMap { warning in
      guard let code = warning["code"]?.string.flatMap(FitWarning.Code.init(rawValue:)),
        let message = warning["message"]?.string
      else { return nil }
      let severity = warning["severity"]?.string.flatMap(FitWarning.Severity.init(rawValue:)) ?? .warning
      return FitWarning(code, severity, message, hint: warning["hint"]?.string ?? "")
    }
  }

  /// Which rows were resampled, how and from which seed: equal for fits whose refits are pairs.
  public var resampling: [JSONValue?] {
    [
      document["data"]?["sha256"], document["data"]?["where"], document["data"]?["rows_used"],
      document["options"]?["interval"], document["options"]?["seed"], document["options"]?["cluster"],
    ]
  }
}
