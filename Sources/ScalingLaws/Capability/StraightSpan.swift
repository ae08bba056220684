/// Over how many factors of ten the rows show a straight line, and over how many they do not contradict one.
///
/// Every stretch of the path between 24 places is judged as the whole is. Among so many, one in twenty shows a bend by chance: the
/// stretches describe, they do not test.
public struct StraightSpan: Sendable, Hashable {
  /// The widest stretch on which the slopes at both ends are shown to be within the margin; `nil` for none.
  public let shown: Double?
  /// The widest stretch on which the interval of the curvature holds zero; `nil` for none.
  public let notContradicted: Double?

  private static let places = 24

  /// - Returns: `nil` for too few rows to judge any stretch.
  init?(_ rows: CapabilityRows, _ path: ResourcePath, level: Double, margin: Double) throws(FitError) {
    guard rows.count >= Straightness.fewestRows else { return nil }
    let levels = Array(Set(path.u)).sorted()
    let step = max(1, Double(levels.count - 1) / Double(Self.places - 1))
    let ends = stride(from: 0, through: Double(levels.count - 1), by: step).map { levels[Int($0.rounded())] }
    var (shown, notContradicted): (Double?, Double?) = (nil, nil)
    let stretches = ends.indices.flatMap { i in ends.indices.dropFirst(i + 1).map { (ends[i], ends[$0]) } }
      .sorted { $0.1 - $0.0 > $1.1 - $1.0 }
    for (low, high) in stretches where shown == nil || notContradicted == nil {
      let kept = path.u.indices.filter { path.u[$0] >= low && path.u[$0] <= high }
      guard kept.count >= Straightness.fewestRows,
        let found = try Straightness(rows, path, kept: kept, level: level, margin: margin)
      else { continue }
      if shown == nil, found.verdict == .logLinear { shown = found.decades }
      if notContradicted == nil, found.curvature.interval?.contains(0) == true { notContradicted = found.decades }
    }
    (self.shown, self.notContradicted) = (shown, notContradicted)
  }
}
