/// Which columns of a table hold scores, and the resources that went into them.
public struct CapabilityColumns: Sendable {
  /// Columns, or formulas of columns.
  public let scores: [Expression]
  /// What the logarithm is taken of: compute, parameters, tokens, samples.
  public let resources: [Expression]
  /// `nil` where the table has no date.
  public let date: String?
  /// Rows that depend on one another, such as models of one family; `nil` for none.
  public let group: String?
  /// Resources that the table holds and that are not among those taken.
  public let otherResources: [String]

  enum Role: CaseIterable {
    case compute, parameters, tokens, inference

    var column: ColumnRole {
      switch self {
      case .compute: .compute
      case .parameters: .parameters
      case .tokens: .tokens
      case .inference: .samples
      }
    }
  }

  /// What the columns of a role are called.
  static func words(_ role: Role) -> [String] {
    switch role {
    case .compute: ["flops", "flop", "compute"]
    case .parameters: ["params", "parameters"]
    case .tokens: ["tokens"]
    case .inference: ["samples"]
    }
  }

  /// Columns by name: what is given counts. Otherwise resources are compute, or where there is none, parameters and tokens, and
  /// samples with either; the date and the group are what `ColumnFinder` finds; and scores are all other columns of numbers.
  ///
  /// - Throws: `.noColumn` naming the role and the flag that settles it; `.ambiguousColumn`.
  public init(
    in table: Table, scores: [Expression] = [], resources: [Expression] = [], date: String? = nil,
    group: String? = nil
  ) throws(TrendError) {
    // How well a score is known is no score.
    let numbers = table.numberNames.filter { !$0.namesUncertainty }
    var found: [(role: Role, name: String)] = []
    let finder = ColumnFinder(table)
    for role in Role.allCases {
      let columns = finder.equallySure(role.column).filter(numbers.contains)
      if let column = columns.first { found.append((role, column)) }
    }
    let hasCompute = found.contains { $0.role == .compute }
    let usual = found.filter { hasCompute ? $0.role == .compute || $0.role == .inference : true }.map(\.name)
    self.resources = resources.isEmpty ? usual.map(Expression.symbol) : resources
    guard !self.resources.isEmpty else {
      throw .noColumn(role: "resource", flag: "--resource", columns: table.names)
    }
    let dateColumn = date ?? finder.equallySure(.date).first
    self.date = dateColumn
    self.group = group ?? finder.equallySure(.group).first
    let taken = Set(self.resources.flatMap(\.columnNames))
    otherResources = found.map(\.name).filter { !taken.contains($0) }
    let used = taken.union(otherResources).union([dateColumn, self.group].compactMap { $0 })
    self.scores = scores.isEmpty ? numbers.filter { !used.contains($0) }.map(Expression.symbol) : scores
    guard !self.scores.isEmpty else { throw .noColumn(role: "score", flag: "--score", columns: table.names) }
  }
}
