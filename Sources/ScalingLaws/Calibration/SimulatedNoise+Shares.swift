import Statistics

extension Fit {
  /// Shares of successes in the trials of each row, each trial with the probability that the law gives.
  ///
  /// - Throws: `.shareNoise` where the fit has no numbers of trials.
  public func binomialNoise() throws(FitError) -> SimulatedNoise {
    guard let trials = try trials() else { throw .shareNoise("binomial", needsTrials: true) }
    return SimulatedNoise("binomial counts of the trials") { random, values in
      for row in values.indices {
        let count = random.binomial(trials: trials[row], probability: ResidualScale.logit.inverse(values[row]))
        values[row] = ResidualScale.logit.value(Double(count) / Double(max(trials[row], 1)))
      }
    }
  }

  /// Shares that scatter about the law as far as those of the fit do.
  ///
  ///     without trials:  y ~ beta with mean μ and variance φ μ(1-μ)/w
  ///     with trials n:   y = k/n, k of n with a probability that is beta: variance φ μ(1-μ)/n
  ///
  /// with φ the dispersion of the fit and w its precisions. A variance is at most that of a share that is 0 or 1, and with trials at
  /// least the binomial one.
  ///
  /// - Throws: `.shareNoise` for another norm; `.noNoise`.
  public func betaNoise() throws(FitError) -> SimulatedNoise {
    guard options.norm.isBinomial else { throw .shareNoise("beta", needsTrials: false) }
    guard let sigma = statistics.sigma, sigma > 0, !statistics.isPerfect else { throw .noNoise }
    let dispersion = sigma.squared
    let shown = dispersion.formatted(significant: 3)
    guard let trials = try trials() else {
      let weights = try RowWeights(options.weights, data: sample, column: law.column(of:))
      let shares = sample.rows.indices.map { weights.value($0) > 0 ? dispersion / weights.value($0) : 0 }
      return SimulatedNoise("beta shares, dispersion \(shown)") { random, values in
        for row in values.indices {
          let mean = ResidualScale.logit.inverse(values[row])
          values[row] = ResidualScale.logit.value(random.share(mean: mean, correlation: shares[row]))
        }
      }
    }
    return SimulatedNoise("beta-binomial counts of the trials, dispersion \(shown)") { random, values in
      for row in values.indices {
        let correlation = trials[row] > 1 ? max(dispersion - 1, 0) / Double(trials[row] - 1) : 0
        let mean = ResidualScale.logit.inverse(values[row])
        let probability = random.share(mean: mean, correlation: correlation)
        let count = random.binomial(trials: trials[row], probability: probability)
        values[row] = ResidualScale.logit.value(Double(count) / Double(max(trials[row], 1)))
      }
    }
  }

  /// Row by row; `nil` where the fit has none.
  private func trials() throws(FitError) -> [Int]? {
    guard let weights = options.weights, weights.kind == .trials else { return nil }
    let rows = try RowWeights(weights, data: sample, column: law.column(of:))
    return sample.rows.indices.map { Int(rows.value($0)) }
  }
}

extension RandomStream {
  /// A share of the beta distribution with variance `correlation · mean (1 - mean)`: the mean itself for a correlation of zero,
  /// 0 or 1 from one on.
  fileprivate mutating func share(mean: Double, correlation: Double) -> Double {
    guard mean > 0, mean < 1, correlation > 0 else { return mean }
    guard correlation < 1 else { return uniform() < mean ? 1 : 0 }
    let size = 1 / correlation - 1
    let (a, b) = (mean * size, (1 - mean) * size)
    guard a > 0, b > 0, size.isFinite else { return mean }
    return beta(a, b)
  }
}
