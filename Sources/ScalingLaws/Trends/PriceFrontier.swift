/// The cheapest price so far of a given quality: a threshold frontier.
///
/// Of the models that score at or above the threshold, from the first that did: each date on which one was offered
/// below every earlier price. The points are running minima, so they depend on one another, and on which models
/// happen to be in the table.
public struct PriceFrontier: Sendable, Hashable {
  public let threshold: Double
  /// By date; each price is below the one before.
  public let points: [PriceList.Entry]
  /// Prices at or above the threshold, frontier or not.
  public let candidates: Int

  /// - Throws: `.noModelReaches` with the highest score that there is.
  public init(_ prices: PriceList, atLeast threshold: Double) throws(PriceError) {
    let candidates = prices.entries.filter { ($0.score ?? -.infinity) >= threshold }
    guard !candidates.isEmpty else {
      guard let best = prices.entries.filter({ $0.score != nil }).max(by: { ($0.score ?? 0) < ($1.score ?? 0) }) else {
        throw .noUsableRows(source: prices.source, reason: "no row has a score")
      }
      throw .noModelReaches(
        score: prices.columns.score ?? "score", threshold: threshold, best: best.score ?? .nan, model: best.model)
    }
    var points: [PriceList.Entry] = []
    for entry in candidates where entry.price < points.last?.price ?? .infinity {
      // One point per date: the lowest price of the day.
      if points.last?.date == entry.date { points.removeLast() }
      points.append(entry)
    }
    self.threshold = threshold
    self.points = points
    self.candidates = candidates.count
  }
}
