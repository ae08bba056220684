/// The rate of decline of a frontier within a window of time.
public struct RollingRate: Sendable {
  public let threshold: Double
  /// Decimal years.
  public let start: Double
  public let end: Double
  /// Points of the frontier in the window.
  public let points: Int
  public let logDecline: Estimate

  public var factorPerYear: Estimate { logDecline.asFactorPerYear }

  /// Windows that begin half a window apart, from the first point of the frontier to the last.
  ///
  /// The frontier is that of all prices; the line goes through its points in the window. Standard errors are by subsampling
  /// models, for windows in which four models or more are on the frontier.
  static func all(
    _ prices: PriceList, _ frontier: PriceFrontier, years: Double, level: Double, subsampling: ModelSubsampling
  ) -> [RollingRate] {
    guard let first = frontier.points.first?.date, let last = frontier.points.last?.date, last > first else {
      return []
    }
    let sampler = FrontierSampler(prices.entries(atLeast: frontier.threshold))
    let count = max(1, Int(((last - first - years) / (years / 2)).rounded(.up)) + 1)
    let starts = (0..<count).map { first + Double($0) * years / 2 }
    let line = { @Sendable (places: [Int], start: Double) in
      sampler.line(through: places.filter { sampler.dates[$0] >= start && sampler.dates[$0] <= start + years })
    }
    let draws = subsampling.draws(models: sampler.modelCount, width: count) { isKept in
      let places = sampler.frontier(isKept: isKept)
      return starts.map { line(places, $0)?.slope ?? .nan }
    }
    let all = sampler.frontier { _ in true }
    return starts.enumerated().map { index, start in
      let inside = all.filter { sampler.dates[$0] >= start && sampler.dates[$0] <= start + years }
      let models = Set(inside.map { sampler.models[$0] }).count
      let fitted = line(all, start)
      let error =
        models > 3
        ? fitted.flatMap { draws.standardError(index, around: $0.slope) } : nil
      return RollingRate(
        threshold: frontier.threshold, start: start, end: start + years, points: inside.count,
        logDecline: fitted.map {
          Estimate(-$0.slope, standardError: error, degreesOfFreedom: Double(max(1, models - 2)), level: level)
            .notRising
        } ?? .notEstimable)
    }
  }
}
