import ScalingLaws

extension FitFile {
  /// The reasons to doubt the fit that the file lists, for whoever uses it.
  public var savedWarnings: [FitWarning] {
    warnings.map { FitWarning($0.code, $0.severity, "of the fit: \($0.message)", hint: $0.hint) }
  }

  /// The same, as the fit said them.
  var warnings: [FitWarning] { (document["warnings"]?.elements ?? []).compactMap(FitWarning.init(json:)) }
}

extension FitWarning {
  /// `nil` for what is none.
  init?(json: JSONValue) {
    guard let code = json["code"]?.string.flatMap(Code.init), let message = json["message"]?.string,
      let severity = json["severity"]?.string.flatMap(Severity.init)
    else { return nil }
    self.init(code, severity, message, hint: json["hint"]?.string ?? "")
  }
}
