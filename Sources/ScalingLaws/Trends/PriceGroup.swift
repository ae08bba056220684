/// The cheapest and the typical rate of a part of the models.
public struct PriceGroup: Sendable {
  public let name: String
  public let prices: Int
  public let models: Int
  /// Yearly decline of the logarithm.
  public let cheapest: Estimate
  public let typical: Estimate

  /// With fewer models a rate of their own says next to nothing.
  private static let fewestModels = 10

  /// Reasoning models and the others; empty unless the table marks both and each are enough.
  static func all(_ prices: PriceList, _ question: DefinedRate.Question) -> [PriceGroup] {
    let scored = prices.filter { $0.score != nil }
    let parts = [("reasoning", true), ("others", false)].map { name, mark in
      (name, PriceRegression(scored.filter { ($0.isReasoning ?? !mark) == mark }))
    }
    guard parts.allSatisfy({ $0.1.modelCount >= fewestModels }) else { return [] }
    return parts.map { name, regression in
      PriceGroup(
        name: name, prices: regression.entries.count, models: regression.modelCount,
        cheapest: CheapestPrices.rates(regression, question).found.logDecline,
        typical: TypicalPrices.rate(regression, question).logDecline)
    }
  }
}
