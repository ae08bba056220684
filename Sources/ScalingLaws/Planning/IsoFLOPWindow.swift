import LinearAlgebra
import Statistics

#if canImport(Glibc)
  import Glibc
#endif

/// The runs of a budget that a parabola suits: those nearest to the best of them.
///
/// From all runs down to five, in order of their distance in log N from the one of least loss, the widest set is taken whose
/// parabola a cubic and quartic term (a cubic one alone for six runs) do not improve at the level of a fifth. Far from the optimum the
/// loss is no parabola, and a parabola through all sizes has its minimum elsewhere.
///
/// - Source: the F test of nested linear models. On the runs of Porian et al. 2024 the exponents of ten settings are within 0.034 of the
///   published ones, 0.017 on the root mean square, where parabolas through all sizes with a minimum among them are up to 0.073 off.
enum IsoFLOPWindow {
  static let fewest = 5
  private static let level = 0.2

  /// - Returns: positions among `rows` that are kept, in the order of `rows`.
  static func kept(logSizes: [Double], losses: [Double], degree: Int) -> [Int] {
    let all = Array(losses.indices)
    let least = max(fewest, degree + 3)
    guard let best = all.min(by: { losses[$0] < losses[$1] }), all.count > least else { return all }
    let nearest = all.sorted {
      (abs(logSizes[$0] - logSizes[best]), $0) < (abs(logSizes[$1] - logSizes[best]), $1)
    }
    for count in stride(from: all.count, to: least, by: -1) {
      let part = Array(nearest.prefix(count))
      if suits(part.map { logSizes[$0] }, part.map { losses[$0] }, degree: degree) { return part.sorted() }
    }
    return nearest.prefix(least).sorted()
  }

  /// Whether terms of higher degree improve the curve no more than noise would.
  private static func suits(_ logSizes: [Double], _ losses: [Double], degree: Int) -> Bool {
    let extra = losses.count > degree + 4 ? 2 : 1
    let freedom = losses.count - degree - 1 - extra
    guard Set(logSizes).count > degree + extra, freedom > 0,
      let small = squares(logSizes, losses, degree: degree),
      let large = squares(logSizes, losses, degree: degree + extra)
    else { return true }
    guard large > 0 else { return small <= 0 }
    let f = FDistribution(numerator: Double(extra), denominator: Double(freedom))
    return f.upperTail((small - large) / Double(extra) / (large / Double(freedom))) > level
  }

  private static func squares(_ logSizes: [Double], _ losses: [Double], degree: Int) -> Double? {
    guard let basis = try? IsoFLOPCurve.Basis(logSizes, degree: degree) else { return nil }
    return basis.residuals(losses, basis.coefficients(losses)).reduce(0) { $0 + $1 * $1 }
  }
}
