#if canImport(Glibc)
  import Glibc
#endif

/// What each form would have foretold: fitted to the rows up to a date, asked for a later one, again and again.
///
/// From each origin, a date in the second half of the series, every form is fitted to the rows up to it and foretells the next date (one
/// step), and the first date that is a horizon or more ahead. Errors are `log observed - log foretold`, the observed value being the
/// mean logarithm of the rows of that date. All forms are judged on the same origins. A form that cannot be told from the exponential at
/// an origin foretells what the exponential does. Wright's law is told the cumulative quantity of the date that it foretells: its
/// errors leave out that of foretelling production.
///
/// - Source: Farmer & Lafond 2016, section 3, hindcasting.
public struct TrendBacktest: Sendable {
  /// The errors of one form.
  public struct Score: Sendable {
    public let form: TrendForm
    public let errors: Backtest.Errors
    /// The share of observations inside the bands of the form; `nil` for one without bands.
    public let coverage: Double?
  }

  /// Years ahead; `nil` for the next date.
  public let horizon: Double?
  public let origins: Int
  /// Origins that there would have been, were there no limit to how many are taken.
  public let possibleOrigins: Int
  public let scores: [Score]

  /// The most origins; more are thinned evenly.
  static let mostOrigins = 40

  /// - Returns: `nil` where there is no origin with a date that far ahead.
  init?(_ series: TimeSeries, forms: [TrendForm], horizon: Double?, level: Double) {
    let dates = series.distinct
    let firstOrigin = max(4, dates.count / 2)
    var cases: [(origin: Int, target: Int)] = []
    for origin in dates.indices.dropFirst(firstOrigin - 1).dropLast() {
      let target = horizon.map { ahead in
        dates.indices.dropFirst(origin + 1).first { dates[$0].year >= dates[origin].year + ahead - 1e-9 }
      }
      if let target = target ?? origin + 1 { cases.append((origin, target)) }
    }
    guard !cases.isEmpty else { return nil }
    possibleOrigins = cases.count
    if cases.count > Self.mostOrigins {
      let step = Double(cases.count - 1) / Double(Self.mostOrigins - 1)
      cases = (0..<Self.mostOrigins).map { cases[Int((Double($0) * step).rounded())] }
    }
    var errors: [TrendForm: [Double]] = [:]
    var covered: [TrendForm: [Bool]] = [:]
    for (origin, target) in cases {
      let hindcast = TrendHindcast(series, dates: dates, origin: origin, level: level)
      for form in forms {
        guard let foretold = hindcast.value(form, at: dates[target].year, logCumulative: dates[target].logCumulative)
        else { continue }
        let error = dates[target].log - foretold.value
        errors[form, default: []].append(error)
        if let half = foretold.half { covered[form, default: []].append(abs(error) <= half) }
      }
    }
    self.horizon = horizon
    origins = cases.count
    scores = forms.compactMap { form in
      guard let list = errors[form], list.count == cases.count else { return nil }
      let inside = covered[form].flatMap { $0.count == cases.count ? $0 : nil }
      return Score(
        form: form, errors: Backtest.Errors(list),
        coverage: inside.map { Double($0.count { $0 }) / Double($0.count) })
    }
  }
}

/// The forms fitted to the rows up to one date.
private struct TrendHindcast {
  let years: [Double]
  let logs: [Double]
  let logCumulative: [Double]?
  let distinct: [(year: Double, log: Double, logCumulative: Double?, rowsUpTo: Int)]
  let line: StraightLine?
  let level: Double

  init(
    _ series: TimeSeries, dates: [(year: Double, log: Double, logCumulative: Double?, rowsUpTo: Int)], origin: Int,
    level: Double
  ) {
    let count = dates[origin].rowsUpTo
    years = Array(series.years.prefix(count))
    logs = Array(series.logs.prefix(count))
    logCumulative = series.logCumulative.map { Array($0.prefix(count)) }
    distinct = Array(dates.prefix(origin + 1))
    line = StraightLine(years, logs)
    self.level = level
  }

  func value(_ form: TrendForm, at year: Double, logCumulative quantity: Double?) -> (value: Double, half: Double?)? {
    guard let line else { return nil }
    switch form {
    case .exponential: return (line.value(at: year), line.halfWidth(at: year, level: level))
    case .segmented: return (segmented(line, at: year) ?? line.value(at: year), nil)
    case .logistic:
      let logistic = LogisticSeries(
        years: years, logs: logs, isGrowth: line.slope > 0, lag: 0, level: level, starts: 4)
      return (logistic?.value(at: year) ?? line.value(at: year), nil)
    case .wright:
      guard let quantity, let logCumulative, let wright = StraightLine(logCumulative, logs) else { return nil }
      return (wright.value(at: quantity), wright.halfWidth(at: quantity, level: level))
    case .randomWalk:
      guard let walk = RandomWalkSeries(years: distinct.map(\.year), logs: distinct.map(\.log), level: level),
        let end = distinct.last
      else { return nil }
      let projection = walk.band.projection(after: year - end.year, level: level)
      return (projection.value, projection.high.map { $0 - projection.value })
    }
  }

  private func segmented(_ line: StraightLine, at year: Double) -> Double? {
    guard let search = HingeSearch(years) else { return nil }
    let tau = search.best(line.residuals(years, logs)).place
    let hinge = years.map { max($0 - tau, 0) }
    // The hinge less what the line makes of it, against the residuals: the change of slope (Frisch & Waugh 1933).
    guard let onTime = StraightLine(years, hinge) else { return nil }
    let rest = onTime.residuals(years, hinge)
    guard onTime.residualSumOfSquares > 0 else { return nil }
    let change = zip(rest, logs).reduce(0) { $0 + $1.0 * $1.1 } / onTime.residualSumOfSquares
    return line.value(at: year) + change * (max(year - tau, 0) - onTime.value(at: year))
  }
}
