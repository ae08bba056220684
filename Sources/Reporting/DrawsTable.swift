import Escaping
import ScalingLaws

/// The coefficients of refits as a table: a row for each refit, with the number of its replicate and what was minimised.
public struct DrawsTable {
  private let draws: Draws

  public init(_ draws: Draws) { self.draws = draws }

  /// Comma-separated values with a header; every number with all its digits.
  public var csv: String {
    let header = (["replicate"] + draws.names.map(\.quotedForCSV) + ["objective"]).joined(separator: ",")
    let rows = draws.replicates.indices.map { row in
      (["\(draws.replicates[row])"] + draws.columns.map { $0[row].plain } + [draws.objectives[row].plain])
        .joined(separator: ",")
    }
    return ([header] + rows).joined(separator: "\n") + "\n"
  }
}
