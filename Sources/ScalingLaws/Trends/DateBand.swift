import Statistics

/// What a straight trend says of dates after the last row, on the log scale.
///
///     value(s) = v + b·s,   variance(s) = v₀ + v₁s + v₂s²  (+ noise of a new observation),   s years after the last row
struct DateBand: Sendable, Hashable {
  let value: Double
  let slope: Double
  let variance: (Double, Double, Double)
  /// Variance of one observation about the trend; zero where it is in `variance` already.
  let noise: Double
  let degreesOfFreedom: Double

  static func == (a: DateBand, b: DateBand) -> Bool {
    a.value == b.value && a.slope == b.slope && a.variance == b.variance && a.noise == b.noise
  }

  func hash(into hasher: inout Hasher) { hasher.combine(value) }

  /// Whether there is scatter to judge by.
  var isDefined: Bool { degreesOfFreedom > 0 }

  private func quantile(_ level: Double) -> Double {
    StudentT(degreesOfFreedom: degreesOfFreedom).quantile(0.5 + level / 2)
  }

  /// The trend after so many years, and the band of a new observation; `nil` ends where there is nothing to judge by.
  func projection(after years: Double, level: Double) -> (value: Double, low: Double?, high: Double?) {
    let center = value + slope * years
    let spread = variance.0 + variance.1 * years + variance.2 * years.squared + noise
    let half = quantile(level) * spread.squareRoot()
    return half.isFinite ? (center, center - half, center + half) : (center, nil, nil)
  }

  /// Years after the last row at which the trend has a value, and those at which a new observation may have it: all s whose band
  /// holds the value, as far as they hang together with the estimate. An end that no time bounds is `nil`.
  ///
  ///     (target - v - b·s)² <= q²·(v₀ + noise + v₁s + v₂s²)
  ///
  /// - Source: Fieller 1954.
  func years(to target: Double, level: Double) -> (years: Double, low: Double?, high: Double?)? {
    guard slope != 0 else { return nil }
    let distance = target - value
    let years = distance / slope
    let q2 = quantile(level).squared
    guard q2.isFinite else { return (years, nil, nil) }
    let p2 = slope.squared - q2 * variance.2
    let p1 = -2 * distance * slope - q2 * variance.1
    let p0 = distance.squared - q2 * (variance.0 + noise)
    let roots = Quadratic.roots(p0, p1, p2)
    guard roots.count == 2 else { return (years, nil, nil) }
    if p2 > 0 { return (years, roots[0], roots[1]) }
    return years <= roots[0] ? (years, nil, roots[0]) : (years, roots[1], nil)
  }
}
