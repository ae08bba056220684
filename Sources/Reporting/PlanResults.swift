import ScalingLaws

/// What was asked of a fit about budgets and targets, and the answers.
public struct PlanResults: Sendable {
  /// What stands for money and time in a plan; each `nil` where it was not given.
  public struct Rates: Sendable {
    public var usdPerFlop: Double?
    /// Operations in an hour of one device, at the share of the peak that is reached.
    public var flopsPerHour: Double?
    public var device: String?

    public init() {}
  }

  public let fit: SavedFit
  /// Where the fit was read from.
  public let source: String
  /// As it was written.
  public let cost: String
  public let settings: [String: Double]
  public let limits: PlanLimits
  public let rates: Rates
  public var plans: [Plan] = []
  /// Below the model of a single plan.
  public var smallerModels: [SmallerModel] = []
  public var unreachable: [LossUnreachable] = []
  /// Of a law of one variable.
  public var places: [(target: Double, variable: String, isDate: Bool, value: Estimate, distance: [Extrapolation])] = []
  public var limitsOfLaw: [(variable: String, found: TargetUnreachable)] = []
  public var effective: EffectiveCompute?
  /// The other fit of effective compute.
  public var otherSource: String?
  /// What the fit itself warned of.
  public let fitWarnings: [FitWarning]

  public init(
    fit: SavedFit, source: String, cost: String, settings: [String: Double], limits: PlanLimits, rates: Rates,
    fitWarnings: [FitWarning]
  ) {
    self.fit = fit
    self.source = source
    self.cost = cost
    self.settings = settings
    self.limits = limits
    self.rates = rates
    self.fitWarnings = fitWarnings
  }

  public var hasResult: Bool { !plans.isEmpty || !places.isEmpty || effective != nil }

  public var warnings: [FitWarning] {
    let distances = plans.flatMap(\.extrapolation) + places.flatMap(\.distance)
    return fitWarnings + [approximation, .extrapolation(distances), .uncertified(fit)].compactMap { $0 }
  }

  /// Where the fit follows the likelihood, which needs its rows, most of a plan cannot.
  private var approximation: FitWarning? {
    guard !fit.followed.isEmpty else { return nil }
    return FitWarning(
      .weaklyIdentified, .note,
      "the fit has its intervals from the likelihood, because a linear approximation is poor; those of a plan, but for exponents and"
        + " the floor, are by that approximation, since a fit file has no rows",
      hint: "--interval bootstrap in the fit gives a plan its intervals from refits")
  }

  var response: String { fit.formula.response ?? fit.formula.left.description }

  /// Money and hours for a budget in operations.
  func price(_ budget: Double) -> [String] {
    let hours = rates.flopsPerHour.map { budget / $0 }
    let usd = rates.usdPerFlop.map { budget * $0 }
    return [
      usd.map { "$\($0.quantityText)" }, hours.map { "\($0.quantityText) hours of \(rates.device ?? "one device")" },
    ].compactMap { $0 }
  }
}

extension Double {
  /// `73.19B`, `1.312T`, `5.76e+23`: four digits, with the suffix that the command reads.
  package var quantityText: String {
    for (unit, suffix) in [(1e12, "T"), (1e9, "B"), (1e6, "M")] where abs(self) >= unit && abs(self) < 1e15 {
      return "\((self / unit).formatted(significant: 4))\(suffix)"
    }
    return formatted(significant: 4)
  }
}
