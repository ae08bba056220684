import Glibc

/// Where starts of one parameter are drawn from.
public enum StartRegion: Sendable, Hashable {
  /// Evenly between two numbers.
  case linear(Double, Double)
  /// Evenly in the logarithm, between two numbers above zero.
  case logarithmic(Double, Double)
  /// Evenly in the reciprocal, between two numbers above zero: periods, evenly in frequency.
  case reciprocal(Double, Double)

  /// The point at a fraction of the way from the first to the second number.
  public func value(at fraction: Double) -> Double {
    switch self {
    case .linear(let low, let high): low + (high - low) * fraction
    case .logarithmic(let low, let high): low * pow(high / low, fraction)
    case .reciprocal(let low, let high): 1 / (1 / low + (1 / high - 1 / low) * fraction)
    }
  }
}
