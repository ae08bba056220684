#if canImport(Glibc)
  import Glibc
#endif

/// What leaving out one row, or one cluster of rows, does to each answer of a fit.
///
/// Exact: a new fit without each, from the optimum. For more than a thousand, one step from the optimum (the first-order form
/// of the jackknife), which is exact for laws that are linear in their coefficients and least squares.
public struct LeaveOneOut: Sendable {
  /// What is left out: rows, or the clusters of a column.
  public enum Unit: Sendable, Hashable {
    case row
    case cluster(column: String)
  }

  /// The largest movement of one answer.
  public struct Largest: Sendable, Hashable {
    /// A coefficient, a quantity, or a prediction.
    public let name: String
    public let estimate: Double
    /// Position of the row among the rows used, or the first row of the cluster.
    public let row: Int
    /// The text of the cluster; `nil` for a row.
    public let cluster: String?
    /// The answer without it.
    public let without: Double
    /// How far it moves, in the standard errors that the fit reports, with its sign.
    public let distance: Double
  }

  public let unit: Unit
  public let isExact: Bool
  /// How many were left out, each in turn.
  public let count: Int
  public let largest: [Largest]

  /// More refits than these are approximated.
  static let mostRefits = 1000

  /// - Parameter errors: standard errors of the answers, in the unit in which they are compared.
  init?(_ fits: PartialFits, errors: [Double?], unit: Unit, labels: [String?]) {
    guard let whole = fits.whole() else { return nil }
    let taking = fits.weights.indices.filter { fits.weights[$0] > 0 }
    var groups: [(label: String?, rows: [Int])] = []
    switch unit {
    case .row: groups = taking.map { (nil, [$0]) }
    case .cluster:
      for (label, rows) in Dictionary(grouping: taking, by: { labels[$0] }).sorted(by: { $0.value[0] < $1.value[0] }) {
        groups.append((label, rows))
      }
    }
    guard groups.count > 2 else { return nil }
    let scale = zip(errors, whole.gradients).map { error, gradient in error ?? whole.standardError(gradient) }
    let answers = fits.answers
    isExact = groups.count <= Self.mostRefits
    var best = [Largest?](repeating: nil, count: answers.names.count)
    func offer(_ index: Int, _ group: (label: String?, rows: [Int]), _ value: Double, _ moved: Double) {
      let distance = moved / scale[index]
      guard distance.isFinite, abs(distance) > abs(best[index]?.distance ?? 0) else { return }
      best[index] = Largest(
        name: answers.names[index], estimate: whole.values[index], row: group.rows[0], cluster: group.label,
        without: value,
        distance: distance)
    }
    if isExact {
      for group in groups {
        guard let values = fits.values(without: group.rows) else { continue }
        for index in answers.names.indices {
          offer(index, group, values[index], answers.difference(values[index], from: whole.values[index], index))
        }
      }
    } else {
      for index in answers.names.indices {
        let steps = whole.steps(whole.gradients[index])
        for group in groups {
          let step = group.rows.reduce(0.0) { $0 + steps[$1] }
          let value = whole.values[index]
          offer(index, group, answers.isLogarithmic[index] && value > 0 ? value * exp(step) : value + step, step)
        }
      }
    }
    self.unit = unit
    count = groups.count
    largest = best.compactMap { $0 }
  }
}
