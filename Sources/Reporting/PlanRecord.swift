import ScalingLaws

/// Plans as a file: schema `scaling.plan/1`.
public struct PlanRecord: Record {
  public static let schema = "scaling.plan/1"
  public static let title = "Plans"
  public static let summary =
    "The best use of a budget, budgets for a target, places of a target, effective compute, written by scaling plan."

  let fit: String
  let law: LawReference
  let options: Options
  let plans: [Allocation]
  let smallerModels: [Smaller]
  let unreachable: [Unreachable]
  let places: [Place]
  let effectiveCompute: Effective?
  let warnings: [WarningPart]

  public static let descriptions = [
    "fit": "path of the fit file, - for standard input", "plans": "budget by budget",
    "smallerModels": "at the budget of a single plan", "unreachable": "targets beyond the law",
    "places": "where a law of one variable has the target", "effectiveCompute": "against another fit",
  ]

  public init(_ results: PlanResults) {
    fit = results.source
    law = LawReference(results.fit)
    options = Options(
      interval: results.fit.intervalMethod.description, fromDraws: results.fit.usesDraws,
      level: results.fit.level, cost: results.cost, set: Named(sorted: results.settings),
      parametersLimit: results.limits.size, parametersHeld: results.limits.isSizeFixed,
      tokensLimit: results.limits.data, tokensHeld: results.limits.isDataFixed,
      usdPerFlop: results.rates.usdPerFlop, flopsPerHour: results.rates.flopsPerHour,
      device: results.rates.device)
    plans = results.plans.map(Allocation.init)
    smallerModels = results.smallerModels.map {
      Smaller(
        share: $0.share, parameters: $0.parameters, tokens: $0.tokens, loss: $0.loss, extraLoss: $0.extraLoss,
        budgetFactorForBestLoss: $0.costOfEqualLoss)
    }
    unreachable =
      results.unreachable.map { Unreachable(target: $0.target, variable: nil, floor: EstimatePart($0.floor)) }
      + results.limitsOfLaw.map {
        Unreachable(target: $0.found.target, variable: $0.variable, floor: EstimatePart($0.found.limit))
      }
    places = results.places.map {
      Place(
        target: $0.target, variable: $0.variable, isDate: $0.isDate, value: EstimatePart($0.value),
        extrapolation: $0.distance.map(ExtrapolationPart.init))
    }
    effectiveCompute = results.effective.map { found in
      Effective(
        other: results.otherSource, paired: found.arePaired,
        rows: found.rows.map {
          Effective.Row(
            budget: $0.budget, loss: EstimatePart($0.loss), otherBudget: EstimatePart($0.otherBudget),
            multiplier: EstimatePart($0.multiplier))
        },
        crossing: EstimatePart(found.crossing))
    }
    warnings = results.warnings.map(WarningPart.init)
  }

  struct Options: RecordPart {
    let interval: String
    let fromDraws: Bool
    let level: Double
    let cost: String
    let set: Named<Double>
    let parametersLimit: Double?
    let parametersHeld: Bool
    let tokensLimit: Double?
    let tokensHeld: Bool
    let usdPerFlop, flopsPerHour: Double?
    let device: String?

    static let descriptions = [
      "interval": "method of the intervals", "fromDraws": "intervals come from the refits kept in the file",
      "cost": "formula of the budget, in operations", "set": "symbols of the cost formula, by name",
      "parametersLimit": "most parameters allowed; null for none", "parametersHeld": "at the limit",
      "tokensLimit": "most tokens allowed; null for none", "tokensHeld": "at the limit",
      "usdPerFlop": "dollars an operation", "flopsPerHour": "operations an hour of one device",
      "device": "accelerator by name",
    ]
  }

  struct Allocation: RecordPart {
    let budget: EstimatePart
    let target: Double?
    let parameters, tokens, loss: EstimatePart
    let newRunLow, newRunHigh: Double?
    let tokensPerParameter, a, b: EstimatePart
    let certificate: Certificate
    let otherMinima: Int
    let bound: Plan.Bound?
    let extrapolation: [ExtrapolationPart]

    enum Certificate: String, JSONWord { case closedForm = "closed-form", search, bound, held }

    init(_ plan: Plan) {
      budget = EstimatePart(plan.budget)
      target = plan.target
      parameters = EstimatePart(plan.parameters)
      tokens = EstimatePart(plan.tokens)
      loss = EstimatePart(plan.loss)
      newRunLow = plan.newRun?.low
      newRunHigh = plan.newRun?.high
      tokensPerParameter = EstimatePart(plan.tokensPerParameter)
      a = EstimatePart(plan.parametersExponent)
      b = EstimatePart(plan.tokensExponent)
      switch plan.certificate {
      case .closedForm: (certificate, otherMinima, bound) = (.closedForm, 0, nil)
      case .search(let others): (certificate, otherMinima, bound) = (.search, others, nil)
      case .bound(let found): (certificate, otherMinima, bound) = (.bound, 0, found)
      case .held: (certificate, otherMinima, bound) = (.held, 0, nil)
      }
      extrapolation = plan.extrapolation.map(ExtrapolationPart.init)
    }

    static let descriptions = [
      "budget": "operations", "target": "loss that was asked for; null for a given budget",
      "parameters": "size of the model", "tokens": "that it is trained on", "loss": "in the unit of the response",
      "newRunLow": "lower end of the loss of a new run", "newRunHigh": "upper end of it",
      "tokensPerParameter": "tokens over parameters", "a": "exponent of parameters in the budget",
      "b": "exponent of tokens in the budget", "certificate": "how the optimum is known",
      "otherMinima": "met by the search", "bound": "where the optimum lies on one",
    ]
  }

  struct Smaller: RecordPart {
    let share, parameters, tokens, loss, extraLoss: Double
    let budgetFactorForBestLoss: Double?

    static let descriptions = [
      "share": "of the best number of parameters", "parameters": "size of the model", "tokens": "that the budget buys",
      "loss": "in the unit of the response", "extraLoss": "above the best",
      "budgetFactorForBestLoss": "null where it cannot be reached",
    ]
  }

  struct Unreachable: RecordPart {
    let target: Double
    let variable: String?
    let floor: EstimatePart

    static let descriptions = [
      "target": "of the response, in its unit", "variable": "of a law of one variable",
      "floor": "what the law approaches",
    ]
  }

  struct Place: RecordPart {
    let target: Double
    let variable: String
    let isDate: Bool
    let value: EstimatePart
    let extrapolation: [ExtrapolationPart]

    static let descriptions = [
      "target": "of the response", "variable": "name of the variable", "isDate": "the value is a decimal year",
      "value": "of the variable, in its unit",
    ]
  }

  struct Effective: RecordPart {
    let other: String?
    let paired: Bool
    let rows: [Row]
    let crossing: EstimatePart

    struct Row: RecordPart {
      let budget: Double
      let loss, otherBudget, multiplier: EstimatePart

      static let descriptions = [
        "budget": "operations", "loss": "of this fit", "otherBudget": "operations for that loss by the other fit",
        "multiplier": "other budget over budget",
      ]
    }

    static let descriptions = [
      "other": "path of the other fit", "paired": "both resampled the same rows with the same seed",
      "rows": "budget by budget", "crossing": "budget of equal loss, in operations",
    ]
  }
}

extension Plan.Bound: JSONWord {}
