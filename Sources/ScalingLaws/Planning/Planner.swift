#if canImport(Glibc)
  import Glibc
#endif

/// Plans with a fitted law of parameters and tokens.
///
///     let planner = try Planner(fit.saved)
///     try planner.plan(budget: 5.76e23).parameters
///
/// Everything is a number computed from the coefficients (`CoefficientSpace`): by refits where the fit has draws, by its covariance
/// otherwise. Parameters, tokens, budgets and ratios are positive, and worked with as logarithms; the loss has the interval of a
/// prediction, and exponents of a closed form are shares.
public struct Planner: Sendable {
  public let fit: SavedFit
  /// With all settings as numbers.
  public let cost: Expression
  public let size: String
  public let data: String
  public let limits: PlanLimits
  public let threads: Int
  /// Values of the cost's other symbols, and of the law's other variables.
  public let settings: [String: Double]
  /// The law's right side with all settings as numbers.
  let loss: Expression
  private let space: CoefficientSpace
  private let closedForm: ClosedFormOptimum?
  private let forBudget: TradeOff
  private let forLoss: TradeOff

  /// Training takes six operations for each parameter and token (Kaplan et al. 2020, 2.1).
  public static let trainingCost = "6*N*D"

  /// - Parameters:
  ///   - fit: a law with the uncertainty of its coefficients.
  ///   - cost: in parameters, tokens and the settings, such as `6*N*D + 2*N*T`; rising in both.
  ///   - settings: values of the cost's other symbols, and of the law's other variables.
  ///   - size: the law's symbol for parameters.
  ///   - data: the law's symbol for tokens.
  ///   - limits: bounds of parameters and tokens.
  ///   - threads: threads that refit; the numbers do not depend on it.
  /// - Throws: `.noTradeOff`, `.unset`, `.unknownSetting`, `.badCost`, `.notPositive`, `.bothHeld`, `.fit`.
  public init(
    _ fit: SavedFit, cost: Expression? = nil, settings: [String: Double] = [:], size: String = "N",
    data: String = "D", limits: PlanLimits = PlanLimits(), threads: Int = Threads.available
  ) throws(PlanError) {
    try limits.check()
    let variables = fit.predictors
    guard variables.contains(size), variables.contains(data) else {
      throw .noTradeOff(formula: fit.formula.description, size: size, data: data, variables: variables)
    }
    let given = cost ?? Expression(flopsPerParameterToken) * .symbol(size) * .symbol(data)
    let others = variables.filter { $0 != size && $0 != data }
    let constants = given.symbols.filter { $0 != size && $0 != data }
    for name in settings.keys.sorted() where !others.contains(name) && !constants.contains(name) {
      throw .unknownSetting(name, symbols: (others + constants).uniqued)
    }
    let missing = { (names: [String]) in names.filter { settings[$0] == nil } }
    if !missing(others).isEmpty { throw .unset(missing(others), what: "the law") }
    if !missing(constants).isEmpty { throw .unset(missing(constants), what: "the cost \(given)") }
    let values = settings.mapValues { Expression($0) }
    self.fit = fit
    self.settings = settings
    self.cost = given.substituting(values).simplified
    loss = fit.formula.right.substituting(values)
    (self.size, self.data, self.limits, self.threads) = (size, data, limits, threads)
    try Self.checkRising(self.cost, size: size, data: data, shown: given)
    let isFree = limits == PlanLimits()
    closedForm =
      isFree && others.isEmpty ? ClosedFormOptimum(fit, cost: self.cost, size: size, data: data) : nil
    let domain = PlanDomain(size: fit.ranges[size], data: fit.ranges[data])
    do {
      space = try CoefficientSpace(fit)
      forBudget = try TradeOff(
        minimise: loss, where: self.cost, size: size, data: data, coefficients: fit.coefficients, limits: limits,
        domain: domain)
      forLoss = try TradeOff(
        minimise: self.cost, where: loss, size: size, data: data, coefficients: fit.coefficients, limits: limits,
        domain: domain)
    } catch {
      throw .fit(error)
    }
  }

  private static func checkRising(
    _ cost: Expression, size: String, data: String, shown: Expression
  ) throws(PlanError) {
    for (n, d) in [(1e7, 1e9), (1e9, 2e10), (1e12, 1e13)] {
      for name in [size, data] {
        let slope = (try? cost.derivative(by: name).value([size: n, data: d])) ?? .nan
        guard slope > 0, slope.isFinite else { throw .badCost(shown.description) }
      }
    }
  }

  /// Where an optimum is looked for.
  package var searched: (size: ClosedRange<Double>, data: ClosedRange<Double>) {
    let domain = PlanDomain(size: fit.ranges[size], data: fit.ranges[data])
    return (domain.size, domain.data)
  }

  /// The fitted coefficients.
  var coefficientsAtEstimate: [Double] { space.coefficients(space.point) }

  /// log N, log D and the loss at the optimum of a budget; NaN where there is none. Where the loss falls all the way to the edge of
  /// what is looked at, it is the loss there, and N and D have no best value.
  func optimum(_ budget: Double, _ coefficients: [Double]) -> (logSize: Double, logData: Double, loss: Double) {
    if let exact = closedForm?.optimum(budget: budget, coefficients), exact.loss.isFinite { return exact }
    guard let found = forBudget.least(where: budget, coefficients) else { return (.nan, .nan, .nan) }
    return found.bound?.isEdge == true ? (.nan, .nan, found.value) : (log(found.size), log(found.data), found.value)
  }

  /// log of the least cost of a loss, and log N and log D there; NaN where nothing reaches it.
  func cheapest(_ loss: Double, _ coefficients: [Double]) -> (logBudget: Double, logSize: Double, logData: Double) {
    if let logBudget = closedForm?.logBudget(loss: loss, coefficients), logBudget.isFinite {
      let best = optimum(exp(logBudget), coefficients)
      return (logBudget, best.logSize, best.logData)
    }
    guard let found = forLoss.least(where: loss, coefficients), found.bound?.isEdge != true else {
      return (.nan, .nan, .nan)
    }
    return (log(found.value), log(found.size), log(found.data))
  }

  /// The least loss for a budget.
  ///
  /// - Throws: `.notPositive`; `.outOfReach` where nothing within the limits costs it.
  public func plan(budget: Double) throws(PlanError) -> Plan {
    guard budget > 0, budget.isFinite else { throw .notPositive("the budget", budget) }
    let coefficients = coefficientsAtEstimate
    let best = optimum(budget, coefficients)
    guard best.loss.isFinite else {
      let ends = spendable(coefficients)
      throw .outOfReach(budget: budget, least: ends.least, most: ends.most)
    }
    let estimates = space.estimates(
      [.logarithm, .logarithm, lossScale, .logarithm, exponentScale, exponentScale], threads: threads
    ) { coefficients in
      let best = optimum(budget, coefficients)
      let ends = [-Self.step, Self.step].map { optimum(budget * exp($0), coefficients) }
      return [
        best.logSize, best.logData, best.loss, best.logData - best.logSize,
        (ends[1].logSize - ends[0].logSize) / (2 * Self.step), (ends[1].logData - ends[0].logData) / (2 * Self.step),
      ]
    }
    return Plan(
      budget: Estimate(value: budget, standardError: nil, interval: nil), target: nil, parameters: estimates[0],
      tokens: estimates[1], loss: estimates[2], tokensPerParameter: estimates[3],
      parametersExponent: exponent("a", estimates[4]), tokensExponent: exponent("b", estimates[5]),
      newRun: newRun(best.logSize, best.logData),
      certificate: certificate(budget, coefficients), extrapolation: extrapolation(best.logSize, best.logData))
  }

  /// The least budget for a loss, or the floor that keeps any from it.
  ///
  /// - Throws: `.notPositive`.
  public func plan(loss target: Double) throws(PlanError) -> Result<Plan, LossUnreachable> {
    guard target.isFinite else { throw .notPositive("the loss", target) }
    let coefficients = coefficientsAtEstimate
    let best = cheapest(target, coefficients)
    guard best.logBudget.isFinite else {
      return .failure(LossUnreachable(target: target, floor: floor()))
    }
    let estimates = space.estimates(
      [.logarithm, .logarithm, .logarithm, .logarithm, exponentScale, exponentScale], threads: threads
    ) { coefficients in
      let best = cheapest(target, coefficients)
      let ends = [-Self.step, Self.step].map { optimum(exp(best.logBudget + $0), coefficients) }
      // Coefficients that never get there need a budget without end.
      return [
        best.logBudget.isNaN ? .infinity : best.logBudget, best.logSize, best.logData, best.logData - best.logSize,
        (ends[1].logSize - ends[0].logSize) / (2 * Self.step), (ends[1].logData - ends[0].logData) / (2 * Self.step),
      ]
    }
    return .success(
      Plan(
        budget: estimates[0], target: target, parameters: estimates[1], tokens: estimates[2],
        loss: Estimate(value: target, standardError: nil, interval: nil), tokensPerParameter: estimates[3],
        parametersExponent: exponent("a", estimates[4]), tokensExponent: exponent("b", estimates[5]),
        newRun: newRun(best.logSize, best.logData),
        certificate: certificate(exp(best.logBudget), coefficients),
        extrapolation: extrapolation(best.logSize, best.logData)))
  }

  /// The loss with as many parameters and tokens as the limits allow, or without end.
  public func floor() -> Estimate {
    let (n, d) = (limits.size ?? 1e120, limits.data ?? 1e120)
    let found = space.estimates([lossScale], threads: threads) { coefficients in
      [forBudget.objective(size: n, data: d, coefficients)]
    }[0]
    return closedForm != nil && limits == PlanLimits() ? fit.followed(found, .symbol("E")) : found
  }

  /// Where the law may lie: that of a prediction.
  var lossRange: ValueRange {
    let variables = Dictionary(uniqueKeysWithValues: [size, data].map { ($0, ValueRange.positive) })
    let range = loss.range(where: fit.solved.domains.merging(variables) { own, _ in own })
    return range.intersection(fit.scale.range)
  }

  private var lossScale: CoefficientSpace.Scale { .within(lossRange) }

  /// Where the exponents of the optimum may lie: those of a closed form are shares that add up to one.
  private var exponentScale: CoefficientSpace.Scale { closedForm == nil ? .linear : .within(.share) }

  /// An exponent of the optimum with the interval that the fit gives it.
  private func exponent(_ name: String, _ estimate: Estimate) -> Estimate {
    guard closedForm != nil, let quantity = Quantity.computeOptimal.first(where: { $0.name == name }) else {
      return estimate
    }
    let held = fit.fixed.mapValues { Expression($0) }
    return fit.followed(estimate, quantity.expression.substituting(held))
  }

  /// How far apart budgets are for exponents, in log.
  private static let step = 1e-3

  /// Costs at both corners of what the limits allow.
  private func spendable(_ coefficients: [Double]) -> (least: Double, most: Double) {
    let domain = PlanDomain(size: fit.ranges[size], data: fit.ranges[data])
    let costs = { (n: Double, d: Double) in (try? cost.value([size: n, data: d])) ?? .nan }
    let low = limits.isSizeFixed ? limits.size ?? 1 : domain.size.lowerBound
    return (
      costs(low, limits.isDataFixed ? limits.data ?? 1 : domain.data.lowerBound),
      costs(limits.size ?? domain.size.upperBound, limits.data ?? domain.data.upperBound)
    )
  }

  private func certificate(_ budget: Double, _ coefficients: [Double]) -> Plan.Certificate {
    if closedForm?.optimum(budget: budget, coefficients).loss.isFinite == true { return .closedForm }
    if limits.isSizeFixed || limits.isDataFixed { return .held }
    guard let found = forBudget.least(where: budget, coefficients) else { return .search(otherMinima: 0) }
    return found.bound.map(Plan.Certificate.bound) ?? .search(otherMinima: found.others.count)
  }

  private func newRun(_ logSize: Double, _ logData: Double) -> Interval? {
    var point = [size: exp(logSize), data: exp(logData)]
    for name in fit.predictors where point[name] == nil { point[name] = settings[name] }
    return (try? fit.predict(point))?.newRun
  }

  private func extrapolation(_ logSize: Double, _ logData: Double) -> [Extrapolation] {
    Extrapolation.list([size: exp(logSize), data: exp(logData)], fit.ranges)
  }
}

/// A loss that no budget reaches.
public struct LossUnreachable: Error, Sendable {
  public let target: Double
  /// The loss without end of parameters and tokens, within the limits.
  public let floor: Estimate
}
