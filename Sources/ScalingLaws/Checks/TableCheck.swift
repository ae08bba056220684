/// What can be wrong with a table before anything is fitted to it.
///
/// What a column stands for comes from the law and its mapping where a law is given, and from names otherwise. A fault in a
/// column that the law uses, or whose role is known, is a warning; elsewhere it is a note.
public struct TableCheck: Sendable {
  public let source: String
  public let sha256: String
  public let rows: Int
  /// Rows of the source, before any filter.
  public let sourceRows: Int
  public let columns: [CheckedColumn]
  public let items: [CheckItem]
  /// The law that the columns ask for, where none was given and they ask for one.
  public let proposed: Proposal?

  /// A law that suits the columns, and the mapping with which it suits them.
  public struct Proposal: Sendable {
    public let law: Law
    public let scale: ResidualScale?
    /// Symbols with their columns or formulas, as `-c` takes them, implausible ones mended; those that the law finds by itself are left out.
    public let mappings: [String]
    /// What is implausible without being mended.
    public let doubts: [Plausibility.Doubt]

    /// `nil` where the columns ask for no one law.
    init?(_ table: Table) {
      guard let proposed = try? ProposedLaw(for: table),
        let columns = try? LawColumns([proposed.law], in: table, given: proposed.columns)
      else { return nil }
      (law, scale) = (proposed.law, proposed.scale)
      doubts = Plausibility(law, columns.table, mapping: columns.mapping).doubts
      let mended = Dictionary(doubts.compactMap { doubt in doubt.mapping.map { (doubt.symbol, $0) } }) { first, _ in
        first
      }
      mappings = law.variables.map(\.name).compactMap { name in
        mended[name] ?? columns.mapping[name].map { "\(name)=\($0)" }
      }
    }
  }

  public var findings: [FitWarning] { items.flatMap(\.findings) }

  /// - Parameters:
  ///   - table: one row per observation.
  ///   - law: says which columns matter, and what they stand for.
  ///   - mapping: from a symbol of the law to its column.
  ///   - clusters: columns whose rows are known to depend on one another.
  /// - Throws: as `BoundLaw`; `.noRows`.
  public init(
    _ table: Table, law: Law? = nil, columns mapping: [String: String] = [:], clusters: [String] = []
  ) throws(FitError) {
    guard table.rowCount > 0 else {
      throw .noRows(reason: table.sourceRowCount == 0 ? "\(table.source) has none" : "the filters keep none")
    }
    let bound = try law.map { law throws(FitError) in try BoundLaw(law, table: table, columns: mapping) }
    let seen = SeenTable(table, bound)
    source = table.source
    sha256 = table.sha256
    rows = table.rowCount
    sourceRows = table.sourceRowCount
    columns = seen.columns
    let hasRoles = { (roles: CheckedColumn.Role...) in seen.columns.contains { roles.contains($0.role) } }
    proposed = law == nil ? Proposal(table) : nil
    let implausible =
      law.map { Plausibility($0, table, mapping: mapping).warnings } ?? proposed?.doubts.map(\.warning) ?? []
    items = [
      law == nil && proposed == nil
        ? CheckItem("plausible values", skipped: "the columns ask for no one law")
        : CheckItem("plausible values", implausible),
      CheckItem("missing values", seen.missing + seen.strayTexts), CheckItem("constant columns", seen.constants),
      CheckItem("collinear predictors", seen.collinearities), CheckItem("levels of each predictor", seen.levels),
      CheckItem("range of each predictor", seen.ranges), CheckItem("duplicate rows", seen.duplicates),
      CheckItem("checkpoints of one run", seen.checkpoints(isClustered: !clusters.isEmpty)),
      CheckItem("positive where it must be", seen.nonpositive), CheckItem("units within a column", seen.units),
      hasRoles(.flops) && hasRoles(.parameters) && hasRoles(.tokens)
        ? CheckItem("compute against 6ND", seen.flops)
        : CheckItem("compute against 6ND", skipped: "needs parameters, tokens and compute"),
      hasRoles(.score) ? CheckItem("scores", seen.scores) : CheckItem("scores", skipped: "no column of scores"),
      hasRoles(.price)
        ? CheckItem("prices against neighbours", seen.prices)
        : CheckItem("prices against neighbours", skipped: "no column of prices"),
    ]
  }
}

/// A table with the meaning of its columns.
struct SeenTable {
  let table: Table
  let columns: [CheckedColumn]
  let law: BoundLaw?

  init(_ table: Table, _ law: BoundLaw?) {
    self.table = table
    self.law = law
    let used = Dictionary(law?.columns.map { ($0.column, $0.variable) } ?? []) { first, _ in first }
    let left = Set(law?.formula.left.symbols ?? [])
    columns = table.columns.compactMap { column in
      let values: [Double]
      var isDate = false
      switch column.storage {
      case .numbers(let numbers): values = numbers
      case .dates(let years, _): (values, isDate) = (years, true)
      case .texts: return nil
      }
      let symbol = used[column.name]
      let role = symbol.flatMap { CheckedColumn.Role(symbol: $0) } ?? .init(columnNamed: column.name, isDate: isDate)
      let isResponse = symbol.map(left.contains) ?? [.loss, .score, .price].contains(role)
      return CheckedColumn(
        name: column.name, role: role, unit: column.unit, isUsed: law == nil ? nil : symbol != nil,
        isResponse: isResponse, values: values)
    }
  }

  var rowCount: Int { table.rowCount }

  func lines(_ rows: [Int]) -> [Int] { rows.map { table.lineNumbers[$0] } }

  /// Predictors that span orders of magnitude.
  var magnitudes: [CheckedColumn] {
    columns.filter { $0.isMagnitude && !$0.isConstant && !$0.isResponse && ($0.isUsed ?? true) }
  }

  func first(_ role: CheckedColumn.Role) -> CheckedColumn? { columns.first { $0.role == role } }

  /// A warning where the column matters, a note elsewhere.
  func severity(_ columns: CheckedColumn...) -> FitWarning.Severity {
    columns.allSatisfy(\.matters) ? .warning : .note
  }
}
