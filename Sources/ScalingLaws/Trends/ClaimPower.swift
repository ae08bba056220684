import Statistics

#if canImport(Glibc)
  import Glibc
#endif

/// How much more data would decide a claim, if the rate is what it is estimated to be.
///
///     se needed = max(|k - c| / (z(1-α/2) + z(0.8)), (log margin - |k - c|) / (z(1-α) + z(0.8)))
///     span needed = span·(se / se needed)^(2/3),   models needed = models·(se / se needed)²
///
/// The first term is for telling the rate from the claim, the second for showing that it is within the margin, each with a
/// chance of four in five. A slope from points that appear at a steady pace has se ∝ span^(-3/2); from more models over the
/// same span, se ∝ models^(-1/2).
///
/// - Valid when: models go on appearing at the same pace and scattering as much. A rough guide.
/// - Source: Cohen 1988, 2.4, for the power of a normal test; the shrinking by var(slope) = σ²/Σ(t - t̄)².
public struct ClaimPower: Sendable, Hashable {
  public let claim: Rate
  /// What the verdict would become.
  public let answer: Verdict.Answer
  /// Standard error of the yearly log decline at which it would.
  public let neededStandardError: Double
  /// Months to wait; zero where the data are enough.
  public let moreMonths: Double
  /// Times as many models over the same span; 1 where the data are enough.
  public let modelsFactor: Double

  /// The chance that is asked for.
  public static let power = 0.8

  /// - Parameters:
  ///   - claim: the rate that is tested.
  ///   - logDecline: estimated yearly decline of the logarithm.
  ///   - standardError: of that, above zero.
  ///   - span: years that the points cover; above zero.
  ///   - level: of the interval; the tests reject at 1 less this.
  ///   - margin: factor, above 1, within which two rates count as the same.
  public init(
    of claim: Rate, logDecline: Double, standardError: Double, span: Double, level: Double, margin: Double
  ) {
    let z = StandardNormal()
    let distance = abs(logDecline - claim.annualLogDecline)
    let chance = z.quantile(Self.power)
    let apart = distance / (z.quantile(0.5 + level / 2) + chance)
    let alike = (log(margin) - distance) / (z.quantile(level) + chance)
    let needed = max(apart, alike)
    self.claim = claim
    answer = alike >= apart ? .consistent : logDecline > claim.annualLogDecline ? .faster : .slower
    neededStandardError = needed
    let ratio = max(1, standardError / needed)
    moreMonths = 12 * span * (pow(ratio, 2.0 / 3) - 1)
    modelsFactor = ratio * ratio
  }
}
