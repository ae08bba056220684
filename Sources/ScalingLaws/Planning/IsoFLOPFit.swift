import Statistics

#if canImport(Glibc)
  import Glibc
#endif

/// Approach 2 of Hoffmann et al. 2022: at each compute budget the size of least loss, and a power law through these sizes.
///
/// Beside the estimate stands its bias on the surface that approach 3 fits to the same rows; see `ParabolaBias`.
///
/// - Source: Hoffmann et al. 2022, 3.2.
public struct IsoFLOPFit: Sendable {
  public let runs: IsoFLOPRuns
  public let options: IsoFLOPOptions
  /// By ascending compute.
  public let curves: [IsoFLOPCurve]
  /// Budgets with too few sizes for a curve: their compute and rows.
  public let skipped: [(flops: Double, rows: Int)]
  /// Rows that belong to no budget.
  public let ungrouped: [Int]
  public let allocation: ComputeAllocation
  /// `nil` where no surface can be fitted to the rows; `biasFailure` says why.
  public let bias: ParabolaBias?
  public let biasFailure: String?
  /// P-value of the scatter of the minima about the power law, were it all noise of the rows; `nil` below three budgets or without
  /// standard errors.
  public let scatterPValue: Double?
  /// What was drawn anew for the intervals.
  public let resampling: IsoFLOPOptions.Resampling
  /// Budgets whose minimum lies beyond their sizes, in FLOP: not in the power law.
  public let leftOut: [Double]
  /// Below this the minima scatter more than the noise of the runs explains.
  static let scattered = 0.01
  public internal(set) var warnings: [FitWarning] = []

  /// - Throws: `.noRows` where fewer than two budgets have a minimum.
  public init(_ runs: IsoFLOPRuns, options: IsoFLOPOptions = IsoFLOPOptions()) throws(FitError) {
    try options.check()
    let (groups, others) = try options.grouping.groups(runs)
    var curves: [IsoFLOPCurve] = []
    var skipped: [(flops: Double, rows: Int)] = []
    for rows in groups {
      guard Set(rows.map { runs.parameters[$0] }).count > options.degree else {
        skipped.append((exp(rows.reduce(0) { $0 + log(runs.flops[$1]) } / Double(rows.count)), rows.count))
        continue
      }
      curves.append(
        try IsoFLOPCurve(runs, rows: rows, degree: options.degree, isWindowed: options.isWindowed, level: options.level)
      )
    }
    // A minimum beyond the sizes is no more than where a curve was heading.
    let bracketed = curves.filter(\.isBracketed)
    let usable = bracketed.count > 1 ? bracketed : curves.filter { $0.logOptimum != nil }
    guard
      let law = ComputePowerLaw(flops: usable.map(\.flops), logSizes: usable.compactMap(\.logOptimum))
    else {
      throw .noRows(
        reason: "a power law needs two budgets with a minimum, and \(counted(usable.count, "budget")) of "
          + "\(groups.count) has one (a curve of degree \(options.degree) needs \(options.degree + 1) sizes)")
    }
    let scatterPValue = Self.scatter(usable, about: law)
    let resampling = options.resampling ?? ((scatterPValue ?? 1) < Self.scattered ? .budgets : .rows)
    let draws = Self.draws(usable, runs, options, resampling, about: law)
    self.runs = runs
    self.options = options
    self.curves = curves
    self.skipped = skipped
    ungrouped = others
    allocation = ComputeAllocation(
      law, draws: draws, drawn: options.replicates, targets: options.targets, level: options.level)
    self.scatterPValue = scatterPValue
    self.resampling = resampling
    leftOut = curves.filter { curve in curve.logOptimum != nil && !usable.contains { $0.flops == curve.flops } }.map(
      \.flops)
    (bias, biasFailure) = Self.bias(curves, leftOut: leftOut, runs, options)
    warnings = doubts
  }

  /// The estimate of a with the bias taken off; the interval moves along.
  public var correctedA: Estimate? { bias.map { allocation.a.shifted(by: -$0.a) } }

  /// N* and D* at the targets with the bias taken off.
  public var correctedTargets: [ComputeAllocation.Target]? {
    guard let bias else { return nil }
    return zip(allocation.targets, bias.targets).map { target, off -> ComputeAllocation.Target in
      let parameters: Double = 1 / (1 + off.parameters)
      let tokens: Double = 1 / (1 + off.tokens)
      return ComputeAllocation.Target(
        flops: target.flops, parameters: target.parameters.scaled(by: parameters),
        tokens: target.tokens.scaled(by: tokens))
    }
  }

  private static func bias(
    _ curves: [IsoFLOPCurve], leftOut: [Double], _ runs: IsoFLOPRuns, _ options: IsoFLOPOptions
  ) -> (ParabolaBias?, String?) {
    // Only the coefficients are used: intervals are of the quickest kind.
    var search = options.surface
    search.interval = search.norm == .squared ? .classical : nil
    search.replicates = 2
    search.collectsWarnings = false
    do {
      let surface = try runs.surface(search)
      let coefficients = ["E", "A", "alpha", "B", "beta"].map { surface.coefficients[$0]?.value ?? .nan }
      guard surface.isTrusted,
        let bias = ParabolaBias(
          curves, leftOut: leftOut, of: runs, coefficients: coefficients, targets: options.targets, surface: surface)
      else { return (nil, "the surface fitted to these rows is not determined") }
      return (bias, nil)
    } catch {
      return (nil, "no surface can be fitted: \(error.description)")
    }
  }

  /// Power laws of resampled data, in the order of the replicates.
  ///
  /// Rows: residuals over √(1 - leverage), less their mean, drawn within each budget and put back on its curve; the draws are then
  /// moved from the estimate by the ratio of Student's t to the normal, since the noise of a budget is known from few rows. Budgets:
  /// minima drawn with replacement.
  private static func draws(
    _ curves: [IsoFLOPCurve], _ runs: IsoFLOPRuns, _ options: IsoFLOPOptions,
    _ resampling: IsoFLOPOptions.Resampling, about law: ComputePowerLaw
  ) -> [ComputePowerLaw] {
    let parts = curves.map { curve in
      let losses = curve.rows.map { runs.losses[$0] }
      let raw = zip(curve.basis.residuals(losses, curve.coefficients), curve.basis.leverages).map {
        $1 < 1 - 1e-9 ? $0 / (1 - $1).squareRoot() : 0
      }
      let mean = raw.reduce(0, +) / Double(raw.count)
      return (curve: curve, fitted: curve.basis.fitted(curve.coefficients), residuals: raw.map { $0 - mean })
    }
    if resampling == .rows, curves.contains(where: { $0.sigma == nil }) { return [] }
    let widening = resampling == .rows ? Self.widening(curves, options.level) : 1
    return (0..<options.replicates).compactMap { replicate in
      var random = RandomStream(seed: options.seed, stream: UInt64(replicate))
      var (flops, sizes): ([Double], [Double]) = ([], [])
      for part in parts {
        switch resampling {
        case .rows:
          let losses = part.fitted.map { $0 + part.residuals[random.integer(below: part.residuals.count)] }
          guard let size = part.curve.basis.logOptimum(losses) else { return nil }
          (flops, sizes) = (flops + [part.curve.flops], sizes + [size])
        case .budgets:
          let curve = curves[random.integer(below: curves.count)]
          (flops, sizes) = (flops + [curve.flops], sizes + [curve.logOptimum ?? .nan])
        }
      }
      return ComputePowerLaw(flops: flops, logSizes: sizes)?.moved(from: law, by: widening)
    }
  }

  /// Student's t over the normal, at the degrees of freedom of the variance of a (Welch 1947, Satterthwaite 1946).
  ///
  ///     df = (Σ vᵢ)² / Σ vᵢ²/dfᵢ,   vᵢ = (xᵢ - mean x)² seᵢ²
  private static func widening(_ curves: [IsoFLOPCurve], _ level: Double) -> Double {
    let logs = curves.map { log($0.flops) }
    let mean = logs.reduce(0, +) / Double(logs.count)
    let parts = zip(curves, logs).map { curve, x in
      let spread = (x - mean) * (curve.logError ?? 0)
      return (variance: spread * spread, freedom: curve.optimum.degreesOfFreedom ?? .infinity)
    }
    let total = parts.reduce(0) { $0 + $1.variance }
    let freedom = total * total / parts.reduce(0) { $0 + $1.variance * $1.variance / $1.freedom }
    guard freedom > 0, freedom.isFinite else { return 1 }
    let tail = 0.5 + level / 2
    return StudentT(degreesOfFreedom: freedom).quantile(tail) / StandardNormal().quantile(tail)
  }

  /// Σ (rᵢ/seᵢ)² against χ² of G - 2 degrees of freedom.
  private static func scatter(_ curves: [IsoFLOPCurve], about law: ComputePowerLaw) -> Double? {
    let errors = curves.compactMap(\.logError)
    guard curves.count > 2, errors.count == curves.count, errors.allSatisfy({ $0 > 1e-9 }) else { return nil }
    let statistic = zip(curves, errors).reduce(0) { sum, pair in
      let z = ((pair.0.logOptimum ?? .nan) - law.logSize(at: pair.0.flops)) / pair.1
      return sum + z * z
    }
    return ChiSquared(degreesOfFreedom: Double(curves.count - 2)).upperTail(statistic)
  }
}

extension Estimate {
  func scaled(by factor: Double) -> Estimate {
    Estimate(
      value: value.map { $0 * factor }, standardError: standardError.map { $0 * factor },
      interval: interval.map {
        Interval(low: $0.low.map { $0 * factor }, high: $0.high.map { $0 * factor }, level: $0.level)
      })
  }
}
