import Statistics

extension Estimate {
  /// With the standard deviation of the draws as standard error and their quantiles (type 7) as interval; without either for fewer
  /// than 40 draws.
  init(percentile value: Double, of draws: [Double], level: Double) {
    guard draws.count >= 40 else {
      self.init(value: value, standardError: nil, interval: nil)
      return
    }
    let mean = draws.reduce(0, +) / Double(draws.count)
    let variance = draws.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(draws.count - 1)
    let ends = Descriptive.quantiles(draws, probabilities: [0.5 - level / 2, 0.5 + level / 2])
    self.init(
      value: value, standardError: variance.squareRoot(),
      interval: Interval(low: ends[0], high: ends[1], level: level))
  }
}
