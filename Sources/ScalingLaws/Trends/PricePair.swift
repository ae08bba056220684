#if canImport(Glibc)
  import Glibc
#endif

/// The launch prices of two models, one against the other.
///
/// Two points have no interval: the ratio is a fact about two price lists, not an estimate of a rate.
public struct PricePair: Sendable, Hashable {
  public let first: PriceList.Entry
  public let second: PriceList.Entry
  /// How many prices the table lists for each; the earliest is used.
  public let listed: [Int]

  /// How many times cheaper the second is.
  public var ratio: Double { first.price / second.price }
  /// From the first to the second; negative when the second came earlier.
  public var years: Double { second.date - first.date }
  /// The ratio over one year; `nil` for two prices of one date.
  public var annualFactor: Double? { years == 0 ? nil : pow(ratio, 1 / years) }

  /// - Throws: `.unknownModel` with the closest name.
  public init(_ first: String, _ second: String, in prices: PriceList) throws(PriceError) {
    let (from, fromListed) = try prices.launch(of: first)
    let (to, toListed) = try prices.launch(of: second)
    self.first = from
    self.second = to
    listed = [fromListed, toListed]
  }
}
