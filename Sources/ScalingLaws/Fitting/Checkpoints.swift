import Statistics

/// Rows that are checkpoints of one run, told by what they hold: whatever the column that names the runs is called.
///
/// Within a group the law's other variables stand still while tokens, steps or compute go on. An honest grid of separate runs looks alike
/// in that; so the residuals are asked whether they resemble their neighbours along the way,
///
///     T = Σ zᵢ zᵢ₊₁ / (Σ (zᵢ zᵢ₊₁)²)^½
///
/// over neighbours within groups, z studentized. On independent grids it exceeds the normal quantile in at most 4 % of tables, noise of
/// growing size and heavy tails included; see docs/decisions/clustered-standard-errors.md.
struct Checkpoints: Sendable, Hashable {
  /// The column whose equal values mark a run.
  let column: String
  /// What goes on within it.
  let progress: String
  /// Of the test, one-sided, times the number of columns that were tried.
  let pValue: Double

  private static let level = 0.05

  /// - Returns: `nil` where no column looks like it, or residuals do not resemble their neighbours.
  init?(_ solved: SolvedLaw) {
    let (data, linear) = (solved.data, solved.linear)
    let right = Set(solved.law.formula.right.symbols)
    let variables = solved.law.columns.filter { right.contains($0.variable) }
    guard let ahead = variables.first(where: { Self.goesOn($0.variable, column: $0.column) }) else { return nil }
    let way = data.column(ahead.column)
    let still = variables.filter { $0.column != ahead.column }.map { data.column($0.column) }
    let used = Set(solved.law.columns.map(\.column))
    let named = data.table.names.filter { !used.contains($0) }
    // Without a column of their own, runs are told apart by the one other variable of the law.
    let candidates = named + (still.count == 1 ? variables.map(\.column).filter { $0 != ahead.column } : [])
    let leverages = linear.solution.leverages
    let studentized = linear.residuals.indices.map { row in
      linear.residuals[row]
        * (linear.weights.value(row) / max(1 - leverages[row], Linearization.leastRoom)).squareRoot()
    }
    let runs = candidates.compactMap { column -> (column: String, statistic: Double)? in
      guard let labels = try? data.labels(of: column, atMost: data.rowCount / 2),
        let order = Self.order(labels, along: way, still: still, coefficients: solved.law.coefficients.count)
      else { return nil }
      let products = zip(order, order.dropFirst()).filter { labels[$0] == labels[$1] }
        .map { studentized[$0] * studentized[$1] }
      let size = products.reduce(0) { $0 + $1.squared }.squareRoot()
      return size > 0 ? (column, products.reduce(0, +) / size) : nil
    }
    guard let worst = runs.max(by: { $0.statistic < $1.statistic }) else { return nil }
    pValue = min(1, Double(runs.count) * StandardNormal().upperTail(worst.statistic))
    guard pValue <= Self.level else { return nil }
    (column, progress) = (worst.column, ahead.column)
  }

  /// Rows by group, and along the way within each.
  ///
  /// - Returns: `nil` unless most rows lie in groups of three or more, each with every other variable constant and no step taken twice, and
  ///   leaving any group out still determines the coefficients.
  private static func order(_ labels: [Int32], along way: [Double], still: [[Double]], coefficients: Int) -> [Int]? {
    let count = Int(labels.max() ?? -1) + 1
    guard count > coefficients + 1 else { return nil }
    var (sizes, first) = ([Int](repeating: 0, count: count), [Int](repeating: -1, count: count))
    for (row, label) in labels.enumerated() {
      let group = Int(label)
      sizes[group] += 1
      if first[group] < 0 { first[group] = row }
      guard still.allSatisfy({ $0[row] == $0[first[group]] }) else { return nil }
    }
    guard sizes.filter({ $0 > 2 }).reduce(0, +) * 2 > labels.count else { return nil }
    let order = labels.indices.sorted { (labels[$0], way[$0], $0) < (labels[$1], way[$1], $1) }
    let repeats = zip(order, order.dropFirst()).contains { labels[$0] == labels[$1] && way[$0] == way[$1] }
    return repeats ? nil : order
  }

  /// Whether a variable tells how far a run went.
  private static func goesOn(_ symbol: String, column: String) -> Bool {
    let role = CheckedColumn.Role(symbol: symbol) ?? .init(columnNamed: column, isDate: false)
    return [.tokens, .flops].contains(role)
      || !column.words.isDisjoint(with: ["step", "steps", "checkpoint", "iteration", "iterations"])
  }
}

extension SolvedLaw {
  /// Options in which checkpoints of one run are clusters, where nobody has said which rows belong together.
  func keepingCheckpointsTogether(_ options: FitOptions) -> FitOptions {
    guard options.runs == .unknown, options.clusters.isEmpty, options.effect == nil,
      options.interval?.takesClusters ?? true, data.rowCount <= RowSample.mostRows, let found = Checkpoints(self)
    else { return options }
    var clustered = options
    (clustered.clusters, clustered.runs) = ([found.column], .checkpoints(found))
    return (try? clustered.checkedInterval()) == nil ? options : clustered
  }
}
