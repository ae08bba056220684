#if canImport(Glibc)
  import Glibc
#endif

/// What approach 2 makes of a surface whose optimum is known: the Chinchilla law fitted to the same rows, evaluated without noise
/// at their own N and C.
///
///     E + A N^-alpha + B (C/(6N))^-beta,   N*(C) = G (C/6)^(beta/(alpha + beta))
///
/// A parabola is the right curve only where alpha is beta and the sizes are spread evenly about the optimum. Elsewhere its minimum
/// lies off, the more the wider the sizes; where they drift with compute, the exponent is off too.
///
/// - Valid when: the surface is close to the truth. Its own uncertainty is not in the bias.
/// - Source: Open-Athena, arXiv 2603.22339.
public struct ParabolaBias: Sendable {
  /// The fitted surface; `nil` where it was given.
  public let surface: Fit?
  /// Budget by budget: N* of approach 2 over the exact one, less one; `nil` where the curve has no minimum.
  public let optima: [Double?]
  /// What approach 2 adds to a, and takes from b.
  public let a: Double
  /// The exact exponent of the surface.
  public let exactA: Double
  /// Target by target of those asked for.
  public let targets: [Target]

  public struct Target: Sendable, Hashable {
    public let flops: Double
    /// N* of approach 2 over the exact one, less one.
    public let parameters: Double
    /// The same of D*.
    public let tokens: Double
  }

  /// - Parameter surface: E, A, alpha, B, beta.
  init?(
    _ curves: [IsoFLOPCurve], leftOut: [Double] = [], of runs: IsoFLOPRuns, coefficients: [Double], targets: [Double],
    surface: Fit?
  ) {
    let (E, A, alpha, B, beta) = (coefficients[0], coefficients[1], coefficients[2], coefficients[3], coefficients[4])
    guard coefficients.allSatisfy(\.isFinite), A > 0, B > 0, alpha > 0, beta > 0 else { return nil }
    let exact = ComputePowerLaw(a: beta / (alpha + beta), logG: log(alpha * A / (beta * B)) / (alpha + beta))
    let tokens = runs.tokens
    let found = curves.map { curve in
      curve.basis.logOptimum(
        curve.rows.map { E + A * pow(runs.parameters[$0], -alpha) + B * pow(tokens[$0], -beta) })
    }
    // The same budgets as the estimate: those where both curves have a minimum.
    let used = curves.indices.filter {
      curves[$0].logOptimum != nil && found[$0] != nil && !leftOut.contains(curves[$0].flops)
    }
    guard
      let biased = ComputePowerLaw(flops: used.map { curves[$0].flops }, logSizes: used.compactMap { found[$0] })
    else { return nil }
    self.surface = surface
    optima = zip(curves, found).map { curve, log in log.map { expm1($0 - exact.logSize(at: curve.flops)) } }
    a = biased.a - exact.a
    exactA = exact.a
    self.targets = targets.map { flops in
      let off = biased.logSize(at: flops) - exact.logSize(at: flops)
      return Target(flops: flops, parameters: expm1(off), tokens: expm1(-off))
    }
  }
}
