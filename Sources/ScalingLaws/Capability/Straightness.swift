import Statistics

#if canImport(Glibc)
  import Glibc
#endif

/// Whether a score is linear in the log of resources along their path, and what says so.
///
///     y = b0 + Σ bᵢ·xᵢ + q·u²,   slope at u: Σ γᵢ·bᵢ + 2q·u
///
/// - *log-linear*: two one-sided tests of size 1 - level show that the slope at either end of the range is less than `margin` times
///   that at the other;
/// - else *steepens* or *flattens*: the interval of q excludes zero;
/// - else *not decided*; and *no trend shown* where the slope of the straight line may be zero.
///
/// Source: the quadratic term is Ramsey's 1969 for a linear index; Schuirmann 1987 for the two tests.
public struct Straightness: Sendable {
  /// Resource by resource; see `ResourcePath`.
  public let weights: [Double]
  /// Factors of ten along the path.
  public let decades: Double
  /// q, per square of a factor of ten.
  public let curvature: Estimate
  /// Per factor of ten, at the lower end of the range and at the upper.
  public let slopes: [Estimate]
  /// Upper end over lower end; `nil` where either may be zero.
  public let slopeRatio: Estimate?
  /// Larger of the two tests that the slopes are alike; `nil` where there is no noise to judge by.
  public let equivalencePValue: Double?
  public let verdict: CapabilityVerdict
  /// How many times as many rows of the same kind would decide it four times in five; `nil` where it is decided.
  public let rowsFactor: Double?

  /// Fewer rows than this decide nothing.
  static let fewestRows = 8

  /// - Parameters:
  ///   - kept: positions of the rows that are judged; `nil` for all.
  ///   - margin: factor, above 1, within which two slopes count as the same.
  /// - Returns: `nil` where these rows determine no curvature.
  init?(_ rows: CapabilityRows, _ path: ResourcePath, kept: [Int]? = nil, level: Double, margin: Double)
    throws(FitError)
  {
    let u = kept.map { $0.map { path.u[$0] } } ?? path.u
    guard u.count > rows.names.count + 3, Set(u).count > 2, let low = u.min(), let high = u.max() else { return nil }
    let whole: Table
    do {
      let curved = Column(name: "w", storage: .numbers(path.u.map(\.squared)))
      let table = try Table(
        source: rows.table.source, columns: rows.table.columns + [curved], lineNumbers: rows.table.lineNumbers)
      whole = kept.map { table.selecting(rows: $0) } ?? table
    } catch {
      throw .table(error)
    }
    let straight = try rows.fit(rows.linearTerms, to: whole, level: level)
    let curved = try rows.fit(rows.linearTerms + ["q*w"], to: whole, level: level)
    guard let q = curved.coefficients["q"], q.value != nil else { return nil }
    let along = path.gamma.enumerated().map { "(\($1))*b\($0 + 1)" }.joined(separator: " + ")
    let ends = [low, high].map { "(\(along) + 2*q*(\($0)))" }
    let isPerfect = curved.statistics.isPerfect
    func estimate(_ fit: Fit, _ formula: String) throws(FitError) -> Estimate {
      let found = try fit.estimate(formula).estimate
      return isPerfect ? Estimate(value: found.value, standardError: nil, interval: nil) : found
    }
    curvature = isPerfect ? Estimate(value: q.value, standardError: nil, interval: nil) : q
    slopes = [try estimate(curved, ends[0]), try estimate(curved, ends[1])]
    let mean = try estimate(straight, along)
    let sign = (mean.value ?? 0) < 0 ? "-1" : "1"
    var gaps: [Estimate] = []
    for (one, other) in [(ends[0], ends[1]), (ends[1], ends[0])] {
      gaps.append(try estimate(curved, "(\(sign))*(\(one) - (\(margin))*\(other))"))
    }
    weights = path.weights
    decades = high - low
    let areClear = slopes.allSatisfy { $0.interval.map { !$0.contains(0) } ?? false }
    let haveOneSign = ((slopes[0].value ?? 0) < 0) == ((slopes[1].value ?? 0) < 0)
    slopeRatio = areClear && haveOneSign ? try estimate(curved, "\(ends[1])/\(ends[0])") : nil
    equivalencePValue = Self.equivalence(gaps)
    verdict =
      u.count < Self.fewestRows
      ? .notDecided
      : Self.verdict(mean: mean, curvature: curvature, slopes: slopes, equivalence: equivalencePValue, level: level)
    rowsFactor =
      verdict == .notDecided ? Self.rowsFactor(curvature, slope: mean, gaps: gaps, level: level, margin: margin) : nil
  }

  private static func equivalence(_ gaps: [Estimate]) -> Double? {
    let values = gaps.compactMap { gap -> Double? in
      guard let value = gap.value, let error = gap.standardError, error > 0, let degrees = gap.degreesOfFreedom else {
        return nil
      }
      return StudentT(degreesOfFreedom: degrees).cumulative(value / error)
    }
    return values.count == gaps.count ? values.max() : nil
  }

  private static func verdict(
    mean: Estimate, curvature: Estimate, slopes: [Estimate], equivalence: Double?, level: Double
  ) -> CapabilityVerdict {
    if let equivalence, equivalence < 1 - level { return .logLinear }
    if let interval = curvature.interval, !interval.contains(0), let low = slopes[0].value, let high = slopes[1].value {
      return abs(high) > abs(low) ? .steepens : .flattens
    }
    return mean.interval?.contains(0) == false ? .notDecided : .noTrend
  }

  /// If the curvature is as estimated, the rows for which its interval excludes zero; if the line is straight, those for which the
  /// slopes are shown alike; the fewer of the two. Standard errors fall as 1/√n.
  private static func rowsFactor(
    _ curvature: Estimate, slope: Estimate, gaps: [Estimate], level: Double, margin: Double
  ) -> Double? {
    guard let q = curvature.value, let error = curvature.standardError, let straight = slope.value,
      let gapError = gaps.compactMap(\.standardError).max()
    else { return nil }
    let z = StandardNormal()
    let chance = z.quantile(ClaimPower.power)
    let bent = error / (abs(q) / (z.quantile(0.5 + level / 2) + chance))
    let alike = gapError / (abs(straight) * (margin - 1) / (z.quantile(level) + chance))
    let factor = min(bent, alike).squared
    return factor.isFinite && factor > 1 ? factor : nil
  }
}
