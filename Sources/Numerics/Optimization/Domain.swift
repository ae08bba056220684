/// Where one parameter may lie.
public enum Domain: Sendable, Hashable {
  /// Any number.
  case free
  /// Zero or more. A fit may end at zero, which is then reported as a bound.
  case positive
  /// From the first to the second number, both included. Either may be infinite.
  case between(Double, Double)
  /// Held at a value.
  case fixed(Double)

  /// The least value.
  public var lower: Double {
    switch self {
    case .free: -.infinity
    case .positive: 0
    case .between(let lower, _): lower
    case .fixed(let value): value
    }
  }

  /// The greatest value.
  public var upper: Double {
    switch self {
    case .free, .positive: .infinity
    case .between(_, let upper): upper
    case .fixed(let value): value
    }
  }

  /// Whether the parameter is held at a value.
  public var isFixed: Bool {
    if case .fixed = self { true } else { false }
  }

  /// The point of the domain that is nearest to a value.
  public func clamp(_ value: Double) -> Double {
    min(max(value, lower), upper)
  }
}
