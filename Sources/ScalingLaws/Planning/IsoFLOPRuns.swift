import Tables

#if canImport(Glibc)
  import Glibc
#endif

/// Training runs by size, compute and loss: what approaches 1 and 2 of Hoffmann et al. 2022 begin from.
///
/// Compute, parameters and tokens are tied by `C = 6 N D`, so a table has a column of C or of D, and the other follows.
///
/// - Source: Kaplan et al. 2020, 2.1 for `C = 6 N D`.
public struct IsoFLOPRuns: Sendable {
  /// Training FLOP per parameter and token: two for the forward pass, four for the backward pass.
  public static let flopsPerParameterToken = 6.0

  public let source: String
  public let sha256: String
  /// Rows in the source, before any filter.
  public let sourceRows: Int
  public let columns: [(symbol: String, column: String)]
  /// Network parameters N, row by row.
  public let parameters: [Double]
  /// Training compute C in FLOP.
  public let flops: [Double]
  public let losses: [Double]
  /// Where each row stands in the source.
  public let lines: [Int]
  let data: FitData

  /// Training tokens D = C / (6 N).
  public var tokens: [Double] { zip(flops, parameters).map { $0 / (Self.flopsPerParameterToken * $1) } }

  /// - Parameters:
  ///   - table: one row per run.
  ///   - columns: from `N`, `loss`, and either `C` or `D`, to the columns that they stand for, where their names differ.
  ///   - dropsMissing: leaves out rows that lack a value, and counts them.
  /// - Throws: `.table` for a missing column; `.missingValues`; `.notFinite` for a value that is not positive; `.noRows`;
  ///   `.unknownVariable` for another symbol.
  public init(_ table: Table, columns: [String: String], dropsMissing: Bool = false) throws(FitError) {
    let symbols = ["N", "C", "D", "loss"]
    if let stray = columns.keys.sorted().first(where: { !symbols.contains($0) }) {
      throw .unknownVariable(stray, symbols: symbols)
    }
    let budget = columns["C"] == nil && (columns["D"] != nil || !table.sourceNames.contains("C")) ? "D" : "C"
    let mapping = ["N", budget, "loss"].map { (symbol: $0, column: columns[$0] ?? $0) }
    let data = try FitData(table, columns: mapping.map(\.column), dropsMissing: dropsMissing)
    guard data.rowCount > 0 else { throw .noRows(reason: data.whyEmpty) }
    for (symbol, column) in mapping {
      let bad = data.column(column).indices.filter { row in
        let value = data.column(column)[row]
        return !(value > 0 && value.isFinite)
      }
      guard let first = bad.first else { continue }
      throw .notFinite(
        source: table.source, expression: "log(\(symbol))", lines: bad.map { data.line(of: $0) },
        example: "\(column) is \(data.column(column)[first].plain)", scale: nil)
    }
    let sizes = data.column(mapping[0].column)
    let amounts = data.column(mapping[1].column)
    self.data = data
    self.columns = mapping
    source = table.source
    sha256 = table.sha256
    sourceRows = table.sourceRowCount
    parameters = sizes
    flops = budget == "C" ? amounts : zip(sizes, amounts).map { Self.flopsPerParameterToken * $0 * $1 }
    losses = data.column(mapping[2].column)
    lines = (0..<data.rowCount).map { data.line(of: $0) }
  }

  /// The law that approach 3 fits, on these rows.
  func surface(_ options: FitOptions) throws(FitError) -> Fit {
    let numbers = { (name: String, values: [Double]) in Column(name: name, storage: .numbers(values)) }
    let table: Table
    do {
      table = try Table(
        source: source, columns: [numbers("N", parameters), numbers("D", tokens), numbers("loss", losses)])
    } catch {
      throw .table(error)
    }
    return try Law.chinchilla.fit(to: table, options: options)
  }
}
