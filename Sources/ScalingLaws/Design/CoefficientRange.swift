#if canImport(Glibc)
  import Glibc
#endif

/// Where a coefficient is thought to lie before there are data.
public struct CoefficientRange: Sendable, Hashable {
  public let name: String
  public let low: Double
  /// As `low` where the coefficient is known.
  public let high: Double

  /// A range as a user writes it: `alpha=0.3..0.4`, or `E=1.69` for a coefficient that is known.
  ///
  /// - Throws: `.priorNotUnderstood`.
  public init(_ text: String) throws(DesignError) {
    let sides = text.split(separator: "=", maxSplits: 1).map { $0.filter { $0 != " " } }
    guard sides.count == 2, !sides[0].isEmpty else { throw .priorNotUnderstood(text) }
    name = sides[0]
    let range = sides[1].firstRange(of: "..")
    let ends =
      range.map { [String(sides[1][..<$0.lowerBound]), String(sides[1][$0.upperBound...])] } ?? [sides[1], sides[1]]
    let values = ends.compactMap(NumberLiteral.parse)
    guard values.count == 2, values[0] <= values[1], values.allSatisfy(\.isFinite) else {
      throw .priorNotUnderstood(text)
    }
    (low, high) = (values[0], values[1])
  }

  /// Whether the logarithm is thought to be anywhere in its range alike.
  private var isLogarithmic: Bool { low > 0 && high > 10 * low }

  /// The value below which a share of the range lies.
  func value(at share: Double) -> Double {
    isLogarithmic ? low * exp(share * log(high / low)) : low + share * (high - low)
  }

  var middle: Double { value(at: 0.5) }

  /// Of a uniform distribution over the range.
  var variance: Double { (high - low).squared / 12 }
}
