import Statistics

#if canImport(Glibc)
  import Glibc
#endif

/// A frontier's line carried on in time.
///
///     line band    exp(a - k·t ± t(g-2)·f·se(t))
///     price band   exp(a - k·t ± t(g-2)·f·√(se(t)² + σ²))
///
/// se(t) is that of the line by subsampling models, σ the scatter of the points about it, g the models on the frontier. f carries the back-test:
/// lines through the first four and more points foretell the later ones; each error in units of what the line made of it, and of the
/// upper quartile of Student's t, has the median f; 1 where the errors were as small as foretold.
public struct PriceProjection: Sendable {
  public let threshold: Double
  /// f.
  public let backtestFactor: Double
  /// Errors that it rests on.
  public let backtestErrors: Int
  public let level: Double
  private let lines: FrontierLines
  private let sigma: Double
  private let quantile: Double

  /// How far ahead a date is looked for, in years from the first point.
  public static let horizon = 60.0

  /// `nil` where the trend has no standard error.
  init?(_ trend: PriceTrend) {
    guard let lines = trend.lines, let interval = trend.logDecline.interval, let sigma = lines.line.sigma,
      let degrees = trend.logDecline.degreesOfFreedom
    else { return nil }
    self.lines = lines
    self.sigma = sigma
    threshold = trend.frontier.threshold
    level = interval.level
    quantile = StudentT(degreesOfFreedom: degrees).quantile(0.5 + level / 2)
    let errors = Self.standardizedErrors(trend.frontier.points.map { (t: $0.date, y: log($0.price)) })
    backtestErrors = errors.count
    backtestFactor = errors.count < 3 ? 1 : max(1, Descriptive.median(errors))
  }

  /// The price on a date: the line and its band, and the band of the cheapest price itself.
  public func price(on date: Double) -> (line: Estimate, price: Interval) {
    let centre = lines.line.value(at: date)
    let error = (lines.standardError(at: date) ?? .nan) * backtestFactor
    let band = { (half: Double) in
      Interval(low: exp(centre - half), high: exp(centre + half), level: level)
    }
    let whole = (error * error + sigma * sigma * backtestFactor * backtestFactor).squareRoot()
    return (
      Estimate(value: exp(centre), standardError: exp(centre) * error, interval: band(quantile * error)),
      band(quantile * whole)
    )
  }

  /// The date on which the line reaches a price, with the dates on which its band holds it.
  ///
  /// An end that does not come within 60 years of the first point is open; a line that does not fall to the price has no date.
  public func date(reaching price: Double) -> Estimate {
    let target = log(price)
    let line = lines.line
    let crossing = line.meanX + (target - line.meanY) / line.slope
    let limit = lines.origin + Self.horizon
    let value = line.slope < 0 && crossing <= limit ? crossing : nil
    let half = { (date: Double) in quantile * backtestFactor * (lines.standardError(at: date) ?? .nan) }
    let low = firstDate { line.value(at: $0) - half($0) <= target }
    let high = firstDate { line.value(at: $0) + half($0) <= target }
    return Estimate(
      value: value, standardError: nil, interval: value.map { _ in Interval(low: low, high: high, level: level) })
  }

  /// The first date from the origin on at which something holds, to a thousandth of a year; `nil` for none.
  private func firstDate(_ holds: (Double) -> Bool) -> Double? {
    let step = 1.0 / 12
    guard let month = (0...Int(Self.horizon * 12)).first(where: { holds(lines.origin + Double($0) * step) }) else {
      return nil
    }
    var (before, after) = (lines.origin + Double(month - 1) * step, lines.origin + Double(month) * step)
    guard month > 0 else { return after }
    while after - before > 1e-3 {
      let middle = (before + after) / 2
      if holds(middle) { after = middle } else { before = middle }
    }
    return after
  }

  /// `|error| / (σ√(1 + 1/j + (t - t̄)²/Stt)) / t(0.75; j-2)`, for lines through the first j points, j from four on.
  private static func standardizedErrors(_ points: [(t: Double, y: Double)]) -> [Double] {
    guard points.count > 4 else { return [] }
    return (4..<points.count).flatMap { j -> [Double] in
      guard let line = StraightLine(points[..<j].map(\.t), points[..<j].map(\.y)), let sigma = line.sigma, sigma > 0
      else { return [] }
      let unit = StudentT(degreesOfFreedom: Double(j - 2)).quantile(0.75)
      return points[j...].map { point in
        abs(point.y - line.value(at: point.t)) / (sigma * line.foretellingWidth(at: point.t)) / unit
      }
    }
  }
}
