import Statistics

/// Rows that are checkpoints of one run, told by what they hold: whatever the column that names the runs is called.
///
/// Within a group the law's other variables stand still while tokens, steps or compute go on. An honest grid of separate runs looks alike
/// in that; so the residuals are asked whether they resemble their neighbours along the way,
///
///     T = Σ zᵢ zᵢ₊₁ / (Σ (zᵢ zᵢ₊₁)²)^½
///
/// over neighbours within groups, z studentized. On independent grids it exceeds the normal quantile in at most 4 % of tables, noise of
/// growing size and heavy tails included; see docs/decisions/clustered-standard-errors.md. A law that does not fit makes all rows resemble their
/// neighbours along the way, whatever their group, and like rows of one size: so residuals are taken less their cubic in the variables, and T must
/// exceed what it is for groups of the same sizes drawn at random as well.
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
    guard
      let ahead = variables.first(where: { variable, column in
        (CheckedColumn.Role(symbol: variable) ?? .init(columnNamed: column, isDate: false)).tellsProgress(named: column)
      })
    else { return nil }
    let way = data.column(ahead.column)
    let still = variables.filter { $0.column != ahead.column }.map { data.column($0.column) }
    let used = Set(solved.law.columns.map(\.column))
    let named = data.table.names.filter { !used.contains($0) }
    // Without a column of their own, runs are told apart by the one other variable of the law.
    let candidates = named + (still.count == 1 ? variables.map(\.column).filter { $0 != ahead.column } : [])
    let order = way.indices.sorted { (way[$0], $0) < (way[$1], $1) }
    let groups = candidates.compactMap { column -> (column: String, labels: [Int32])? in
      guard let labels = try? data.labels(of: column, atMost: data.rowCount / 2),
        Self.mayBeRuns(labels, order, along: way, still: still, coefficients: solved.law.coefficients.count)
      else { return nil }
      return (column, labels)
    }
    guard !groups.isEmpty else { return nil }
    let leverages = linear.solution.leverages
    let raw = linear.residuals.indices.map { row in
      linear.residuals[row]
        * (linear.weights.value(row) / max(1 - leverages[row], Linearization.leastRoom)).squareRoot()
    }
    let studentized = Self.detrended(raw, [way] + still)
    let runs = groups.compactMap { group in
      Self.statistic(group.labels, order, studentized).map {
        (column: group.column, labels: group.labels, statistic: $0)
      }
    }
    guard let worst = runs.max(by: { $0.statistic < $1.statistic }) else { return nil }
    pValue = min(1, Double(runs.count) * StandardNormal().upperTail(worst.statistic))
    guard pValue <= Self.level, Self.isRare(worst.statistic, worst.labels, order, studentized) else { return nil }
    (column, progress) = (worst.column, ahead.column)
  }

  /// Residuals less what a smooth function of the variables explains, which is the law's fault: cubes, squares and products on their own
  /// scales, as far as the variables have values enough.
  private static func detrended(_ residuals: [Double], _ variables: [[Double]]) -> [Double] {
    let own = variables.map(\.onOwnScale)
    var columns = own + own.map { $0.map { $0 * $0 } }
    for (place, one) in own.enumerated() { columns += own[(place + 1)...].map { zip(one, $0).map(*) } }
    let cubes = own.map { $0.map { $0 * $0 * $0 } }
    return
      (ColumnRegression(residuals, on: columns + cubes) ?? ColumnRegression(residuals, on: columns)
      ?? ColumnRegression(residuals, on: own))?.residuals ?? residuals
  }

  /// T, with rows in the order of the way; `nil` where no two are of one group.
  private static func statistic(_ labels: [Int32], _ order: [Int], _ studentized: [Double]) -> Double? {
    var last = [Int](repeating: -1, count: Int(labels.max() ?? -1) + 1)
    var (sum, squares) = (0.0, 0.0)
    for row in order {
      let label = Int(labels[row])
      if last[label] >= 0 {
        let product = studentized[last[label]] * studentized[row]
        sum += product
        squares += product.squared
      }
      last[label] = row
    }
    return squares > 0 ? sum / squares.squareRoot() : nil
  }

  private static let shuffles = 199

  /// Whether random groups of the same sizes have so large a T in fewer than one in fifty shuffles.
  private static func isRare(_ statistic: Double, _ labels: [Int32], _ order: [Int], _ studentized: [Double]) -> Bool {
    var random = RandomStream(seed: 0, stream: 0)
    var shuffled = labels
    var above = 0
    for _ in 0..<shuffles {
      for index in shuffled.indices.dropFirst() { shuffled.swapAt(index, random.integer(below: index + 1)) }
      if Self.statistic(shuffled, order, studentized) ?? -.infinity >= statistic { above += 1 }
    }
    return (above + 1) * 50 <= shuffles + 1
  }

  /// Whether most rows lie in groups of three or more, each with every other variable constant and no step taken twice, and
  /// leaving any group out still determines the coefficients.
  private static func mayBeRuns(
    _ labels: [Int32], _ order: [Int], along way: [Double], still: [[Double]], coefficients: Int
  ) -> Bool {
    let count = Int(labels.max() ?? -1) + 1
    guard count > coefficients + 1 else { return false }
    var (sizes, last) = ([Int](repeating: 0, count: count), [Int](repeating: -1, count: count))
    for row in order {
      let group = Int(labels[row])
      sizes[group] += 1
      let before = last[group]
      guard before < 0 || way[before] < way[row] && still.allSatisfy({ $0[before] == $0[row] }) else { return false }
      last[group] = row
    }
    return sizes.filter { $0 > 2 }.reduce(0, +) * 2 > labels.count
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
