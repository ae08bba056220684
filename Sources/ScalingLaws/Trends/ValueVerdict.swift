/// Whether value grows faster than exponentially in capability.
public enum ValueVerdict: String, Sendable, Hashable, CaseIterable {
  /// The curvature of log value is shown to be above zero, and the slope to differ over the range by more than could be within the
  /// margin.
  case superExponential = "super-exponential"
  /// The slope of log value is shown to be the same at both ends of the range of capability, within the margin.
  case exponential
  /// The curvature is shown to be below zero.
  case subExponential = "sub-exponential"
  case notDecided = "not decided"
}
