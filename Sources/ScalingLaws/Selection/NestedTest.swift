import Statistics

/// Whether the coefficients that a larger law has and a smaller one has not explain more than noise.
///
///     F = (RSS₀ - RSS₁)/q / s²,   q = df₀ - df₁,   s² = RSS/df of the largest law
///
/// s² and its degrees of freedom are those of the largest law of the sequence for every step, as in textbooks and R;
/// statsmodels' `anova_lm` takes its p-values from each larger law's own degrees of freedom.
///
/// - Valid when: least squares on the same rows and scale, the noise of one size and normal, each law a special case of the next.
/// - Source: Fisher 1922; Seber & Lee 2003, 4.3. R: `anova(m0, m1, ...)`.
public struct NestedTest: Sendable, Hashable {
  public let statistic: Double
  public let numeratorDegreesOfFreedom: Int
  public let denominatorDegreesOfFreedom: Int
  public let pValue: Double

  /// The tests of each law of a sequence against the one before it, the smallest first.
  ///
  /// - Returns: empty for fewer than two fits, for another norm than least squares, and where a law has no more coefficients than
  ///   the one before it, or no degrees of freedom are left.
  public static func sequence(_ fits: [Fit]) -> [NestedTest] {
    guard let last = fits.last?.statistics, let sigma = last.sigma, sigma > 0,
      fits.allSatisfy({ $0.options.norm == .squared && $0.statistics.observations == last.observations }),
      zip(fits, fits.dropFirst()).allSatisfy({ $0.statistics.rank < $1.statistics.rank })
    else { return [] }
    let rest = last.residualDegreesOfFreedom
    return zip(fits, fits.dropFirst()).map { smaller, larger in
      let added = larger.statistics.rank - smaller.statistics.rank
      let gain = smaller.statistics.residualSumOfSquares - larger.statistics.residualSumOfSquares
      let statistic = gain / Double(added) / sigma.squared
      let f = FDistribution(numerator: Double(added), denominator: Double(rest))
      return NestedTest(
        statistic: statistic, numeratorDegreesOfFreedom: added, denominatorDegreesOfFreedom: rest,
        pValue: f.upperTail(statistic))
    }
  }
}
