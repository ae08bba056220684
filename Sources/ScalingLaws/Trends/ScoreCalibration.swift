import Statistics

#if canImport(Glibc)
  import Glibc
#endif

/// Scores without the part that is error of measurement, as far as their own intervals tell it.
///
///     score* = m(t) + λᵢ·(score - m(t)),   λᵢ = τ²/(τ² + σᵢ²),   τ² = var(score given t) - mean σ²
///
/// m(t) is the straight line of score on time, σᵢ the standard error of a score. With score* in its place, least squares of log price
/// gives the slope that the true score would have had, and the rate with it. Left alone, error in the score passes part of the
/// rise in quality off as a rise in price: the rate comes out too slow by about slope·drift·σ²/(σ² + τ²) where scores rise.
///
/// - Valid when: errors are independent of price and time, and true scores scatter evenly about their line in time.
/// - Source: Carroll, Ruppert, Stefanski & Crainiceanu 2006, "Measurement Error in Nonlinear Models", 4.4 (regression calibration).
struct ScoreCalibration: Sendable {
  let scores: [Double]
  /// Mean σ².
  let errorVariance: Double
  /// τ².
  let trueVariance: Double

  /// The least share of the variance at a given time that counts as true: below it the scores say next to nothing.
  private static let leastShare = 0.1

  /// `nil` where no score has an error, or there is no line in time.
  ///
  /// - Parameter errors: standard errors; a score that has none gets the mean variance of the others.
  init?(_ scores: [Double], errors: [Double?], dates: [Double]) {
    let known = errors.compactMap { $0 }.map { $0 * $0 }
    let mean = Descriptive.mean(known)
    guard !known.isEmpty, mean > 0, let line = StraightLine(dates, scores), let sigma = line.sigma, sigma > 0 else {
      return nil
    }
    let variance = max(sigma * sigma - mean, Self.leastShare * sigma * sigma)
    self.scores = scores.indices.map { row in
      let (middle, error) = (line.value(at: dates[row]), errors[row].map { $0 * $0 } ?? mean)
      return middle + variance / (variance + error) * (scores[row] - middle)
    }
    errorVariance = mean
    trueVariance = variance
  }
}
