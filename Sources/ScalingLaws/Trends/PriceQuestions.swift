/// What is asked about a list of prices, besides the scores to hold fixed.
public struct PriceQuestions: Sendable {
  /// In the order in which they are shown.
  public var definitions: [PriceDefinition]
  /// Of the offers about the middle one, that the cheapest rate follows.
  public var quantile: Double
  public var subsampling: ModelSubsampling
  /// Years of a rolling window; `nil` for none.
  public var window: Double?
  /// Whether a change of the rate is looked for.
  public var looksForBreaks: Bool
  /// Prices whose date is asked for.
  public var targets: [Double]
  /// Decimal years at which the price is asked for.
  public var dates: [Double]

  public init(
    definitions: [PriceDefinition] = PriceDefinition.allCases, quantile: Double = 0.1,
    subsampling: ModelSubsampling = ModelSubsampling(),
    window: Double? = nil, looksForBreaks: Bool = false, targets: [Double] = [], dates: [Double] = []
  ) {
    self.definitions = definitions
    self.quantile = quantile
    self.subsampling = subsampling
    self.window = window
    self.looksForBreaks = looksForBreaks
    self.targets = targets
    self.dates = dates
  }

  /// About how many rolling windows there are, of a level whose first and last price are the first and the last of all.
  func windows(over prices: PriceList) -> Double {
    let dates = prices.entries.map(\.date)
    guard let window, let first = dates.min(), let last = dates.max() else { return 0 }
    return 2 * (last - first) / window + 2
  }

  /// - Throws: `.quantile`, `.replicates`, `.window`, `.target`.
  func check() throws(PriceError) {
    guard quantile > 0, quantile < 1 else { throw .quantile(quantile) }
    guard subsampling.replicates >= 100 else { throw .replicates(subsampling.replicates) }
    if let window, !(window > 0 && window.isFinite) { throw .window(window) }
    if let target = targets.first(where: { !($0 > 0 && $0.isFinite) }) { throw .target(target) }
  }
}
