import Optimization

/// The scale on which a quantity is estimated: where its interval is `g(q̂) ± t·se(g)`.
///
///     range          g(q)                         interval
///     all numbers    q                            q̂ ± t·se
///     above l        log(q - l)                   l + (q̂ - l)·exp(± t·se/(q̂ - l))
///     below u        -log(u - q)
///     l to u         log((q - l)/(u - q))
///
/// The range is what the formula of the quantity and the domains of the coefficients allow (`Expression.range`). So no interval leaves
/// it, and quantities that mirror one another have intervals that do: `a` and `1 - a`, `x` and `1/x`, `q` and `-q`.
///
/// Every number with a standard error gets its interval here, whoever asks: coefficients, quantities, predictions, plans.
enum QuantityScale: Sendable, Hashable {
  case identity
  case above(Double)
  case below(Double)
  case between(Double, Double)

  /// - Parameter value: the estimate; one that is at an end of the range, or rounds to it, has no scale of its own.
  init(_ range: ValueRange, at value: Double) {
    guard range.hasInside(value) else {
      self = .identity
      return
    }
    switch (range.low.isFinite, range.high.isFinite) {
    case (false, false): self = .identity
    case (true, false): self = .above(range.low)
    case (false, true): self = .below(range.high)
    case (true, true): self = .between(range.low, range.high)
    }
  }

  /// g(q); infinite at an end of the range.
  func value(_ quantity: Double) -> Double {
    switch self {
    case .identity: quantity
    case .above(let low): Double.logarithm(quantity - low)
    case .below(let high): -Double.logarithm(high - quantity)
    case .between(let low, let high): Double.logarithm((quantity - low) / (high - quantity))
    }
  }

  /// The quantity at a value on the scale.
  func inverse(_ value: Double) -> Double {
    switch self {
    case .identity: value
    case .above(let low): low + Double.exponential(value)
    case .below(let high): high - Double.exponential(-value)
    case .between(let low, let high):
      // From the nearer end, so that neither is rounded away.
      value < 0
        ? low + (high - low) * (Double.exponential(value) / (1 + Double.exponential(value)))
        : high - (high - low) * (Double.exponential(-value) / (1 + Double.exponential(-value)))
    }
  }

  /// g'(q)
  func slope(at quantity: Double) -> Double {
    switch self {
    case .identity: 1
    case .above(let low): 1 / (quantity - low)
    case .below(let high): 1 / (high - quantity)
    case .between(let low, let high): (high - low) / ((quantity - low) * (high - quantity))
    }
  }

  /// `g⁻¹(g(q̂) ± half·g'(q̂))`, with an open end where that is no number.
  ///
  /// - Parameter half: of the interval on the identity scale, `t·se`.
  func interval(about quantity: Double, half: Double, level: Double) -> Interval {
    let (center, reach) = (value(quantity), half * slope(at: quantity))
    return Interval(low: center - reach, high: center + reach, level: level).mapEnds(inverse).bounded
  }
}

extension Interval {
  /// With an open end in place of one that is no finite number.
  var bounded: Interval {
    Interval(low: low.flatMap { $0.isFinite ? $0 : nil }, high: high.flatMap { $0.isFinite ? $0 : nil }, level: level)
  }

  /// What of it lies in a range.
  func clamped(to range: ValueRange) -> Interval {
    Interval(
      low: low.map(range.clamp) ?? (range.low.isFinite ? range.low : nil),
      high: high.map(range.clamp) ?? (range.high.isFinite ? range.high : nil), level: level)
  }
}

extension Domain {
  /// The numbers that it holds.
  var range: ValueRange { ValueRange(lower, upper) }
}
