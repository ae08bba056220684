/// A condition that was applied to a table, and what it did.
public struct Filter: Sendable, Hashable {
  /// The condition, as a formula.
  public let condition: String
  /// Rows for which it holds.
  public let kept: Int
  /// Rows for which it does not.
  public let excluded: Int
  /// Rows left out because a missing value leaves it undecided.
  public let undecided: Int
}
