#if canImport(Glibc)
  import Glibc
#endif

/// The loss of a fitted law over parameters and tokens: lines of equal loss, and the size of least loss at each compute.
///
///     contour of L:  the N, D with f(N, D) = L;    efficient path: min over N of f(N, C/(6N))
///
/// - Valid when: the loss falls with D at each N, as in every law of N and D in the catalogue.
public struct LossSurface: Sendable {
  public struct Point: Sendable, Hashable {
    public let parameters: Double
    public let tokens: Double

    public init(parameters: Double, tokens: Double) {
      self.parameters = parameters
      self.tokens = tokens
    }
  }

  public let parameters: ClosedRange<Double>
  public let tokens: ClosedRange<Double>
  private let law: Expression
  private let known: [String: Double]

  /// - Parameters: ranges over which the surface is looked at, above zero.
  /// - Returns: `nil` for a law of other variables than N and D, or of texts.
  public init?(_ fit: SavedFit, parameters: ClosedRange<Double>, tokens: ClosedRange<Double>) {
    guard Set(fit.predictors) == ["N", "D"], fit.textVariables.isEmpty, parameters.lowerBound > 0, tokens.lowerBound > 0
    else { return nil }
    self.parameters = parameters
    self.tokens = tokens
    law = fit.formula.right
    known = fit.coefficientValues
  }

  /// The loss; NaN where the law has none.
  public func loss(_ point: Point) -> Double {
    var values = known
    (values["N"], values["D"]) = (point.parameters, point.tokens)
    return (try? law.value(values)) ?? .nan
  }

  /// Points of equal loss, by ascending N, as far as they lie within the ranges.
  public func contour(_ level: Double, points: Int = 61) -> [Point] {
    Self.steps(parameters, points).compactMap { size in
      let above = { (tokens: Double) in loss(Point(parameters: size, tokens: tokens)) - level }
      var (low, high) = (tokens.lowerBound, tokens.upperBound)
      guard above(low) >= 0, above(high) <= 0 else { return nil }
      for _ in 0..<50 {
        let middle = (low * high).squareRoot()
        if above(middle) > 0 { low = middle } else { high = middle }
      }
      return Point(parameters: size, tokens: (low * high).squareRoot())
    }
  }

  /// The size of least loss at a compute in FLOP, by golden section over log N; `nil` where it lies outside the ranges.
  public func optimum(flops: Double) -> Point? {
    let product = flops / IsoFLOPRuns.flopsPerParameterToken
    var (low, high) = (log(parameters.lowerBound), log(parameters.upperBound))
    let (first, last) = (low, high)
    let value = { (size: Double) in loss(Point(parameters: exp(size), tokens: product / exp(size))) }
    let golden = 0.5 * (5.0.squareRoot() - 1)
    for _ in 0..<60 {
      let (a, b) = (high - golden * (high - low), low + golden * (high - low))
      if value(a) < value(b) { high = b } else { low = a }
    }
    let best = (low + high) / 2
    let point = Point(parameters: exp(best), tokens: product / exp(best))
    let isInside = best > first + 1e-6 && best < last - 1e-6
    return isInside && tokens.contains(point.tokens) ? point : nil
  }

  /// The efficient path from the least compute of the ranges to the most.
  public func path(points: Int = 61) -> [Point] {
    let least = parameters.lowerBound * tokens.lowerBound
    let most = parameters.upperBound * tokens.upperBound
    return Self.steps(least...most, points).compactMap { optimum(flops: $0 * IsoFLOPRuns.flopsPerParameterToken) }
  }

  /// At equal steps of the logarithm.
  package static func steps(_ range: ClosedRange<Double>, _ points: Int) -> [Double] {
    let (low, high) = (log(range.lowerBound), log(range.upperBound))
    return (0..<points).map { exp(low + (high - low) * Double($0) / Double(points - 1)) }
  }
}

extension SavedFit {
  /// Value by value of the law's coefficients, those that are held too.
  var coefficientValues: [String: Double] {
    let solved = Dictionary(uniqueKeysWithValues: zip(inference.parameters, inference.point))
    let natural = zip(inference.names, inference.natural).map { ($0, (try? $1.value(solved)) ?? .nan) }
    return fixed.merging(natural) { $1 }
  }
}
