/// Intervals from refits to resamples: how a resample is drawn, and how an interval is read off the refits.
///
/// Replicate i draws from stream i of the seed, so the numbers do not depend on the number of threads.
public struct Bootstrap: Sendable, Hashable {
  /// How a resample is drawn.
  public enum Scheme: String, Sendable, Hashable, CaseIterable {
    /// Rows, with replacement; whole clusters where they are named. Right whatever the noise is like. Efron 1979.
    case pairs
    /// Fitted values plus resampled residuals `rᵢ/√(1-hᵢ)`, centred. Right when the noise is the same in all rows. Efron 1979.
    case residual
    /// Fitted values plus `vᵢ rᵢ/(1-hᵢ)`, v = ±1 with equal probability; one v for each cluster. Liu 1988; Davidson & Flachaire 2008.
    case wild
    /// The same with Mammen's two points, which keep the third moment: v = (1-√5)/2 or (1+√5)/2. Mammen 1993.
    case wildMammen = "wild-mammen"
    /// The same with Webb's six points ±√½, ±1, ±√1.5, for few clusters. Webb 2014.
    case wildWebb = "wild-webb"
    /// Fitted values plus noise from the likelihood: normal with the fit's sigma, or Student's t.
    case parametric
  }

  /// How an interval is read off the draws.
  public enum Reading: String, Sendable, Hashable, CaseIterable {
    /// Quantiles of the draws. R: `boot::boot.ci(type = "perc")`.
    case percentile
    /// Quantiles of the draws at levels that correct for bias and for a standard error that changes with the value. Efron 1987.
    /// R: `boot.ci(type = "bca")`.
    case bca
    /// `θ̂ - t*·se`, with t* the quantiles of `(θ* - θ̂)/se*`. R: `boot.ci(type = "stud")`.
    case t
    /// `2θ̂` minus the quantiles of the draws. R: `boot.ci(type = "basic")`.
    case basic
    /// `θ̂ - bias ± z·se` with bias and se of the draws. R: `boot.ci(type = "norm")`.
    case normal
    /// The distances from `θ̂` to the quartiles of the draws, each times `t/z`, with t the quantile of the level and z the normal
    /// quantile of 0.75; on the scale of logarithms for what is surely positive.
    ///
    /// For norms that bend within the noise: their refits have far tails, from resamples without the few rows that hold a
    /// coefficient, which the estimate itself does not have. Percentiles with fewer than 20 degrees of freedom. See
    /// `BootstrapDistribution.middle`, and for what it covers `docs/coverage.md`.
    case middle
  }

  public var scheme: Scheme
  public var reading: Reading

  public init(_ scheme: Scheme = .pairs, _ reading: Reading = .percentile) {
    self.scheme = scheme
    self.reading = reading
  }

  /// `bootstrap`, then a scheme, a reading, or both, separated by colons; `nil` for any other text.
  init?(_ text: String) {
    var parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard parts.removeFirst() == "bootstrap", parts.count <= 2 else { return nil }
    self.init()
    if let first = parts.first, let scheme = Scheme(rawValue: first) {
      self.scheme = scheme
      parts.removeFirst()
    }
    if let last = parts.first {
      guard let reading = Reading(rawValue: last), parts.count == 1 else { return nil }
      self.reading = reading
    }
  }

  /// With both parts named, as `bootstrap:pairs:percentile`.
  public var description: String { "bootstrap:\(scheme.rawValue):\(reading.rawValue)" }
}
