#if canImport(Glibc)
  import Glibc
#endif

/// What one model achieves.
public struct ModelHorizon: Sendable {
  public let name: String
  /// Decimal year of release; `nil` where it is not known.
  public let date: Double?
  /// Minutes of human time at each chance of success; not estimable where there is no horizon.
  public let horizons: [Estimate]
  /// `nil` for a table of horizons, and where there is none.
  public let curve: SuccessCurve?
  /// Why there is no horizon; `nil` where there is one.
  public let absence: SuccessCurve.Absence?
  /// What its runs were; `nil` for a table of horizons.
  public let record: Record?
  /// The share of the resamples that have no horizon.
  public let undefinedShare: Double

  /// The runs of a model.
  public struct Record: Sendable, Hashable {
    public let tasks: Int
    public let runs: Int
    /// Weighted share of runs that succeed.
    public let averageSuccess: Double
    /// Of the shortest and the longest task.
    public let minutes: ClosedRange<Double>
    /// Tasks that take people longer than the horizon.
    public let longerTasks: Int
  }

  /// At the first chance.
  public var horizon: Estimate { horizons.first ?? .notEstimable }

  /// Whether the horizon lies outside the lengths of the tasks.
  public var isExtrapolated: Bool {
    guard let value = horizon.value, let record else { return false }
    return !record.minutes.contains(value)
  }
}

extension ModelHorizon {
  init(
    _ model: HorizonRuns.Model, curve: Result<SuccessCurve, SuccessCurve.NoCurve>, draws: [[Double]],
    chances: [Double], level: Double
  ) {
    name = model.name
    date = model.date
    let found = try? curve.get()
    self.curve = found
    absence = if case .failure(let none) = curve { none.absence } else { nil }
    horizons = chances.indices.map { place in
      guard let found else { return .notEstimable }
      let length = found.length(at: chances[place])
      // Of a curve that is all but flat no double holds it.
      guard exp2(length) > 0, exp2(length).isFinite else { return .notEstimable }
      let distribution = BootstrapDistribution(draws.map { $0[place] }, estimate: length, level: level)
      let interval = draws.isEmpty ? nil : distribution.percentile
      return Estimate(
        value: exp2(length), standardError: nil,
        interval: interval.map { Interval(low: $0.low.map { exp2($0) }, high: $0.high.map { exp2($0) }, level: level) })
    }
    undefinedShare =
      draws.isEmpty ? 0 : Double(draws.count { !($0.first?.isFinite ?? false) }) / Double(draws.count)
    let cells = model.cells
    let weight = cells.reduce(0) { $0 + $1.weight * $1.runs }
    let minutes = cells.map(\.minutes)
    let value = horizons.first?.value
    let tasks = Set(cells.map(\.task))
    record = Record(
      tasks: tasks.count, runs: Int(cells.reduce(0) { $0 + $1.runs }),
      averageSuccess: cells.reduce(0) { $0 + $1.weight * $1.successes } / weight,
      minutes: (minutes.min() ?? .nan)...(minutes.max() ?? .nan),
      longerTasks: value.map { value in Set(cells.filter { $0.minutes > value }.map(\.task)).count } ?? 0)
  }
}
