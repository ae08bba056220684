import Statistics

#if canImport(Glibc)
  import Glibc
#endif

/// Approach 1 of Hoffmann et al. 2022: at each compute value the run of least loss among the training curves, and a power law
/// through the sizes of these runs.
///
/// Curves are linear in log C between checkpoints and end where their run ends; nothing is smoothed. A compute value counts where
/// two runs or more have got there. Intervals resample whole runs, since the points of a run depend on one another.
///
/// - Valid when: checkpoints along a run have the loss of a run that ends there. Under a learning rate schedule that is set for the
///   end of the run they have not: their loss is too high, the more the earlier.
/// - Source: Hoffmann et al. 2022, 3.1; 1500 compute values are theirs.
public struct EnvelopeFit: Sendable {
  /// What one run holds of the frontier.
  public struct Segment: Sendable, Hashable {
    public let run: String
    /// Network parameters N.
    public let parameters: Double
    /// Of the compute values at which it is the best run.
    public let flops: ClosedRange<Double>
    /// Share of the compute values at which it is the best run.
    public let share: Double
  }

  public let runs: IsoFLOPRuns
  public let options: IsoFLOPOptions
  /// How many training curves there are.
  public let curves: Int
  /// How many compute values the power law runs through.
  public let points: Int
  /// Of the compute values.
  public let flops: ClosedRange<Double>
  /// The runs on the frontier, by ascending compute.
  public let segments: [Segment]
  public let allocation: ComputeAllocation
  public private(set) var warnings: [FitWarning] = []

  private static let gridPoints = 1500

  /// - Parameters:
  ///   - runs: points of training curves.
  ///   - column: the column that names the run of each row.
  ///   - options: level, replicates, seed.
  /// - Throws: `.badGroupColumn` for a run of several sizes; `.noRows` where fewer than two runs can be compared.
  public init(_ runs: IsoFLOPRuns, run column: String, options: IsoFLOPOptions = IsoFLOPOptions()) throws(FitError) {
    try options.check()
    let curves = try Self.curves(runs, column)
    let starts = curves.compactMap(\.logs.first).sorted()
    let ends = curves.compactMap(\.logs.last).sorted()
    guard curves.count > 1, let low = starts.dropFirst().first, let high = ends.dropLast().last, high > low else {
      throw .noRows(
        reason: "an envelope needs two runs or more that overlap in compute, each of two checkpoints or more")
    }
    let grid = (0..<Self.gridPoints).map { low + (high - low) * Double($0) / Double(Self.gridPoints - 1) }
    let losses = curves.map { curve in grid.map(curve.loss) }
    let all = Array(curves.indices)
    let best = Self.frontier(losses, of: all)
    guard let law = Self.law(best, grid, curves) else { throw .noRows(reason: "one size is best everywhere") }
    var draws: [ComputePowerLaw] = []
    for replicate in 0..<options.replicates {
      var random = RandomStream(seed: options.seed, stream: UInt64(replicate))
      let drawn = Set(all.map { _ in random.integer(below: curves.count) }).sorted()
      if drawn.count > 1, let law = Self.law(Self.frontier(losses, of: drawn), grid, curves) { draws.append(law) }
    }
    self.runs = runs
    self.options = options
    self.curves = curves.count
    points = best.count { $0 != nil }
    flops = exp(low)...exp(high)
    segments = Self.segments(best, grid, curves)
    allocation = ComputeAllocation(
      law, draws: draws, drawn: options.replicates, targets: options.targets, level: options.level)
    warnings = doubts(curves.map(\.parameters))
  }

  private struct Curve {
    let name: String
    let parameters: Double
    /// Log compute of the checkpoints, ascending, and their losses.
    let logs: [Double]
    let losses: [Double]

    /// NaN where the run has not begun or has ended.
    func loss(at x: Double) -> Double {
      guard let first = logs.first, let last = logs.last, x >= first, x <= last else { return .nan }
      var (low, high) = (0, logs.count - 1)
      while high - low > 1 {
        let middle = (low + high) / 2
        if logs[middle] <= x { low = middle } else { high = middle }
      }
      let width = logs[high] - logs[low]
      let share = width > 0 ? (x - logs[low]) / width : 1
      return losses[low] + share * (losses[high] - losses[low])
    }
  }

  private static func curves(_ runs: IsoFLOPRuns, _ column: String) throws(FitError) -> [Curve] {
    let labels = try runs.data.labels(of: column)
    let texts: [String?]
    do { texts = try runs.data.table.texts(column) } catch { throw .table(error) }
    var rows: [[Int]] = []
    for (row, label) in labels.enumerated() {
      if label == rows.count { rows.append([]) }
      rows[label].append(row)
    }
    var curves: [Curve] = []
    for members in rows where members.count > 1 {
      let name = texts[runs.data.rows[members[0]]] ?? ""
      guard Set(members.map { runs.parameters[$0] }).count == 1 else {
        throw .badGroupColumn(column, reason: "its run \"\(name)\" has models of several sizes")
      }
      let ordered = members.sorted { (runs.flops[$0], $0) < (runs.flops[$1], $1) }
      curves.append(
        Curve(
          name: name, parameters: runs.parameters[members[0]], logs: ordered.map { log(runs.flops[$0]) },
          losses: ordered.map { runs.losses[$0] }))
    }
    return curves
  }

  /// The best of these curves at each compute value; `nil` where fewer than two have a loss.
  private static func frontier(_ losses: [[Double]], of curves: [Int]) -> [Int?] {
    (losses.first ?? []).indices.map { point in
      var best: Int?
      var present = 0
      for curve in curves where !losses[curve][point].isNaN {
        present += 1
        if best.map({ losses[curve][point] < losses[$0][point] }) ?? true { best = curve }
      }
      return present > 1 ? best : nil
    }
  }

  private static func law(_ best: [Int?], _ grid: [Double], _ curves: [Curve]) -> ComputePowerLaw? {
    let used = grid.indices.filter { best[$0] != nil }
    let sizes = used.compactMap { best[$0].map { log(curves[$0].parameters) } }
    guard Set(sizes).count > 1 else { return nil }
    return ComputePowerLaw(flops: used.map { exp(grid[$0]) }, logSizes: sizes)
  }

  private static func segments(_ best: [Int?], _ grid: [Double], _ curves: [Curve]) -> [Segment] {
    let used = best.count { $0 != nil }
    return curves.indices.compactMap { curve in
      let points = grid.indices.filter { best[$0] == curve }
      guard let first = points.first, let last = points.last else { return nil }
      return Segment(
        run: curves[curve].name, parameters: curves[curve].parameters, flops: exp(grid[first])...exp(grid[last]),
        share: Double(points.count) / Double(used))
    }.sorted { ($0.flops.lowerBound, $0.flops.upperBound) < ($1.flops.lowerBound, $1.flops.upperBound) }
  }

  private func doubts(_ sizes: [Double]) -> [FitWarning] {
    var found: [FitWarning] = []
    let distinct = Set(segments.map(\.parameters)).count
    if distinct < 5 {
      found.append(
        FitWarning(
          .fewSizes, "the frontier holds \(counted(distinct, "size")): its steps, not a trend, make the power law",
          hint: "train more sizes over this range of compute, or fit the surface: scaling fit --law chinchilla"))
    }
    let edges = segments.filter { $0.parameters == sizes.min() || $0.parameters == sizes.max() }
    let share = edges.reduce(0) { $0 + $1.share }
    if share > 0.1 {
      found.append(
        FitWarning(
          .minimumOutsideGrid,
          "the smallest and the largest size hold \((100 * share).formatted(decimals: 0)) % of the frontier, where a size beyond them may be better",
          hint: "leave that compute out with --where, or train sizes beyond; it flattens the power law"))
    }
    let resamples = allocation.resamples
    if resamples.used < resamples.drawn {
      found.append(
        FitWarning(
          .failedRefits, .note,
          "\(resamples.drawn - resamples.used) of \(resamples.drawn) resamples of runs have no frontier of two sizes",
          hint: "intervals are of the others"))
    }
    return found
  }
}
