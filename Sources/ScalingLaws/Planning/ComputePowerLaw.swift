#if canImport(Glibc)
  import Glibc
#endif

/// A power law of compute through optimal sizes, by least squares of logs, each point of equal weight.
///
///     log N* = log G + a log (C/6),   D* = C / (6 N*),   b = 1 - a
struct ComputePowerLaw: Sendable, Hashable {
  let a: Double
  /// log N* where C is 6.
  let logG: Double

  /// `nil` for fewer than two levels of compute.
  init?(flops: [Double], logSizes: [Double]) {
    let x = flops.map { log($0 / IsoFLOPRuns.flopsPerParameterToken) }
    let n = Double(x.count)
    let (meanX, meanY) = (x.reduce(0, +) / n, logSizes.reduce(0, +) / n)
    let spread = x.reduce(0) { $0 + ($1 - meanX) * ($1 - meanX) }
    guard x.count > 1, spread > 1e-12 else { return nil }
    a = zip(x, logSizes).reduce(0) { $0 + ($1.0 - meanX) * ($1.1 - meanY) } / spread
    logG = meanY - a * meanX
  }

  init(a: Double, logG: Double) {
    self.a = a
    self.logG = logG
  }

  /// As far from another law, times a factor, on the log scale.
  func moved(from law: ComputePowerLaw, by factor: Double) -> ComputePowerLaw {
    ComputePowerLaw(a: law.a + factor * (a - law.a), logG: law.logG + factor * (logG - law.logG))
  }

  func logSize(at flops: Double) -> Double { logG + a * log(flops / IsoFLOPRuns.flopsPerParameterToken) }
}

/// Sizes that grow as a power of compute, with intervals.
public struct ComputeAllocation: Sendable {
  /// N* grows as C to this power.
  public let a: Estimate
  /// D* grows as C to this power: 1 - a.
  public let b: Estimate
  /// N* and D* where C is 1e18 FLOP: `N* = n (C/1e18)^a`, `D* = d (C/1e18)^b`.
  public let prefactors: Target
  /// Budget by budget of those asked for.
  public let targets: [Target]
  /// How many resamples had an answer, of how many.
  public let resamples: (used: Int, drawn: Int)
  private let law: ComputePowerLaw
  private let draws: [ComputePowerLaw]
  private let level: Double

  public struct Target: Sendable, Hashable {
    public let flops: Double
    /// N* in network parameters.
    public let parameters: Estimate
    /// D* in tokens.
    public let tokens: Estimate
  }

  /// Of compute in the prefactors, FLOP.
  public static let unit = 1e18

  init(_ law: ComputePowerLaw, draws: [ComputePowerLaw], drawn: Int, targets: [Double], level: Double) {
    let estimate = { (value: Double, of: (ComputePowerLaw) -> Double) in
      Estimate(percentile: value, of: draws.map(of), level: level)
    }
    let tokens = { (law: ComputePowerLaw, flops: Double) in
      exp(log(flops / IsoFLOPRuns.flopsPerParameterToken) - law.logSize(at: flops))
    }
    a = estimate(law.a) { $0.a }
    b = estimate(1 - law.a) { 1 - $0.a }
    let target = { (flops: Double) in
      Target(
        flops: flops, parameters: estimate(exp(law.logSize(at: flops))) { exp($0.logSize(at: flops)) },
        tokens: estimate(tokens(law, flops)) { tokens($0, flops) })
    }
    prefactors = target(Self.unit)
    self.targets = targets.map(target)
    resamples = (draws.count, drawn)
    self.law = law
    self.draws = draws
    self.level = level
  }

  /// N* at a compute in FLOP, with its interval: the percentiles of the resampled power laws there.
  public func parameters(at flops: Double) -> Estimate {
    Estimate(percentile: exp(law.logSize(at: flops)), of: draws.map { exp($0.logSize(at: flops)) }, level: level)
  }
}
