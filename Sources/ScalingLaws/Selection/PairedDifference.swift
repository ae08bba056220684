/// How much better or worse one law does than another on the same rows, and how sure that is.
///
///     estimate = Σ dᵢ,   se = √( G/(G-1) · Σ (D_g - D̄)² ),   D_g = Σ_{i in g} dᵢ
///
/// with d the difference of the two laws' scores of row i, and g the clusters of rows that depend on one another (each row its
/// own where none are named). What the rows have in common cancels, so the difference is known better than either score.
///
/// - Valid when: clusters are independent and not few. Fits share their rows, and laws that are both wrong can differ by less than
///   this says.
/// - Source: Vehtari, Gelman & Gabry 2017, eq. 24. R: `loo::loo_compare`.
public struct PairedDifference: Sendable, Hashable {
  public let estimate: Double
  /// `nil` for fewer than two clusters.
  public let standardError: Double?

  /// - Parameters:
  ///   - differences: row by row.
  ///   - groups: row by row, the number of its cluster.
  public init(_ differences: [Double], groups: [Int]) {
    var sums: [Int: Double] = [:]
    for (difference, group) in zip(differences, groups) { sums[group, default: 0] += difference }
    // In the order of the groups, so that the bytes do not depend on how a dictionary is laid out.
    let totals = sums.keys.sorted().map { sums[$0] ?? 0 }
    let total = totals.reduce(0, +)
    let count = Double(totals.count)
    estimate = total
    guard totals.count > 1 else {
      standardError = nil
      return
    }
    let mean = total / count
    let squares = totals.reduce(0.0) { $0 + ($1 - mean).squared }
    standardError = (count / (count - 1) * squares).squareRoot()
  }

  private init(estimate: Double, standardError: Double?) {
    self.estimate = estimate
    self.standardError = standardError
  }

  /// The same in another unit.
  func scaled(by factor: Double) -> PairedDifference {
    PairedDifference(estimate: factor * estimate, standardError: standardError.map { abs(factor) * $0 })
  }
}
