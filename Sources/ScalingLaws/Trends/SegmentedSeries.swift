import Statistics

#if canImport(Glibc)
  import Glibc
#endif

/// A trend that changes its rate once, the lines meeting at the break.
///
///     log y = level + slope·(t - τ) + change·max(t - τ, 0)
///
/// Date and rates are those of least squares. What is known of them allows for deviations that resemble their neighbours, and for one
/// another's uncertainty:
///
/// - Test: is there a break at all? The likelihood ratio of a break, anywhere, to none, the autocorrelation fitted under both; the
///   p-value is the share of simulated random walks on the same dates whose ratio is as large, the largest p-value over the noises that
///   are held possible. A break is named below `named`.
/// - Intervals of the date and of both rates: a mixture over dates and autocorrelations, each weighted by its restricted likelihood,
///   half of the weight before the rows on a random walk.
/// - Source: Hudson 1966; Andrews 1993; Barnard 1963 (simulated p-value); for the mixture docs/decisions/series-in-time.md.
///   R: `segmented::segmented`, for independent deviations.
public struct SegmentedSeries: Sendable {
  /// Decimal year.
  public let date: Double
  public let interval: Interval
  public let before: GrowthRate
  public let after: GrowthRate
  /// Twice the log of the likelihood ratio.
  public let statistic: Double
  public let pValue: Double
  /// Series behind the p-value.
  public let simulated: Int
  public let residualSumOfSquares: Double
  /// Where a break was looked for, as decimal years.
  public let searched: ClosedRange<Double>
  /// Of a new observation after the last row.
  let band: DateBand

  /// Of the segmented form, sigma counted: level, two rates, the date and sigma.
  static let parameters = 5

  /// Below this p-value a break is named. The test is exact for a random walk; at this limit it names a break in at most 9 % of series
  /// without one, whatever their autocorrelation (docs/coverage.md).
  public static let named = 0.07
  public var isNamed: Bool { pValue < Self.named }

  /// Fewer rows tell a break from a wandering level too seldom to name one.
  public static let fewestRows = 20

  /// - Parameters:
  ///   - series: dates and positive values.
  ///   - level: nominal coverage of intervals.
  ///   - seed: of the simulated series.
  ///   - tests: whether a p-value is simulated; 1 without.
  ///
  /// `nil` for fewer than `fewestRows`, too few dates on a side, or rows exactly on a line.
  public init?(_ series: TimeSeries, level: Double = 0.95, seed: UInt64 = 0, tests: Bool = true) {
    let (t, y) = (series.years, series.logs)
    guard t.count >= Self.fewestRows, let search = HingeSearch(t), let line = StraightLine(t, y),
      let evidence = HingeEvidence(t, in: search.range)
    else { return nil }
    let (tau, gain) = search.best(line.residuals(t, y))
    let rss = line.residualSumOfSquares - gain
    guard rss > 1e-20 * line.residualSumOfSquares, line.residualSumOfSquares > 1e-20 * line.slope.squared * line.sxx,
      let lines = HingeFit(t, y, line: line, tau: tau)
    else { return nil }
    let known = HingeKnowledge(evidence, t, y, level: level)
    let first = series.firstDate
    date = first + tau
    let ends = known.date(within: search.range)
    interval = Interval(
      low: ends.low.map { first + min($0, tau) }, high: ends.high.map { first + max($0, tau) }, level: level)
    before = known.rate(lines.before, [0, 1, 0])
    after = known.rate(lines.after, [0, 1, 1])
    residualSumOfSquares = rss
    searched = (first + search.range.lowerBound)...(first + search.range.upperBound)
    statistic = evidence.statistics(of: [y]).first ?? .nan
    (pValue, simulated) = tests ? evidence.pValue(statistic, seed: seed) : (1, 0)
    band = known.band(lines, span: t.last ?? 0)
    valueAtBreak = lines.level
  }

  /// Of the line at the break, on the log scale.
  let valueAtBreak: Double
}

/// The two lines of a break at a given place, by least squares.
private struct HingeFit {
  let before: Double
  let after: Double
  /// Where they meet.
  let level: Double
  let tau: Double

  init?(_ t: [Double], _ y: [Double], line: StraightLine, tau: Double) {
    let hinge = t.map { max($0 - tau, 0) }
    // The hinge less what the line makes of it, against the residuals: the change of slope (Frisch & Waugh 1933).
    guard let onTime = StraightLine(t, hinge), onTime.residualSumOfSquares > 0 else { return nil }
    let rest = onTime.residuals(t, hinge)
    let change = zip(rest, y).reduce(0) { $0 + $1.0 * $1.1 } / onTime.residualSumOfSquares
    before = line.slope - change * onTime.slope
    after = before + change
    level = line.value(at: tau) - change * onTime.value(at: tau)
    self.tau = tau
  }

  func value(at t: Double) -> Double { level + (t < tau ? before : after) * (t - tau) }
}

/// What is known of a break, its date and its noise together.
private struct HingeKnowledge {
  private let components: [HingeEvidence.Component]
  private let degreesOfFreedom: Double
  private let level: Double
  private let last: Double
  private let meanGap: Double

  init(_ evidence: HingeEvidence, _ t: [Double], _ y: [Double], level: Double) {
    components = evidence.components(y)
    degreesOfFreedom = Double(t.count - 4)
    last = t.last ?? .nan
    meanGap = last / Double(t.count - 1)
    self.level = level
  }

  /// An end at the edge of where a break can be is open.
  func date(within range: ClosedRange<Double>) -> (low: Double?, high: Double?) {
    var widths: [Double: (width: Double, weight: Double)] = [:]
    for component in components {
      widths[component.place, default: (component.width, 0)].weight += component.weight
    }
    let places = widths.sorted { $0.key < $1.key }.map {
      (place: $0.key, width: $0.value.width, weight: $0.value.weight)
    }
    let end = { (ordered: [(place: Double, width: Double, weight: Double)], sign: Double) -> Double? in
      var sum = 0.0
      for place in ordered {
        let (before, needed) = (sum, 0.5 - level / 2)
        sum += place.weight
        guard sum >= needed else { continue }
        let inside = place.weight > 0 ? (needed - before) / place.weight : 0
        return place.place + sign * place.width * (inside - 0.5)
      }
      return nil
    }
    let (low, high) = (end(places, 1), end(places.reversed(), -1))
    let edge = 1e-9 * (range.upperBound - range.lowerBound)
    let first = places.first.map { $0.place + $0.width / 2 } ?? range.lowerBound
    let final = places.last.map { $0.place - $0.width / 2 } ?? range.upperBound
    return (
      low.flatMap { $0 > first + edge ? $0 : nil }, high.flatMap { $0 < final - edge ? $0 : nil }
    )
  }

  private func mixture(_ part: (HingeEvidence.Component) -> (Double, Double)) -> StudentMixture {
    StudentMixture(
      degreesOfFreedom: degreesOfFreedom,
      parts: components.map { component in
        let (center, scale) = part(component)
        return (component.weight, center, scale)
      })
  }

  /// About the value of least squares.
  func rate(_ value: Double, _ weights: [Double]) -> GrowthRate {
    guard !components.isEmpty else { return GrowthRate(Estimate(value: value, standardError: nil, interval: nil)) }
    let (low, high) = mixture { ($0.candidate.value(weights), $0.candidate.standardError(weights)) }
      .interval(level: level)
    let half = StudentT(degreesOfFreedom: degreesOfFreedom).quantile(0.5 + level / 2)
    return GrowthRate(
      Estimate(
        value: value, standardError: (high - low) / (2 * half),
        interval: Interval(low: min(low, value), high: max(high, value), level: level),
        degreesOfFreedom: degreesOfFreedom))
  }

  func band(_ lines: HingeFit, span: Double) -> DateBand {
    let (last, meanGap, level, degrees) = (last, meanGap, level, degreesOfFreedom)
    let parts = components.prefix(60).map { (place: $0.place, weight: $0.weight, candidate: $0.candidate) }
    let total = parts.reduce(0) { $0 + $1.weight }
    let value = { @Sendable (years: Double) in lines.value(at: last + years) }
    return DateBand(span: span) { years in
      guard total > 0 else { return DateBand.Projection(value: value(years), low: nil, high: nil) }
      let columns = { (place: Double) in [1, last + years, last + years - place] }
      let predictions = parts.map { $0.candidate.prediction(columns($0.place), after: years / meanGap) }
      let mixture = StudentMixture(
        degreesOfFreedom: degrees,
        parts: zip(parts, predictions).map { ($0.weight / total, $1.value, $1.standardError) })
      let (low, high) = mixture.interval(level: level)
      return DateBand.Projection(value: min(max(value(years), low), high), low: low, high: high)
    }
  }
}
