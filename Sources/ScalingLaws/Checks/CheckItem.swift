/// One thing that was looked at: what was found, or why it could not be looked at.
public struct CheckItem: Sendable, Hashable {
  /// What was looked at, in a few words.
  public let name: String
  public let findings: [FitWarning]
  /// Why it was not looked at; `nil` where it was.
  public let skipped: String?

  init(_ name: String, _ findings: [FitWarning]) {
    self.name = name
    self.findings = findings
    skipped = nil
  }

  init(_ name: String, skipped: String) {
    self.name = name
    findings = []
    self.skipped = skipped
  }
}
