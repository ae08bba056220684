#if canImport(Glibc)
  import Glibc
#endif

/// Two claims that cannot both be right of one thing, and which of them an estimate bears out.
public struct ClaimConflict: Sendable, Hashable {
  public enum Finding: Sendable, Hashable {
    /// The interval holds this claim and not the other.
    case bearsOut(Rate, not: Rate)
    /// The interval holds both.
    case both
    /// The interval holds neither; this one is closer.
    case neither(closer: Rate)
    /// There is no interval.
    case noInterval
  }

  public let first: Rate
  public let second: Rate
  /// How far apart their annual factors are, above 1.
  public let ratio: Double

  /// `nil` where the claims are within the margin of one another.
  public init?(_ first: Rate, _ second: Rate, margin: Double) {
    let distance = abs(first.annualLogDecline - second.annualLogDecline)
    guard distance > log(margin) else { return nil }
    self.first = first
    self.second = second
    ratio = exp(distance)
  }

  /// What an estimate of the yearly log decline says of the two.
  public func finding(_ logDecline: Estimate) -> Finding {
    guard let value = logDecline.value, let interval = logDecline.interval else { return .noInterval }
    switch (interval.contains(first.annualLogDecline), interval.contains(second.annualLogDecline)) {
    case (true, false): return .bearsOut(first, not: second)
    case (false, true): return .bearsOut(second, not: first)
    case (true, true): return .both
    case (false, false):
      let isFirst = abs(first.annualLogDecline - value) <= abs(second.annualLogDecline - value)
      return .neither(closer: isFirst ? first : second)
    }
  }

  /// Every two of the claims that contradict one another.
  static func all(_ claims: [Rate], margin: Double) -> [ClaimConflict] {
    claims.indices.flatMap { i in claims[(i + 1)...].compactMap { ClaimConflict(claims[i], $0, margin: margin) } }
  }
}
