import ScalingLaws

/// Chosen runs as a file: schema `scaling.design/1`.
public struct DesignRecord: Record {
  public static let schema = "scaling.design/1"
  public static let title = "Next runs"
  public static let summary = "Which runs to do next for a budget, written by scaling design."

  let fit: String?
  let law: LawReference
  let options: Options
  let candidates: Candidates
  let runs: [Run]
  let runCount: Int
  let cost, budgetShare: Double
  let targets: [Target]
  let stdErrorShare: Double?
  let plainGrid: PlainGrid
  let warnings: [WarningPart]

  public static let descriptions = [
    "fit": "path of the fit file; null where ranges stand for one", "candidates": "runs to choose from",
    "runs": "run by run", "runCount": "runs in all", "cost": "of all runs", "budgetShare": "of all runs",
    "targets": "quantity by quantity, or point by point", "stdErrorShare": "what these runs leave of a standard error",
    "plainGrid": "a grid of the same cost, for comparison",
  ]

  public init(_ results: DesignResults) {
    let design = results.design
    fit = results.source
    law = LawReference(design.basis.fit)
    options = Options(
      criterion: design.criterion, budget: design.options.budget, mostRuns: design.options.runs,
      once: design.options.once, draws: design.options.draws, drawsUsed: design.drawsUsed,
      seed: design.options.seed, level: design.basis.fit.level, scale: design.basis.fit.scale,
      fromRanges: design.basis.isPrior,
      noise: Options.Noise(
        sigma: design.basis.fit.noise.sigma, formula: design.basis.fit.noise.formula?.description,
        efficiency: design.basis.fit.noise.efficiency ?? 1))
    candidates = Candidates(
      source: design.candidates.source, count: design.candidates.count,
      affordable: design.candidates.costs.count { $0 <= design.options.budget },
      cost: design.candidates.cost.description)
    runs = design.chosen.map { chosen in
      Run(
        at: design.sizes(chosen.candidate), line: design.candidates.lines?[chosen.candidate], runs: chosen.runs,
        costEach: chosen.cost, budgetShare: Double(chosen.runs) * chosen.cost / design.options.budget,
        extrapolation: chosen.extrapolation.map(ExtrapolationPart.init))
    }
    runCount = design.runs
    cost = design.cost
    budgetShare = design.cost / design.options.budget
    targets = design.outcomes.map(Target.init)
    stdErrorShare = design.standardErrorShare
    plainGrid = PlainGrid(
      runs: design.plainGrid.candidates.map(design.sizes), costOfARound: design.plainGrid.cost,
      rounds: design.plainGrid.rounds, levels: design.plainGrid.levels, stdErrorShare: design.plainShare)
    warnings = results.warnings.map(WarningPart.init)
  }

  struct Options: RecordPart {
    let criterion: DesignCriterion
    let budget: Double
    let mostRuns: Int
    let once: Bool
    let draws, drawsUsed: Int
    let seed: UInt64
    let level: Double
    let scale: ResidualScale
    let fromRanges: Bool
    let noise: Noise

    struct Noise: RecordPart {
      let sigma: Double?
      let formula: String?
      let efficiency: Double?

      static let descriptions = [
        "sigma": "standard deviation of a row about the law, on the residual scale",
        "formula": "factor by which it differs from row to row",
        "efficiency": "what a row tells under the norm, over least squares",
      ]
    }

    static let descriptions = [
      "criterion": "what is made small", "budget": "in the unit of the cost", "mostRuns": "runs allowed at most",
      "once": "a candidate is run once at most", "draws": "of the coefficients, over which the criterion is averaged",
      "drawsUsed": "draws that the criterion could use", "fromRanges": "of coefficients, not a fit",
      "noise": "of a run",
    ]
  }

  struct Candidates: RecordPart {
    let source: String
    let count, affordable: Int
    let cost: String

    static let descriptions = [
      "source": "a path, or the grid as it was written", "count": "how many there are",
      "affordable": "alone within the budget", "cost": "formula of the cost of a run",
    ]
  }

  struct Run: RecordPart {
    let at: Named<Double?>
    let line: Int?
    let runs: Int
    let costEach, budgetShare: Double
    let extrapolation: [ExtrapolationPart]

    static let descriptions = [
      "at": "value of each variable", "line": "of the candidates' file", "runs": "of this candidate",
      "costEach": "of one run, in the unit of the cost", "budgetShare": "of all its runs",
    ]
  }

  struct Target: RecordPart {
    let name: String
    let formula: String?
    let at: Named<Double?>?
    let now, after, plainGrid: EstimatePart

    init(_ outcome: RunDesign.Outcome) {
      name = outcome.name
      switch outcome.target {
      case .quantity(let quantity): (formula, at) = (quantity.expression.description, nil)
      case .point(let point): (formula, at) = (nil, Named(sorted: point.mapValues { $0 }))
      }
      now = EstimatePart(outcome.now)
      after = EstimatePart(outcome.after)
      plainGrid = EstimatePart(outcome.plain)
    }

    static let descriptions = [
      "formula": "of coefficients", "at": "point to be predicted", "now": "before these runs",
      "after": "expected with them", "plainGrid": "expected with the plain grid",
    ]
  }

  struct PlainGrid: RecordPart {
    let runs: [Named<Double?>]
    let costOfARound, rounds: Double
    let levels: [Int]
    let stdErrorShare: Double?

    static let descriptions = [
      "runs": "run by run", "costOfARound": "of one run at each point, in the unit of the cost",
      "rounds": "that the budget buys", "levels": "values of each variable",
      "stdErrorShare": "what it leaves of a standard error",
    ]
  }
}

extension RunDesign {
  fileprivate func sizes(_ candidate: Int) -> Named<Double?> {
    let point = candidates.point(candidate)
    return Named(candidates.variables.map { (name: $0, value: point[$0]) })
  }
}

extension DesignCriterion: JSONWord {}
