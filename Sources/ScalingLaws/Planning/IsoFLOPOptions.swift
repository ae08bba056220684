/// How approach 2 is carried out.
public struct IsoFLOPOptions: Sendable {
  /// What is drawn anew for the intervals of exponents and targets.
  public enum Resampling: String, Sendable, Hashable, CaseIterable {
    /// Residuals within each budget: the noise of the runs. Holds where the minima lie on a power law but for that noise.
    case rows
    /// Whole budgets: how the minima scatter about the power law, whatever the reason. Covers 88 to 90 % with five of them.
    case budgets
  }

  public var grouping: BudgetGrouping
  /// 2 for parabolas, 3 for cubics.
  public var degree: Int
  /// Whether a budget's curve goes through all of its runs, or those near the best; see `IsoFLOPWindow`.
  public var isWindowed: Bool
  /// Compute in FLOP at which N* and D* are asked for.
  public var targets: [Double]
  /// `nil` takes budgets where the minima scatter about the power law more than the noise of the runs explains, else rows.
  public var resampling: Resampling?
  public var replicates: Int
  /// What the resamples may take.
  public var memory = MemoryLimit.standard
  public var seed: UInt64
  public var level: Double
  /// Of the surface from which the bias is computed: norm, scale, starts. Its intervals are not used.
  public var surface: FitOptions

  /// - Precondition: `degree` is 2 or 3.
  public init(
    grouping: BudgetGrouping = .automatic, degree: Int = 2, isWindowed: Bool = true, targets: [Double] = [],
    resampling: Resampling? = nil,
    replicates: Int = 1000, seed: UInt64 = 0, level: Double = 0.95, surface: FitOptions = FitOptions()
  ) {
    precondition(degree == 2 || degree == 3, "a curve is a parabola or a cubic")
    self.grouping = grouping
    self.degree = degree
    self.isWindowed = isWindowed
    self.targets = targets
    self.resampling = resampling
    self.replicates = replicates
    self.seed = seed
    self.level = level
    self.surface = surface
  }

  /// - Throws: `.level`, `.replicates`, `.memory`.
  func check() throws(FitError) {
    try CoverageLevel.check(level)
    guard replicates > 1 else { throw .replicates(replicates) }
    // A power law, what it says at each target, and these sorted.
    try memory.check("resamples", count: replicates, bytesEach: Double(200 + 32 * targets.count))
  }
}
