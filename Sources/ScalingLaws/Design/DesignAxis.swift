#if canImport(Glibc)
  import Glibc
#endif

/// One side of a grid of candidate runs: values of a variable, evenly spaced on the log scale.
///
///     xᵢ = low · (high / low)^(i / (count - 1)),   i = 0 … count - 1
public struct DesignAxis: Sendable, Hashable {
  public let variable: String
  /// Ascending; one where the axis is a single value.
  public let values: [Double]

  /// A side of a grid as a user writes it: `N=1e8..1e10:8`, or `D=1e9` for one value.
  ///
  /// - Throws: `.axis` saying what is wrong with it.
  public init(_ text: String) throws(DesignError) {
    let sides = text.split(separator: "=", maxSplits: 1).map { $0.filter { $0 != " " } }
    guard sides.count == 2, !sides[0].isEmpty else { throw .axis(text, "it names no variable") }
    variable = sides[0]
    guard let range = sides[1].firstRange(of: "..") else {
      guard let value = NumberLiteral.parse(sides[1]), value.isFinite else {
        throw .axis(text, "\(sides[1]) is no number and no range")
      }
      values = [value]
      return
    }
    let rest = sides[1][range.upperBound...].split(separator: ":", omittingEmptySubsequences: false)
    guard rest.count == 2, let count = Int(rest[1]) else { throw .axis(text, "it does not say how many values") }
    guard let low = NumberLiteral.parse(String(sides[1][..<range.lowerBound])),
      let high = NumberLiteral.parse(String(rest[0]))
    else { throw .axis(text, "an end is no number") }
    guard low > 0, high > low, high.isFinite else {
      throw .axis(
        text, "values are evenly spaced on the log scale, so it goes from a positive number up to a greater one")
    }
    guard count >= 2 else { throw .axis(text, "a range has two values or more") }
    guard count <= Self.mostValues else { throw .axis(text, "\(count) values are more than \(Self.mostValues)") }
    let span = log(high) - log(low)
    values = (0..<count).map { index in
      // The ends are exactly those that were written.
      index == 0 ? low : index == count - 1 ? high : low * exp(span * Double(index) / Double(count - 1))
    }
  }

  private static let mostValues = 100_000
}
