/// How fast the price of a given quality falls, by least squares on its frontier.
///
///     log price = log p0 - k·t,   factor per year = exp(k)
///
/// The interval is the *naive* one: that of a straight line through independent points, which running minima are not.
/// It is named so wherever it is shown.
public struct PriceTrend: Sendable {
  public let frontier: PriceFrontier
  /// `nil` when the frontier has a single point.
  public let fit: Fit?
  public let verdicts: [Verdict]
  public let warnings: [FitWarning]

  /// Times cheaper after a year.
  public var factorPerYear: Estimate { estimate("factor_per_year") }
  /// Months in which the price halves.
  public var halvingMonths: Estimate { estimate("halving_time") }
  public var percentPerYear: Estimate { estimate("percent_per_year") }

  private func estimate(_ name: String) -> Estimate {
    guard let fit, let estimate = fit.derived.first(where: { $0.quantity.name == name })?.estimate else {
      return .notEstimable
    }
    // Points exactly on a line leave nothing to judge the noise by.
    return fit.statistics.isPerfect ? Estimate(value: estimate.value, standardError: nil, interval: nil) : estimate
  }

  /// - Parameters:
  ///   - claims: rates to be tested against the estimate.
  ///   - margin: factor, above 1, within which a rate counts as the claimed one.
  public init(
    _ frontier: PriceFrontier, of prices: PriceList, claims: [Rate] = [], margin: Double = 1.5, level: Double = 0.95
  ) throws(PriceError) {
    guard margin > 1, margin.isFinite else { throw .margin(margin) }
    self.frontier = frontier
    var fit: Fit?
    if frontier.points.count >= 2 {
      let options = FitOptions(interval: .classical, level: level)
      do {
        fit = try Law.exponentialTrend.fit(to: try frontier.table(prices), columns: ["t": "date"], options: options)
      } catch {
        throw .fit(error)
      }
    }
    self.fit = fit
    let rate = fit?.coefficients["k"]
    if let rate, let k = rate.value, let error = rate.standardError, error > 0, let fit, !fit.statistics.isPerfect {
      verdicts = claims.map {
        Verdict(
          of: $0, logDecline: k, standardError: error,
          degreesOfFreedom: Double(fit.statistics.residualDegreesOfFreedom), level: level, margin: margin)
      }
    } else {
      verdicts = []
    }
    warnings = Self.warnings(frontier, fit)
  }

  private static func warnings(_ frontier: PriceFrontier, _ fit: Fit?) -> [FitWarning] {
    let count = frontier.points.count
    let place = "at \(frontier.threshold.plain)"
    let doubts = (fit?.warnings ?? []).filter { $0.code != .noDegreesOfFreedom }
      .map { FitWarning($0.code, $0.severity, "\(place): \($0.message)", hint: $0.hint) }
    guard count < 5 else { return doubts }
    let message =
      switch count {
      case 1: "\(place): the first model to reach the score is still the cheapest, so there is no trend to fit"
      case 2: "\(place): two points make a line but no interval"
      default: "\(place): \(count) points say little, whatever the interval"
      }
    return doubts + [FitWarning(.fewPoints, .note, message, hint: "lower the score, or add prices")]
  }
}

extension PriceFrontier {
  /// The frontier as a table with the columns `date` and `price`.
  fileprivate func table(_ prices: PriceList) throws(FitError) -> Table {
    do {
      return try Table(
        source: prices.source, sha256: prices.sha256,
        columns: [
          Column(name: "date", storage: .dates(points.map(\.date), .day)),
          Column(name: "price", storage: .numbers(points.map(\.price))),
        ], lineNumbers: LineNumbers(points.map(\.line)))
    } catch {
      throw .table(error)
    }
  }
}
