import Statistics

#if canImport(Glibc)
  import Glibc
#endif

/// What the data say about a claimed rate of decline.
public struct Verdict: Sendable, Hashable {
  public enum Answer: String, Sendable, Hashable, CaseIterable {
    /// The rate is within the margin of the claim: both one-sided tests pass.
    case consistent
    case faster = "faster than claimed"
    case slower = "slower than claimed"
    case notDecided = "not decided by these data"
  }

  public let claim: Rate
  public let answer: Answer
  /// Factor within which a rate counts as the claimed one: from `claim / margin` to `claim * margin` per year.
  public let margin: Double
  /// Nominal size of each test, one minus the level.
  public let size: Double
  /// Two-sided: the rate is exactly the claimed one.
  public let differencePValue: Double
  /// Larger of the two one-sided tests for equivalence within the margin (Schuirmann 1987). R: `TOSTER`.
  public let equivalencePValue: Double
  /// Annual factors that a test of this size does not tell from the data: the interval of the estimate.
  public let indistinguishable: Interval

  /// - Parameters:
  ///   - claim: the rate that is tested.
  ///   - logDecline: estimated yearly decline of the logarithm.
  ///   - standardError: of that, above zero.
  ///   - degreesOfFreedom: of the t distribution that the tests use.
  ///   - level: of the interval; the tests reject at 1 less this.
  ///   - margin: factor, above 1, within which two rates count as the same.
  ///
  /// The answer is *consistent* when equivalence within the margin is shown; otherwise *faster* or *slower* when the
  /// two-sided test rejects the claim; otherwise the data do not decide.
  public init(
    of claim: Rate, logDecline: Double, standardError: Double, degreesOfFreedom: Double, level: Double, margin: Double
  ) {
    let t = StudentT(degreesOfFreedom: degreesOfFreedom)
    let equivalence = EquivalenceTest(
      estimate: logDecline, standardError: standardError, degreesOfFreedom: degreesOfFreedom,
      target: claim.annualLogDecline, margin: log(margin))
    let half = t.quantile(0.5 + level / 2) * standardError
    self.init(
      of: claim, logDecline: logDecline,
      differencePValue: t.twoSided((logDecline - claim.annualLogDecline) / standardError),
      equivalencePValue: equivalence.pValue,
      indistinguishable: Interval(low: exp(logDecline - half), high: exp(logDecline + half), level: level),
      margin: margin)
  }

  /// From tests that are made elsewhere, of size one minus the level of the interval.
  init(
    of claim: Rate, logDecline: Double, differencePValue: Double, equivalencePValue: Double,
    indistinguishable: Interval,
    margin: Double
  ) {
    let size = 1 - indistinguishable.level
    self.claim = claim
    self.margin = margin
    self.size = size
    self.differencePValue = differencePValue
    self.equivalencePValue = equivalencePValue
    self.indistinguishable = indistinguishable
    if equivalencePValue < size {
      answer = .consistent
    } else if differencePValue < size {
      answer = logDecline > claim.annualLogDecline ? .faster : .slower
    } else {
      answer = .notDecided
    }
  }
}
