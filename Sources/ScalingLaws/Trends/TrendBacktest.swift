#if canImport(Glibc)
  import Glibc
#endif

/// What each form would have predicted: fitted to the rows up to a date, asked for a later one, again and again.
///
/// From each origin, a date in the second half of the series, every form is fitted to the rows up to it and foretells the next date (one
/// step), and the first date that is a horizon or more ahead. Errors are `log observed - log predicted`, the observed value being the
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

  /// How far ahead.
  public enum Reach: Sendable, Hashable {
    /// So many dates.
    case dates(Int)
    /// Half as many dates as are known.
    case half
    /// The first date so many years ahead, or more.
    case years(Double)
  }

  public let reach: Reach
  public let origins: Int
  /// Origins that there would have been, were there no limit to how many are taken.
  public let possibleOrigins: Int
  public let scores: [Score]

  /// The most origins; more are thinned evenly.
  static let mostOrigins = 40

  /// One for each reach that some origin has a date at. What is fitted at an origin serves all of them.
  static func all(_ series: TimeSeries, forms: [TrendForm], reaches: [Reach], level: Double) -> [TrendBacktest] {
    let dates = series.distinct
    var hindcasts: [Int: TrendHindcast] = [:]
    return reaches.compactMap { reach in
      TrendBacktest(dates, forms: forms, reach: reach) { origin in
        if let known = hindcasts[origin] { return known }
        let hindcast = TrendHindcast(series, dates: dates, origin: origin, forms: forms, level: level)
        hindcasts[origin] = hindcast
        return hindcast
      }
    }
  }

  /// - Returns: `nil` where there is no origin with a date that far ahead.
  private init?(_ dates: TimeSeries.Dates, forms: [TrendForm], reach: Reach, hindcast: (_ origin: Int) -> TrendHindcast)
  {
    let firstOrigin = max(4, dates.count / 2)
    var cases: [(origin: Int, target: Int)] = []
    for origin in dates.indices.dropFirst(firstOrigin - 1).dropLast() {
      let target: Int? =
        switch reach {
        case .dates(let count): origin + count
        case .half: origin + (origin + 1) / 2
        case .years(let ahead):
          dates.indices.dropFirst(origin + 1).first { dates[$0].year >= dates[origin].year + ahead - 1e-9 }
        }
      if let target, dates.indices.contains(target) { cases.append((origin, target)) }
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
      let hindcast = hindcast(origin)
      for form in forms {
        guard let predicted = hindcast.value(form, at: dates[target].year, logCumulative: dates[target].logCumulative)
        else { continue }
        let error = dates[target].log - predicted.value
        errors[form, default: []].append(error)
        if let low = predicted.low, let high = predicted.high {
          covered[form, default: []].append((low...high).contains(dates[target].log))
        }
      }
    }
    self.reach = reach
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
  let distinct: TimeSeries.Dates
  let line: StraightLine?
  let level: Double
  /// Of the exponential.
  let band: DateBand?
  let logistic: LogisticSeries?

  private func unbanded(_ value: Double) -> DateBand.Projection { .init(value: value, low: nil, high: nil) }

  init(
    _ series: TimeSeries, dates: TimeSeries.Dates, origin: Int, forms: [TrendForm], level: Double
  ) {
    let count = dates[origin].rowsUpTo
    years = Array(series.years.prefix(count))
    logs = Array(series.logs.prefix(count))
    logCumulative = series.logCumulative.map { Array($0.prefix(count)) }
    distinct = Array(dates.prefix(origin + 1))
    line = StraightLine(years, logs)
    self.level = level
    band = line.map { [years, logs] line in
      DateBand(
        level: line.value(at: 0), slope: line.slope, span: years.last ?? 0,
        deviations: SerialDependence(logs, on: [years.map { _ in 1 }, years], at: years, level: level))
    }
    logistic = line.flatMap { [years, logs] line in
      forms.contains(.logistic)
        ? LogisticSeries(years: years, logs: logs, isGrowth: line.slope > 0, level: level, starts: 4) : nil
    }
  }

  func value(_ form: TrendForm, at year: Double, logCumulative quantity: Double?) -> DateBand.Projection? {
    guard let line else { return nil }
    switch form {
    case .exponential: return band?.projection(year - (years.last ?? year))
    case .segmented: return unbanded(segmented(line, at: year) ?? line.value(at: year))
    case .logistic: return unbanded(logistic?.value(at: year) ?? line.value(at: year))
    case .wright:
      guard let quantity, let logCumulative, let wright = StraightLine(logCumulative, logs) else { return nil }
      return unbanded(wright.value(at: quantity))
    case .randomWalk:
      guard let walk = RandomWalkSeries(years: distinct.map(\.year), logs: distinct.map(\.log), level: level),
        let end = distinct.last
      else { return nil }
      return walk.band.projection(year - end.year)
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
