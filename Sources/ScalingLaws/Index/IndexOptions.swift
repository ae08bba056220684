/// How an index of capability is made.
public struct IndexOptions: Sendable {
  /// Where it is zero, and how long its unit is.
  public var scale = IndexScale.standard
  /// Weight of the penalty: this times the mean square of all coefficients is added to the sum of squares. Above zero.
  public var ridge = 0.01
  /// A benchmark whose slope is 1, which gives the penalty its scale; without one the penalty chooses the scale itself.
  public var slopeAnchor: String?
  /// Coverage of the intervals.
  public var level = 0.95
  /// Of the starts of the search, and of draws.
  public var seed: UInt64 = 0
  public var threads = Threads.available
  /// What covariances and draws may take.
  public var memory = MemoryLimit.standard

  public init() {}

  /// - Throws: `.fit(.level)`, `.ridge`.
  func check() throws(IndexError) {
    do { try CoverageLevel.check(level) } catch { throw .fit(error) }
    guard ridge > 0, ridge.isFinite else { throw .ridge(ridge) }
  }
}
