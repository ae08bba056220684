import ScalingLaws

/// What was found about the three observations: capability and resources, price, value.
public struct Observations: Sendable {
  /// One for each table of scores or losses.
  public let capability: [CapabilityAnalysis]
  public let prices: PriceAnalysis
  /// Every analysis of these prices that may be defended.
  public let priceAnalyses: SpecificationCurve
  /// A series in time beside the prices, such as transistors per chip; `nil` for none.
  public let series: TrendAnalysis?
  /// `nil` where no table of quantities was given.
  public let use: UseAnalysis?
  public let value: ValueAnalysis
  /// How to repeat each part, as commands.
  public let commands: [String]

  public init(
    capability: [CapabilityAnalysis], prices: PriceAnalysis, priceAnalyses: SpecificationCurve, series: TrendAnalysis?,
    use: UseAnalysis?,
    value: ValueAnalysis, commands: [String]
  ) {
    self.capability = capability
    self.prices = prices
    self.priceAnalyses = priceAnalyses
    self.series = series
    self.use = use
    self.value = value
    self.commands = commands
  }

  public var warnings: [FitWarning] {
    capability.flatMap(\.warnings) + prices.warnings + (series?.warnings ?? []) + (use?.fit.warnings ?? [])
      + value.warnings
  }

  public var hasResult: Bool { capability.contains(where: \.hasResult) || prices.hasResult || value.hasResult }
}

/// One line of the page's summary: a claim, what was estimated, and what that decides.
public struct Finding: Sendable, Hashable {
  /// 1, 2 or 3.
  public let observation: Int
  public let claim: String
  public let data: String
  public let estimate: String
  public let interval: String
  public let verdict: String
  /// What would change the verdict; empty where nothing can be said.
  public let change: String
}
