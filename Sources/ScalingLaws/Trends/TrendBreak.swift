import Statistics

/// A change of slope in a straight trend: where it would be, and whether there is one.
///
///     y = a + b·t + c·max(t - τ, 0),   F = max over τ of (RSS₀ - RSS(τ)) / (RSS(τ)/(n-4))
///
/// The p-value is the share of simulated tables without a break, of normal noise on the same dates, whose F is as large: it is
/// exact for such noise, since F does not depend on a, b and σ. The interval of τ is
/// `RSS(τ) <= RSS(τ̂)·(1 + F(level; 1, n-4)/(n-4))`, from its first date to its last; an end on the edge of where a break can
/// be is open.
///
/// - Valid when: points are independent about the trend; those of a frontier are not quite.
/// - Source: Andrews 1993 (sup F); Barnard 1963 (the simulated p-value); Muggeo 2003 for the form. R: `segmented::segmented`,
///   `strucchange::supF.test`.
public struct TrendBreak: Sendable, Hashable {
  /// Decimal year.
  public let date: Double
  public let interval: Interval
  /// Slope of y before and after.
  public let slopes: [Double]
  public let statistic: Double
  public let pValue: Double
  public let points: Int

  /// Fewer points than this leave too little for two lines and a date.
  public static let fewestPoints = 7

  /// - Parameters:
  ///   - t: ascending.
  ///   - y: what is followed, at each t.
  ///   - level: nominal coverage of intervals.
  ///   - seed: of the simulated tables.
  ///   - tables: how many are simulated for the p-value.
  ///
  /// `nil` for fewer than seven points, or points exactly on a line.
  public init?(t: [Double], y: [Double], level: Double = 0.95, seed: UInt64 = 0, tables: Int = 999) {
    let n = t.count
    guard n >= Self.fewestPoints, let search = BreakSearch(t),
      let line = StraightLine(t, y),
      line.residualSumOfSquares > 1e-20 * line.syy
    else { return nil }
    let rss = search.places.map { line.residualSumOfSquares - $0.gain(y) }
    let best = rss.indices.min { rss[$0] < rss[$1] } ?? 0
    let degrees = Double(n - 4)
    let limit = rss[best] * (1 + FDistribution(numerator: 1, denominator: degrees).quantile(level) / degrees)
    let inside = rss.indices.filter { rss[$0] <= limit }
    let tau = search.places[best].date
    date = tau
    interval = Interval(
      low: inside.first.flatMap { $0 == 0 ? nil : search.places[$0].date },
      high: inside.last.flatMap { $0 == rss.count - 1 ? nil : search.places[$0].date }, level: level)
    let change = search.places[best].change(y)
    let straightened = StraightLine(t, zip(t, y).map { $1 - change * max($0 - tau, 0) })
    slopes = [straightened?.slope ?? .nan, (straightened?.slope ?? .nan) + change]
    let ratio = (line.residualSumOfSquares - rss[best]) / rss[best]
    statistic = degrees * ratio
    var larger = 0
    for table in 0..<tables {
      var random = RandomStream(seed: seed, stream: UInt64(table))
      let noise = t.map { _ in random.normal() }
      guard let null = StraightLine(t, noise) else { continue }
      let gain = search.places.map { $0.gain(noise) }.max() ?? 0
      if gain / (null.residualSumOfSquares - gain) >= ratio { larger += 1 }
    }
    pValue = Double(larger + 1) / Double(tables + 1)
    points = n
  }
}

/// The dates at which a break may lie, each with what a change of slope there adds to a straight line.
private struct BreakSearch {
  let places: [Place]

  struct Place {
    let date: Double
    /// `max(t - τ, 0)`, freed of a straight line and scaled to `hᵀh = 1`.
    let direction: [Double]
    /// Its length before it was scaled.
    let length: Double

    /// By how much the sum of squares falls.
    func gain(_ y: [Double]) -> Double {
      let product = product(y)
      return product * product
    }

    /// The change of slope.
    func change(_ y: [Double]) -> Double { product(y) / length }

    private func product(_ y: [Double]) -> Double { zip(direction, y).reduce(0) { $0 + $1.0 * $1.1 } }
  }

  /// 200 steps and every date, with two points or more on each side; `nil` where there is no room.
  init?(_ t: [Double]) {
    guard t.count >= 5 else { return nil }
    let (first, last) = (t[1], t[t.count - 2])
    guard last > first else { return nil }
    let grid = (0...200).map { first + (last - first) * Double($0) / 200 } + t.filter { $0 > first && $0 < last }
    places = grid.sorted().compactMap { tau in
      let hinge = t.map { max($0 - tau, 0) }
      guard let line = StraightLine(t, hinge) else { return nil }
      let rest = zip(t, hinge).map { $1 - line.value(at: $0) }
      let length = rest.reduce(0) { $0 + $1 * $1 }.squareRoot()
      return length > 1e-9 * (last - first)
        ? Place(date: tau, direction: rest.map { $0 / length }, length: length) : nil
    }
    guard !places.isEmpty else { return nil }
  }
}
