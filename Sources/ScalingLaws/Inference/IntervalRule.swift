import Statistics

/// How `CoefficientSpace` makes the interval of a number that is computed from the coefficients, for whoever computes it elsewhere.
public struct IntervalRule: Sendable, Hashable {
  public enum Reading: String, Sendable, Hashable {
    /// `g ± factor·√(∇g'V∇g)`.
    case covariance
    /// Of the refits: see `BootstrapDistribution`.
    case percentile, basic
    /// About the mean of the refits: `factor` times their standard deviation.
    case normal
    /// The quartiles of the refits, each as far from the estimate times `factor`.
    case middle
    /// `g ± factor` jackknife standard errors.
    case jackknife
  }

  public let reading: Reading
  public let factor: Double
  /// Of the noise of a new run: half the width of its interval, in standard deviations.
  public let noiseFactor: Double
}

extension SavedFit {
  public var intervalRule: IntervalRule {
    let degrees = solved.degreesOfFreedom
    let tail = 0.5 + level / 2
    let t = StudentT(degreesOfFreedom: degrees).quantile(tail)
    let rule = { IntervalRule(reading: $0, factor: $1, noiseFactor: t) }
    guard usesDraws, let draws, draws.replicates.count > 1 else { return rule(.covariance, t) }
    switch kind {
    case .jackknife: return rule(.jackknife, t)
    case .bootstrap(.basic, _): return rule(.basic, 1)
    case .bootstrap(.normal, _): return rule(.normal, StandardNormal().quantile(tail))
    case .bootstrap(.middle, let degrees) where degrees >= BootstrapDistribution.fewestDegreesOfMiddle:
      return rule(.middle, t / StandardNormal().quantile(0.5 + BootstrapDistribution.middleShare / 2))
    case .bootstrap: return rule(.percentile, 1)
    }
  }
}
