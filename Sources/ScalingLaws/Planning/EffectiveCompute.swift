#if canImport(Glibc)
  import Glibc
#endif

/// How much compute another recipe needs for the same loss, each at its own best.
///
///     multiplier(C) = C'/C,  L'(C') = L(C)
///
/// Above 1 the other recipe needs more. Refits of two fits are taken in pairs by their number: where both resampled the same rows with the
/// same seed, what they have in common cancels.
public struct EffectiveCompute: Sendable {
  /// Loss and compute of a recipe: along its optimal path, or of a law of compute alone.
  public enum Recipe: Sendable {
    case planned(Planner)
    case direct(Inverter)

    var fit: SavedFit {
      switch self {
      case .planned(let planner): planner.fit
      case .direct(let inverter): inverter.fit
      }
    }

    var lossRange: ValueRange {
      switch self {
      case .planned(let planner): planner.lossRange
      case .direct(let inverter): inverter.lawRange
      }
    }

    func loss(_ budget: Double, _ coefficients: [Double]) -> Double {
      switch self {
      case .planned(let planner): planner.optimum(budget, coefficients).loss
      case .direct(let inverter): inverter.value(at: budget, coefficients)
      }
    }

    func logBudget(_ loss: Double, _ coefficients: [Double]) -> Double {
      switch self {
      case .planned(let planner): planner.cheapest(loss, coefficients).logBudget
      case .direct(let inverter):
        inverter.isLogarithmic ? inverter.place(of: loss, coefficients) : log(inverter.place(of: loss, coefficients))
      }
    }
  }

  /// At one budget.
  public struct Row: Sendable {
    public let budget: Double
    /// Of the recipe itself.
    public let loss: Estimate
    /// What the other recipe needs for that loss; not estimable where it does not get there.
    public let otherBudget: Estimate
    public let multiplier: Estimate
  }

  public let rows: [Row]
  /// The budget at which both recipes have the same loss; not estimable where there is none in sight.
  public let crossing: Estimate
  /// Whether refits of both are pairs: the same rows, scheme and seed.
  public let arePaired: Bool

  /// Budgets among which a crossing is looked for.
  private static let sight = log(1e12)...log(1e34)

  /// - Parameters:
  ///   - one: the recipe whose loss is to be reached.
  ///   - other: the recipe whose compute is sought.
  ///   - budgets: of the first recipe.
  ///   - arePaired: whether both fits resampled the same rows with the same seed.
  ///   - threads: threads that refit; the numbers do not depend on it.
  /// - Throws: `.notPositive`, `.fit`.
  public init(
    of one: Recipe, versus other: Recipe, budgets: [Double], arePaired: Bool, threads: Int = Threads.available
  ) throws(PlanError) {
    for budget in budgets where !(budget > 0 && budget.isFinite) { throw .notPositive("the budget", budget) }
    let space: CoefficientSpace
    do { space = try CoefficientSpace([one.fit, other.fit]) } catch { throw .fit(error) }
    let count = one.fit.coefficients.count
    rows = budgets.map { budget in
      let found = space.estimates([.within(one.lossRange), .logarithm, .logarithm], threads: threads) { coefficients in
        let loss = one.loss(budget, Array(coefficients.prefix(count)))
        let needed = other.logBudget(loss, Array(coefficients.dropFirst(count)))
        // A recipe that never gets there needs compute without end.
        return [loss, needed.isNaN ? .infinity : needed, needed.isNaN ? .infinity : needed - log(budget)]
      }
      return Row(budget: budget, loss: found[0], otherBudget: found[1], multiplier: found[2])
    }
    crossing =
      space.estimates([.logarithm], threads: threads) { coefficients in
        [Self.crossing(one, Array(coefficients.prefix(count)), other, Array(coefficients.dropFirst(count)))]
      }[0]
    self.arePaired = arePaired && !space.draws.isEmpty
  }

  /// log of the least budget in sight at which the losses are equal; NaN where there is none.
  private static func crossing(_ one: Recipe, _ a: [Double], _ other: Recipe, _ b: [Double]) -> Double {
    let gap = { (x: Double) in one.loss(exp(x), a) - other.loss(exp(x), b) }
    let grid = (0...44).map { sight.lowerBound + (sight.upperBound - sight.lowerBound) * Double($0) / 44 }
    let gaps = grid.map(gap)
    guard let first = grid.indices.dropLast().first(where: { gaps[$0] * gaps[$0 + 1] < 0 }) else { return .nan }
    var (low, high) = (grid[first], grid[first + 1])
    for _ in 0..<60 {
      let middle = low + (high - low) / 2
      if gap(middle) * gaps[first] > 0 { low = middle } else { high = middle }
    }
    return low + (high - low) / 2
  }
}
