/// Nominal coverages that intervals are made for.
enum CoverageLevel {
  /// From here to 1 the quantile at `0.5 + level/2` is decided by how the level is rounded, and at 1 - 1e-16 it is infinite; from 0
  /// up to as much it is that of an interval without width. The rounding of a level moves a tail of 5e-10 by less than 1e-6 of itself.
  static let margin = 1e-9

  /// - Throws: `FitError.level`.
  static func check(_ level: Double) throws(FitError) {
    guard level >= margin, level <= 1 - margin else { throw .level(level) }
  }
}
