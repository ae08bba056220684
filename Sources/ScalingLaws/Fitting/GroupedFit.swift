import Optimization

/// One law, fitted to each group of rows on its own.
///
/// R: `nlme::lmList`; `dplyr::group_modify`.
public struct GroupedFit: Sendable {
  /// The column that holds the groups.
  public let column: String
  public let law: Law
  public let options: FitOptions
  /// Texts in the order of the table, numbers and dates ascending.
  public let groups: [Group]
  /// Lines of the rows that belong to no group, because it is missing.
  public let ungroupedLines: [Int]

  /// The rows of one value of the column.
  public struct Group: Sendable {
    /// As it is printed; see `Column.texts`.
    public let value: String
    /// Rows of the group, used or not.
    public let rows: Int
    /// The fit, or why there is none.
    public let result: Result<Fit, FitError>

    public var fit: Fit? { try? result.get() }

    public var error: FitError? {
      if case .failure(let error) = result { error } else { nil }
    }
  }

  /// The fit of the group of that value.
  public subscript(value: String) -> Fit? { groups.first { $0.value == value }?.fit }

  /// Groups that have a fit, with it.
  public var fitted: [(value: String, fit: Fit)] {
    groups.compactMap { group in group.fit.map { (group.value, $0) } }
  }

  /// Whether there is a result to trust in any group.
  public var isTrusted: Bool { fitted.contains { $0.fit.isTrusted } }

  /// Every reason to doubt a group, with the names of the groups that it holds for; then what is left out.
  public var warnings: [FitWarning] {
    var names: [FitWarning: [String]] = [:]
    var order: [FitWarning] = []
    for group in groups {
      for warning in group.warnings {
        if names[warning] == nil { order.append(warning) }
        names[warning, default: []].append(group.value)
      }
    }
    return order.map { warning in
      FitWarning(
        warning.code, warning.severity, "\(column) \((names[warning] ?? []).listed): \(warning.message)",
        hint: warning.hint)
    } + [FitWarning].ungrouped(lines: ungroupedLines, column: column)
  }
}

extension GroupedFit.Group {
  fileprivate var warnings: [FitWarning] {
    switch result {
    case .success(let fit): fit.warnings
    case .failure(let error):
      [
        FitWarning(
          .groupNotFitted, "not fitted: \(error.description)", hint: error.hint ?? "leave the group out with --where")
      ]
    }
  }
}

extension [FitWarning] {
  static func ungrouped(lines: [Int], column: String) -> [FitWarning] {
    guard !lines.isEmpty else { return [] }
    return [
      FitWarning(
        .ungroupedRows,
        "\(counted(lines.count, "row")) left out, because \"\(column)\" is missing there (\(lines.lineList))",
        hint: "fill it in, or leave such rows out with --where")
    ]
  }
}

extension Law {
  /// Fits the law to each group of rows on its own, all coefficients apart.
  ///
  /// A group that cannot be fitted (too few rows, a value out of range) is listed with its reason and leaves the others as
  /// they are.
  ///
  /// - Parameters:
  ///   - table: one row per observation.
  ///   - column: the groups: texts, or numbers and dates by their printed value.
  ///   - columns: from a symbol of the formula to its column.
  ///   - options: of every fit.
  /// - Throws: `FitError` where no group could be fitted for what the caller asked: `.table` for a column that does not
  ///   exist, and errors whose `blame` is `.usage`.
  public func fit(
    to table: Table, by column: String, columns: [String: String] = [:], options: FitOptions = FitOptions()
  ) throws(FitError) -> GroupedFit {
    guard options.effect != column else {
      throw .badGroupColumn(column, reason: "each of its groups is fitted on its own, and has its own intercept anyway")
    }
    let grouping = try Grouping(table, column: column)
    var options = options
    if try runColumn(table, columns: columns) == column, options.clusters.isEmpty { options.runs = .apart }
    let results = try fits(to: grouping, of: table, columns: columns, options: options)
    let groups = zip(grouping.groups, results).map { group, result in
      GroupedFit.Group(value: group.value, rows: group.rows.count, result: result)
    }
    return GroupedFit(
      column: column, law: self, options: options, groups: groups,
      ungroupedLines: grouping.missing.map { table.lineNumbers[$0] })
  }

  /// The fit of each group, on as many threads as the options allow; no number depends on how many.
  private func fits(
    to grouping: Grouping, of table: Table, columns: [String: String], options: FitOptions
  ) throws(FitError) -> [Result<Fit, FitError>] {
    let groups = grouping.groups
    // A single group has its threads inside.
    var options = options
    let threads = options.threads
    if groups.count > 1 { options.threads = 1 }
    let inner = options
    let cancelled = Result<Fit, FitError>.failure(.noRows(reason: "the work was cancelled"))
    let results = Parallel.map(groups.count, threads: threads, batch: 4, missing: cancelled) {
      { group in
        Result { () throws(FitError) in
          try self.fit(to: table.selecting(rows: groups[group].rows), columns: columns, options: inner)
        }
      }
    }
    for case .failure(let error) in results where error.blame != .data { throw error }
    return results
  }
}
