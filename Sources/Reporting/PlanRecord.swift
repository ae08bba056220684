import ScalingLaws

/// Plans as a file: schema `scaling.plan/1`.
public struct PlanRecord {
  public static let schema = "scaling.plan/1"
  private let results: PlanResults

  public init(_ results: PlanResults) { self.results = results }

  public var json: JSONValue {
    let fit = results.fit
    return [
      "schema": .string(Self.schema), "version": .string(Version.current), "fit": .string(results.source),
      "law": ["id": JSONValue(fit.law), "formula": .string(fit.formula.description)],
      "options": [
        "interval": .string(fit.intervalMethod.description), "from_draws": .bool(fit.usesDraws),
        "level": .number(fit.level), "cost": .string(results.cost),
        "set": .object(
          results.settings.sorted { $0.key < $1.key }.map { .init(key: $0.key, value: .number($0.value)) }),
        "parameters_limit": JSONValue(results.limits.size), "parameters_held": .bool(results.limits.isSizeFixed),
        "tokens_limit": JSONValue(results.limits.data), "tokens_held": .bool(results.limits.isDataFixed),
        "usd_per_flop": JSONValue(results.rates.usdPerFlop), "flops_per_hour": JSONValue(results.rates.flopsPerHour),
        "device": JSONValue(results.rates.device),
      ],
      "plans": .array(results.plans.map(json)), "smaller_models": .array(results.smallerModels.map(json)),
      "unreachable": .array(
        results.unreachable.map { ["target": .number($0.target), "floor": .object($0.floor.members)] }
          + results.limitsOfLaw.map {
            [
              "target": .number($0.found.target), "variable": .string($0.variable),
              "floor": .object($0.found.limit.members),
            ]
          }),
      "places": .array(
        results.places.map { place in
          [
            "target": .number(place.target), "variable": .string(place.variable), "is_date": .bool(place.isDate),
            "value": .object(place.value.members), "extrapolation": .array(place.distance.map(\.json)),
          ]
        }),
      "effective_compute": results.effective.map(json) ?? .null,
      "warnings": .array(results.warnings.map(\.json)),
    ]
  }

  private func json(_ plan: Plan) -> JSONValue {
    let (certificate, others): (String, Int) =
      switch plan.certificate {
      case .closedForm: ("closed-form", 0)
      case .search(let others): ("search", others)
      case .bound: ("bound", 0)
      case .held: ("held", 0)
      }
    var bound: String?
    if case .bound(let found) = plan.certificate { bound = found.rawValue }
    return [
      "budget": .object(plan.budget.members), "target": JSONValue(plan.target),
      "parameters": .object(plan.parameters.members), "tokens": .object(plan.tokens.members),
      "loss": .object(plan.loss.members), "new_run_low": JSONValue(plan.newRun?.low),
      "new_run_high": JSONValue(plan.newRun?.high), "tokens_per_parameter": .object(plan.tokensPerParameter.members),
      "a": .object(plan.parametersExponent.members), "b": .object(plan.tokensExponent.members),
      "certificate": .string(certificate), "other_minima": .integer(others), "bound": JSONValue(bound),
      "extrapolation": .array(plan.extrapolation.map(\.json)),
    ]
  }

  private func json(_ model: SmallerModel) -> JSONValue {
    [
      "share": .number(model.share), "parameters": .number(model.parameters), "tokens": .number(model.tokens),
      "loss": .number(model.loss), "extra_loss": .number(model.extraLoss),
      "budget_factor_for_best_loss": JSONValue(model.costOfEqualLoss),
    ]
  }

  private func json(_ effective: EffectiveCompute) -> JSONValue {
    [
      "other": JSONValue(results.otherSource), "paired": .bool(effective.arePaired),
      "rows": .array(
        effective.rows.map {
          [
            "budget": .number($0.budget), "loss": .object($0.loss.members),
            "other_budget": .object($0.otherBudget.members), "multiplier": .object($0.multiplier.members),
          ]
        }), "crossing": .object(effective.crossing.members),
    ]
  }
}
