import Optimization
import Statistics

#if canImport(Glibc)
  import Glibc
#endif

/// Time horizons of models, and their trend over dates of release.
public struct HorizonAnalysis: Sendable {
  /// What to ask, and how.
  public struct Questions: Sendable {
    /// Chances of success; the trend is that of the first.
    public var chances = [0.5, 0.8]
    public var level = 0.95
    /// Resamples of the items.
    public var replicates = 1000
    public var seed: UInt64 = 0
    /// The numbers do not depend on it.
    public var threads = Threads.available
    /// Whether models count in the trend whose horizon lies outside the lengths of the tasks.
    public var takesExtrapolated = false
    /// Dates of models that count before those of the table, as decimal years.
    public var dates: [String: Double] = [:]
    /// Called now and then, from several threads, with how many resamples are done.
    public var progress: (@Sendable (_ done: Int, _ total: Int) -> Void)?

    public init() {}
  }

  public let columns: HorizonColumns
  public let source: String
  public let sha256: String
  public let filters: [Filter]
  public let derivations: [String]
  /// Rows in the source.
  public let rows: Int
  public let rowsLeftOut: Int
  public let questions: Questions
  /// By date, those without one last.
  public let models: [ModelHorizon]
  /// `nil` for fewer than two models with a date and a horizon.
  public let trend: HorizonTrend?
  /// Families and tasks behind the horizons; `nil` for a table of horizons.
  public let families: Int?
  public let tasks: Int?
  public let warnings: [FitWarning]

  /// - Throws: `HorizonError`.
  public init(_ table: Table, columns: HorizonColumns, questions: Questions = Questions()) throws(HorizonError) {
    do { try CoverageLevel.check(questions.level) } catch { throw .series(.fit(error)) }
    for chance in questions.chances where !(chance > 0 && chance < 1) { throw .chance(chance) }
    guard let first = questions.chances.first else { throw .chance(.nan) }
    switch columns.content {
    case .runs:
      let runs = try HorizonRuns(table, columns: columns, dates: questions.dates)
      let (models, draws) = try Self.horizons(of: runs, questions)
      (self.models, families, tasks, rowsLeftOut) = (models, runs.families.count, runs.tasks, runs.rowsLeftOut)
      trend = try Self.trend(models, chance: first, errors: nil, draws: draws, questions)
      self.questions = questions
    case .horizons(let horizon, let low, let high):
      let known = try KnownHorizons(
        table, columns: columns, horizon: horizon, low: low, high: high, dates: questions.dates)
      (models, families, tasks, rowsLeftOut) = (known.models, nil, nil, known.rowsLeftOut)
      var asked = questions
      asked.chances = [known.chance]
      trend = try Self.trend(known.models, chance: known.chance, errors: known.errors, draws: [], questions)
      self.questions = asked
    }
    self.columns = columns
    source = table.source
    sha256 = table.sha256
    filters = table.filters
    derivations = table.derivations
    rows = table.sourceRowCount
    warnings = Self.warnings(
      models, trend: trend, columns: columns, questions: self.questions, rowsLeftOut: rowsLeftOut)
  }

  /// Whether there is an answer to trust: a horizon.
  public var hasResult: Bool { models.contains { $0.horizon.value != nil } }

  /// Of those of the trend, or else of all, the one with the longest horizon.
  public var highest: ModelHorizon? {
    let among = trend?.models.map { models[$0] } ?? models
    return among.filter { $0.horizon.value != nil }.max { ($0.horizon.value ?? 0) < ($1.horizon.value ?? 0) }
  }

  private static func horizons(
    of runs: HorizonRuns, _ questions: Questions
  ) throws(HorizonError) -> (models: [ModelHorizon], draws: [[Double]]) {
    var curves: [Result<SuccessCurve, SuccessCurve.NoCurve>] = []
    for model in runs.models {
      do { curves.append(try SuccessCurve.fitted(to: model.cells)) } catch { throw .series(.fit(error)) }
    }
    let resampling = ItemResampling(
      replicates: questions.replicates, seed: questions.seed, threads: questions.threads, progress: questions.progress)
    let draws = resampling.draws(runs, curves: curves.map { try? $0.get() }, chances: questions.chances)
    let models = runs.models.indices.map { index in
      ModelHorizon(
        runs.models[index], curve: curves[index], draws: draws.map { $0[index] }, chances: questions.chances,
        level: questions.level)
    }
    return (models, draws.map { draw in draw.map { ($0.first ?? .nan) * log(2) } })
  }

  /// - Parameters:
  ///   - errors: model by model the standard error of the log horizon; `nil` where there are resamples, or nothing is known.
  ///   - draws: replicate by replicate, for each model its log horizon.
  private static func trend(
    _ models: [ModelHorizon], chance: Double, errors: [Double?]?, draws: [[Double]], _ questions: Questions
  ) throws(HorizonError) -> HorizonTrend? {
    let used = models.indices.filter {
      models[$0].date != nil && models[$0].horizon.value != nil
        && (questions.takesExtrapolated || !models[$0].isExtrapolated)
    }
    let years = used.map { models[$0].date ?? .nan }
    guard let first = years.first, years.contains(where: { $0 != first }) else { return nil }
    let logs = used.map { log(models[$0].horizon.value ?? .nan) }
    let errors = errors.map { errors in used.compactMap { errors[$0] } }.flatMap { $0.count == used.count ? $0 : nil }
    let drawn =
      errors.map { Self.draws(about: logs, errors: $0, questions) }
      ?? draws.map { draw in used.map { draw[$0] } }.filter { $0.allSatisfy(\.isFinite) }
    do {
      return try HorizonTrend(
        chance: chance, models: used, years: years, logs: logs, errors: errors, draws: drawn, level: questions.level)
    } catch {
      throw .series(.fit(error))
    }
  }
}

extension HorizonAnalysis {
  /// Log horizons with independent normal errors, in place of resamples.
  private static func draws(about logs: [Double], errors: [Double], _ questions: Questions) -> [[Double]] {
    (0..<questions.replicates).map { replicate in
      var random = RandomStream(seed: questions.seed, stream: UInt64(replicate))
      return zip(logs, errors).map { $0 + $1 * random.normal() }
    }
  }
}

/// A table that has a horizon for each model.
private struct KnownHorizons {
  /// By date.
  let models: [ModelHorizon]
  /// Standard errors of the logs, where there are intervals.
  let errors: [Double?]
  let chance: Double
  let rowsLeftOut: Int

  init(
    _ table: Table, columns: HorizonColumns, horizon: String, low: String?, high: String?, dates: [String: Double]
  ) throws(HorizonError) {
    let names: [String?]
    let (values, lows, highs): ([Double], [Double]?, [Double]?)
    var years: [Double]
    do throws(TableError) {
      names = try table.texts(columns.model)
      values = try table.minutes(horizon)
      lows = try low.map { name throws(TableError) in try table.minutes(name) }
      highs = try high.map { name throws(TableError) in try table.minutes(name) }
      years =
        try columns.date.map { name throws(TableError) in try table.numbers(name) }
        ?? [Double](repeating: .nan, count: table.rowCount)
    } catch {
      throw .series(.fit(.table(error)))
    }
    for row in years.indices {
      years[row] = names[row].flatMap { dates[$0] } ?? years[row]
      guard years[row].isNaN || years[row].julianYears.isFinite else {
        throw .notADate(source: table.source, line: table.lineNumbers[row], value: years[row])
      }
    }
    var found: [(model: ModelHorizon, error: Double?)] = []
    for row in 0..<table.rowCount where !values[row].isNaN {
      guard values[row] > 0, values[row].isFinite else {
        throw .series(
          .notPositive(source: table.source, line: table.lineNumbers[row], what: horizon, value: values[row]))
      }
      let ends = lows.flatMap { lows in highs.map { (low: lows[row], high: $0[row]) } }
      let interval = ends.flatMap { ends in
        ends.low > 0 && ends.high > ends.low && ends.high.isFinite
          ? Interval(low: ends.low, high: ends.high, level: Self.level) : nil
      }
      let error = interval.flatMap { interval in
        interval.low.flatMap { low in interval.high.map { log($0 / low) / (2 * Self.quantile) } }
      }
      let estimate = Estimate(value: values[row], standardError: nil, interval: interval)
      found.append(
        (
          ModelHorizon(
            name: names[row] ?? "line \(table.lineNumbers[row])", date: years[row].isNaN ? nil : years[row],
            horizons: [estimate], curve: nil, absence: nil, record: nil, undefinedShare: 0), error
        ))
    }
    guard !found.isEmpty else {
      throw .series(
        .noUsableRows(
          source: table.source,
          reason: table.sourceRowCount == 0
            ? "it has none" : table.rowCount == 0 ? "the filter leaves none" : "each lacks a horizon"))
    }
    let horizons = found.compactMap(\.model.horizon.value)
    if horizons.count > 1, let first = horizons.first, horizons.allSatisfy({ $0 == first }) {
      throw .oneHorizon(source: table.source, minutes: first)
    }
    let ordered = found.enumerated().sorted {
      ($0.element.model.date ?? .infinity, $0.offset) < ($1.element.model.date ?? .infinity, $1.offset)
    }.map(\.element)
    models = ordered.map(\.model)
    errors = ordered.map(\.error)
    chance = Self.chance(named: horizon)
    rowsLeftOut = table.rowCount - found.count
  }

  /// What the columns of an interval are taken for.
  private static let level = 0.95
  private static let quantile = StandardNormal().quantile(0.5 + level / 2)

  /// 0.8 of `p80_minutes`; a half where the name does not say it.
  private static func chance(named name: String) -> Double {
    let digits = name.lowercased().drop { $0 != "p" }.dropFirst().prefix { $0.isASCII && $0.isNumber }
    guard let percent = Double(digits), percent > 0, percent < 100 else { return 0.5 }
    return percent / 100
  }
}
