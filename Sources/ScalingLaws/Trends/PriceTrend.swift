/// How fast the price of a given quality falls, by least squares on its frontier.
///
///     log price = log p0 - k·t,   factor per year = exp(k)
///
/// The interval comes from leaving out models and rebuilding the frontier, `ModelSubsampling`, with Student's t of as many
/// degrees of freedom as the frontier has models, less two, and ends at no change, for a running minimum cannot rise. Beside it stands the *naive* one: that of a straight line
/// through independent points, which running minima are not.
public struct PriceTrend: Sendable {
  public let frontier: PriceFrontier
  /// `nil` when the frontier has a single point. Its intervals are the naive ones.
  public let fit: Fit?
  /// Yearly decline of the logarithm, by subsampling models.
  public let logDecline: Estimate
  public let warnings: [FitWarning]
  /// Models at or above the score, and how many of them are on the frontier.
  public let models: (reaching: Int, onFrontier: Int)
  /// Subsamples whose frontier has no line.
  public let undefinedSubsamples: Int
  /// Slope and value at `FrontierLines.origin` of every subsample.
  let lines: FrontierLines?

  /// Times cheaper after a year.
  public var factorPerYear: Estimate { logDecline.asFactorPerYear }
  /// Months in which the price halves.
  public var halvingMonths: Estimate { logDecline.asHalvingMonths }
  public var percentPerYear: Estimate { logDecline.asPercentPerYear }
  /// Times cheaper after a year, with the interval for independent points.
  public var naiveFactorPerYear: Estimate { naive("factor_per_year") }

  private func naive(_ name: String) -> Estimate {
    guard let fit, let estimate = fit.derived.first(where: { $0.quantity.name == name })?.estimate else {
      return .notEstimable
    }
    // Points exactly on a line leave nothing to judge the noise by.
    return fit.statistics.isPerfect ? Estimate(value: estimate.value, standardError: nil, interval: nil) : estimate
  }

  /// Years from the first point of the frontier to the last.
  public var span: Double { (frontier.points.last?.date ?? 0) - (frontier.points.first?.date ?? 0) }

  /// - Parameters:
  ///   - frontier: the running minimum of the price.
  ///   - prices: what the frontier was taken from.
  ///   - level: nominal coverage of intervals.
  ///   - subsampling: how models are left out for the interval.
  public init(
    _ frontier: PriceFrontier, of prices: PriceList, level: Double = 0.95,
    subsampling: ModelSubsampling = ModelSubsampling()
  ) throws(PriceError) {
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
    let sampler = FrontierSampler(prices.entries(atLeast: frontier.threshold))
    models = (sampler.modelCount, Set(frontier.points.map(\.identity)).count)
    if let fit, let k = fit.coefficients["k"]?.value {
      let lines = FrontierLines(sampler, origin: frontier.points[0].date, subsampling: subsampling)
      let hasError = frontier.points.count > 2 && !fit.statistics.isPerfect
      logDecline =
        Estimate(
          k, standardError: hasError ? lines?.slopeError : nil,
          degreesOfFreedom: Double(max(1, models.onFrontier - 2)), level: level
        ).notRising
      self.lines = lines
      undefinedSubsamples = lines?.undefined ?? 0
    } else {
      (logDecline, lines, undefinedSubsamples) = (.notEstimable, nil, 0)
    }
    warnings = Self.warnings(frontier, fit, logDecline, models: models.reaching)
  }

  private static func warnings(
    _ frontier: PriceFrontier, _ fit: Fit?, _ decline: Estimate, models: Int
  ) -> [FitWarning] {
    let count = frontier.points.count
    let place = "at \(frontier.threshold.plain)"
    var doubts = (fit?.warnings ?? []).filter { $0.code != .noDegreesOfFreedom }
      .map { FitWarning($0.code, $0.severity, "\(place): \($0.message)", hint: $0.hint) }
    if let fit, count > 2, !fit.statistics.isPerfect, decline.interval == nil {
      doubts.append(
        FitWarning(
          .fewPoints, "\(place): \(counted(models, "model")), too few to leave some out: there is no interval",
          hint: "lower the score, or add prices"))
    }
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

extension Estimate {
  /// The yearly decline of a running minimum, which cannot rise: an interval that reaches below zero ends there.
  var notRising: Estimate {
    guard let interval, let low = interval.low, low < 0 else { return self }
    return Estimate(
      value: value, standardError: standardError,
      interval: Interval(low: 0, high: interval.high, level: interval.level),
      degreesOfFreedom: degreesOfFreedom)
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
