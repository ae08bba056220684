import ScalingLaws

/// Chosen runs as a file: schema `scaling.design/1`.
public struct DesignRecord {
  public static let schema = "scaling.design/1"
  private let results: DesignResults
  private let design: RunDesign

  public init(_ results: DesignResults) {
    self.results = results
    design = results.design
  }

  public var json: JSONValue {
    [
      "schema": .string(Self.schema), "version": .string(Version.current), "fit": JSONValue(results.source),
      "law": ["id": JSONValue(design.basis.fit.law), "formula": .string(design.basis.fit.formula.description)],
      "options": options,
      "candidates": [
        "source": .string(design.candidates.source), "count": .integer(design.candidates.count),
        "affordable": .integer(design.candidates.costs.count { $0 <= design.options.budget }),
        "cost": .string(design.candidates.cost.description),
      ],
      "runs": .array(design.chosen.map(json)), "run_count": .integer(design.runs), "cost": .number(design.cost),
      "budget_share": .number(design.cost / design.options.budget),
      "targets": .array(design.outcomes.map(json)),
      "std_error_share": JSONValue(design.standardErrorShare), "plain_grid": plainGrid,
      "warnings": .array(results.warnings.map(\.json)),
    ]
  }

  private var options: JSONValue {
    let (options, fit) = (design.options, design.basis.fit)
    return [
      "criterion": .string(design.criterion.rawValue), "budget": .number(options.budget),
      "most_runs": .integer(options.runs), "once": .bool(options.once), "draws": .integer(options.draws),
      "draws_used": .integer(design.drawsUsed), "seed": JSONValue(options.seed),
      "level": .number(fit.level), "scale": .string(fit.scale.rawValue), "from_ranges": .bool(design.basis.isPrior),
      "noise": [
        "sigma": JSONValue(fit.noise.sigma), "formula": JSONValue(fit.noise.formula?.description),
        "efficiency": JSONValue(fit.noise.efficiency ?? 1),
      ],
    ]
  }

  private func sizes(_ candidate: Int) -> JSONValue {
    let point = design.candidates.point(candidate)
    return .object(design.candidates.variables.map { .init(key: $0, value: JSONValue(point[$0])) })
  }

  private func json(_ chosen: RunDesign.Chosen) -> JSONValue {
    [
      "at": sizes(chosen.candidate), "line": design.candidates.lines.map { .integer($0[chosen.candidate]) } ?? .null,
      "runs": .integer(chosen.runs), "cost_each": .number(chosen.cost),
      "budget_share": .number(Double(chosen.runs) * chosen.cost / design.options.budget),
      "extrapolation": .array(chosen.extrapolation.map(\.json)),
    ]
  }

  private func json(_ outcome: RunDesign.Outcome) -> JSONValue {
    var (formula, point): (JSONValue, JSONValue) = (.null, .null)
    switch outcome.target {
    case .quantity(let quantity): formula = .string(quantity.expression.description)
    case .point(let at): point = .object(at.keys.sorted().map { .init(key: $0, value: JSONValue(at[$0])) })
    }
    return [
      "name": .string(outcome.name), "formula": formula, "at": point, "now": .object(outcome.now.members),
      "after": .object(outcome.after.members), "plain_grid": .object(outcome.plain.members),
    ]
  }

  private var plainGrid: JSONValue {
    let grid = design.plainGrid
    return [
      "runs": .array(grid.candidates.map(sizes)), "cost_of_a_round": .number(grid.cost), "rounds": .number(grid.rounds),
      "levels": .array(grid.levels.map(JSONValue.integer)), "std_error_share": JSONValue(design.plainShare),
    ]
  }
}
