import ScalingLaws

#if canImport(Glibc)
  import Glibc
#endif

/// The figures of an analysis of prices.
public enum PriceFigure: String, Sendable, Hashable, CaseIterable {
  /// Prices of all models at or above a level, the frontier, its line with the band, claims beside it.
  case frontier
  /// The rate at each level, with its interval.
  case levels

  /// More frontiers than these are too small to read: the rates are drawn over the levels.
  private static let mostPanels = 3

  public init(for analysis: PriceAnalysis) {
    self = analysis.trends.isEmpty || analysis.trends.count > Self.mostPanels ? .levels : .frontier
  }

  /// - Throws: `FigureError` where the analysis has nothing of the kind.
  public func figure(of analysis: PriceAnalysis) throws(FigureError) -> Figure {
    switch self {
    case .frontier: try PriceFrontierFigure(analysis: analysis).figure()
    case .levels: try PriceLevelsFigure(analysis: analysis).figure()
    }
  }
}

extension PriceAnalysis {
  /// Name and unit of the price, as an axis has them.
  var priceTitle: String {
    let columns = prices.columns.price.symbols
    let isPerToken = !columns.isEmpty && columns.allSatisfy { $0.contains("usd_per_mtok") }
    let text = prices.columns.price.description
    return isPerToken ? "price (USD per million tokens)" : text.count <= 40 ? "price (\(text))" : "price"
  }

  var isInDollars: Bool { prices.columns.price.symbols.contains { $0.lowercased().contains("usd") } }

  /// The source line of a caption.
  var sourceCaption: String {
    "Data: \(prices.source), \(counted(prices.entries.count, "price")), SHA-256 \(prices.sha256.prefix(12)); price = \(prices.columns.price)."
  }
}
