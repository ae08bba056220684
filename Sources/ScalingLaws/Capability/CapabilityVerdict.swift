/// What rows say about a score and the logs of resources.
public enum CapabilityVerdict: String, Sendable, Hashable, CaseIterable {
  /// The slopes at both ends of the range are shown to be within the margin of one another.
  case logLinear = "log-linear"
  /// A factor of ten goes with more at the upper end than at the lower.
  case steepens
  /// A factor of ten goes with less at the upper end than at the lower.
  case flattens
  case notDecided = "not decided"
  /// The score is not shown to go with the resources at all.
  case noTrend = "no trend shown"
}
