/// Why the iterations ended.
public enum StopReason: Sendable, Hashable {
  /// The expected decrease fell below the tolerance.
  case expectedDecrease
  /// The expected decrease fell to what rounding makes of F.
  case rounding
  /// Every parameter is fixed or held at a bound.
  case nothingFree
  /// No step lowers F, though the expected decrease is above the tolerance.
  case noProgress
  /// The limit of iterations was reached.
  case iterationLimit
}
