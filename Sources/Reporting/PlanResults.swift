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

  /// Further than this many decades outside the rows is worth a warning.
  private static let farDecades = 0.5

  public var warnings: [FitWarning] {
    let distances = plans.flatMap(\.extrapolation) + places.flatMap(\.distance)
    let far = distances.max { $0.distance < $1.distance }.map { far in
      let distance = far.distance.formatted(significant: 2) + (far.isDecades ? " decades" : " times their range")
      return FitWarning(
        .extrapolation, far.distance > Self.farDecades ? .warning : .note,
        "\(far.variable) lies up to \(distance) outside the rows of the fit: the intervals hold if the law does, and say nothing of"
          + " whether it does",
        hint: "fit to the smaller runs and predict the larger ones of your data, to see how far the law carries")
    }
    let uncertified =
      fit.isCertified
      ? nil
      : FitWarning(
        .notCertified, "the fit is not certified as the optimum", hint: "fit again with more starts: --starts 256")
    return fitWarnings + [far, uncertified].compactMap { $0 }
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
