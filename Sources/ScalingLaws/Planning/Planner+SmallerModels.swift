#if canImport(Glibc)
  import Glibc
#endif

/// A model smaller than the best one for a budget: what it costs in loss, and what it costs to make up for it.
public struct SmallerModel: Sendable, Hashable {
  /// Of the best number of parameters.
  public let share: Double
  public let parameters: Double
  /// For the same budget.
  public let tokens: Double
  public let loss: Double
  /// Loss above that of the best.
  public let extraLoss: Double
  /// The cost of the best loss with so few parameters, over the budget; `nil` where no number of tokens gives it.
  public let costOfEqualLoss: Double?
}

extension Planner {
  /// How the loss grows as the model shrinks below the best, for the fitted coefficients.
  ///
  /// - Parameters:
  ///   - plan: the best for its budget.
  ///   - shares: of the best number of parameters.
  public func smallerModels(_ plan: Plan, shares: [Double] = [0.75, 0.5, 0.25, 0.1]) -> [SmallerModel] {
    guard let budget = plan.budget.value, let best = plan.parameters.value, let bestLoss = plan.loss.value else {
      return []
    }
    return shares.compactMap { share in
      var held = limits
      (held.size, held.isSizeFixed, held.data, held.isDataFixed) = (share * best, true, nil, false)
      guard
        let planner = try? Planner(
          fit, cost: cost, settings: settings.filter { fit.predictors.contains($0.key) }, size: size, data: data,
          limits: held, threads: 1)
      else { return nil }
      let coefficients = planner.coefficientsAtEstimate
      let found = planner.optimum(budget, coefficients)
      guard found.loss.isFinite else { return nil }
      let equal = planner.cheapest(bestLoss, coefficients).logBudget
      return SmallerModel(
        share: share, parameters: share * best, tokens: exp(found.logData), loss: found.loss,
        extraLoss: found.loss - bestLoss, costOfEqualLoss: equal.isFinite ? exp(equal) / budget : nil)
    }
  }
}
