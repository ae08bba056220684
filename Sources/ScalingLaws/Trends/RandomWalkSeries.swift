import Statistics

/// A quantity whose logarithm wanders: a geometric random walk with drift.
///
///     log y(t + d) = log y(t) + μ·d + K·√d·n,   n standard normal
///
///     μ̂ = (log y_last - log y_first) / T,   K̂² = Σ (Δᵢ - μ̂dᵢ)²/dᵢ / (m - 1),   m steps over T years
///
/// A forecast τ years ahead is `log y_last + μ̂τ`, and `(log y - forecast) / (K̂·√(τ + τ²/T))` has Student's t with m - 1 degrees of
/// freedom: the second term is the uncertainty of the drift. Rows of one date count as one, their geometric mean.
///
/// - Valid when: steps are independent of one another, and their variance grows with the time between them. `stepAutocorrelation` far
///   below zero says that values come back to a trend instead; the bands are then too wide.
/// - Source: Farmer & Lafond 2016, "How predictable is technological progress?", eq. 5 to 9, for equal steps d = 1, where T = m.
public struct RandomWalkSeries: Sendable {
  public let drift: GrowthRate
  /// K: standard deviation of the logarithm after a year.
  public let volatility: Double
  /// m.
  public let steps: Int
  /// First-order autocorrelation of `(Δᵢ - μ̂dᵢ)/√dᵢ`.
  public let stepAutocorrelation: Double
  let band: DateBand

  /// - Returns: `nil` for fewer than three dates, or steps that are all the same.
  public init?(years: [Double], logs: [Double], level: Double = 0.95) {
    let m = years.count - 1
    guard m >= 2, let start = years.first, let end = years.last, let first = logs.first, let last = logs.last else {
      return nil
    }
    let span = end - start
    let drift = (last - first) / span
    let steps = (1...m).map { index in
      let years = years[index] - years[index - 1]
      return (logs[index] - logs[index - 1] - drift * years) / years.squareRoot()
    }
    let squares = steps.reduce(0) { $0 + $1.squared }
    let variance = squares / Double(m - 1)
    guard variance > 1e-20 * (drift.squared * span / Double(m)), variance > 0, variance.isFinite else { return nil }
    self.drift = GrowthRate(
      Estimate(
        drift, standardError: (variance / span).squareRoot(), degreesOfFreedom: Double(m - 1), level: level))
    volatility = variance.squareRoot()
    self.steps = m
    stepAutocorrelation = Autocorrelation.first(steps)
    let degrees = Double(m - 1)
    let quantile = StudentT(degreesOfFreedom: degrees).quantile(0.5 + level / 2)
    band = DateBand(span: span) { years in
      let half = quantile * (variance * (years + years.squared / span)).squareRoot()
      let center = last + drift * years
      return DateBand.Projection(value: center, low: center - half, high: center + half)
    }
  }
}
