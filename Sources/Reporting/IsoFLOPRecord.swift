import ScalingLaws

/// Approaches 1 and 2 as a file: schema `scaling.isoflop/1`.
public struct IsoFLOPRecord: Record {
  public static let schema = "scaling.isoflop/1"
  public static let title = "Optimal sizes from isoFLOP curves or envelopes"
  public static let summary =
    "Approach 2 (isoFLOP curves) or 1 (envelopes of training curves), written by scaling isoflop."

  let approach: Int
  let data: Data
  let options: Options
  let budgets: [Budget]?
  let budgetsLeftOut: [LeftOut]?
  let rowsOfNoBudget: [Int]?
  let scatterPValue: Double?
  let bias: Bias?
  let frontier: Frontier?
  let a, b: EstimatePart
  let prefactors: Target
  let targets: [Target]
  let resamples: Resamples
  let warnings: [WarningPart]

  public static let descriptions = [
    "approach": "1: envelope of training curves; 2: isoFLOP curves", "budgets": "the curves; null in approach 1",
    "budgetsLeftOut": "with too few sizes; null in approach 1",
    "rowsOfNoBudget": "lines of the source; null in approach 1", "scatterPValue": "of the optima on a power law",
    "bias": "of parabolas on the fitted surface", "frontier": "the envelope; null in approach 2",
    "a": "exponent of parameters in compute", "b": "exponent of tokens in compute",
    "prefactors": "N* and D* at 1e18 FLOP: N* = n (C/1e18)^a", "targets": "budgets that were asked about",
    "resamples": "behind the intervals",
  ]

  public init(_ fit: IsoFLOPFit) {
    approach = 2
    data = Data(fit.runs)
    options = Options(fit.options, approach: 2, resampling: fit.resampling)
    budgets = fit.curves.indices.map {
      Budget(fit.curves[$0], bias: fit.bias?.optima[$0] ?? nil, lines: fit.runs.lines)
    }
    budgetsLeftOut = fit.skipped.map { LeftOut(flops: $0.flops, rows: $0.rows) }
    rowsOfNoBudget = fit.ungrouped.map { fit.runs.lines[$0] }
    scatterPValue = fit.scatterPValue
    bias = fit.bias.map { bias in
      Bias(
        surface: bias.surface.map { surface in
          Bias.Surface(
            formula: surface.law.formula.description, norm: surface.options.norm.description,
            coefficients: Named(surface.coefficients.map { (name: $0.name, value: $0.estimate.value) }))
        },
        a: bias.a, exactA: bias.exactA,
        targets: bias.targets.map { Bias.Shift(flops: $0.flops, parameters: $0.parameters, tokens: $0.tokens) },
        correctedA: fit.correctedA.map(EstimatePart.init),
        correctedTargets: (fit.correctedTargets ?? []).map(Target.init))
    }
    frontier = nil
    (a, b) = (EstimatePart(fit.allocation.a), EstimatePart(fit.allocation.b))
    prefactors = Target(fit.allocation.prefactors)
    targets = fit.allocation.targets.map(Target.init)
    resamples = Resamples(fit.allocation)
    warnings = fit.warnings.map(WarningPart.init)
  }

  public init(_ fit: EnvelopeFit) {
    approach = 1
    data = Data(fit.runs)
    options = Options(fit.options, approach: 1, resampling: .rows)
    (budgets, budgetsLeftOut, rowsOfNoBudget, scatterPValue, bias) = (nil, nil, nil, nil, nil)
    frontier = Frontier(
      curves: fit.curves, points: fit.points, flops: Ends(fit.flops),
      runs: fit.segments.map {
        Frontier.Run(run: $0.run, parameters: $0.parameters, flops: Ends($0.flops), share: $0.share)
      })
    (a, b) = (EstimatePart(fit.allocation.a), EstimatePart(fit.allocation.b))
    prefactors = Target(fit.allocation.prefactors)
    targets = fit.allocation.targets.map(Target.init)
    resamples = Resamples(fit.allocation)
    warnings = fit.warnings.map(WarningPart.init)
  }

  struct Data: RecordPart {
    let source, sha256: String
    let rows, rowsUsed: Int
    let columns: Named<String>
    var reading: [ReadingPart]?

    init(_ runs: IsoFLOPRuns) {
      source = runs.source
      sha256 = runs.sha256
      rows = runs.sourceRows
      rowsUsed = runs.losses.count
      columns = Named(runs.columns.map { (name: $0.symbol, value: $0.column) })
    }

    static let descriptions = ["columns": "column that stands for each symbol"]
  }

  struct Options: RecordPart {
    let grouping: Grouping?
    let degree: Int?
    let window: Window?
    let resample: Resample
    let replicates: Int
    let seed: UInt64
    let level: Double

    enum Window: String, JSONWord { case near, all }

    enum Resample: String, JSONWord { case rows, budgets, runs }

    struct Grouping: RecordPart {
      let kind: Kind
      let decades: Double?
      let budgets: [Double]?
      let column: String?

      enum Kind: String, JSONWord { case gaps, named, column }

      static let descriptions = [
        "kind": "by gaps between budgets, by budgets that were named, or by a column",
        "decades": "between budgets at least, or from a named budget at most", "budgets": "operations",
        "column": "name of the column",
      ]
    }

    init(_ options: IsoFLOPOptions, approach: Int, resampling: IsoFLOPOptions.Resampling) {
      grouping =
        switch options.grouping {
        case _ where approach == 1: nil
        case .gaps(let decades): Grouping(kind: .gaps, decades: decades, budgets: nil, column: nil)
        case .nominal(let budgets, let reach):
          Grouping(kind: .named, decades: reach, budgets: budgets, column: nil)
        case .column(let name): Grouping(kind: .column, decades: nil, budgets: nil, column: name)
        }
      degree = approach == 1 ? nil : options.degree
      window = approach == 1 ? nil : options.isWindowed ? .near : .all
      resample = approach == 1 ? .runs : resampling == .rows ? .rows : .budgets
      replicates = options.replicates
      seed = options.seed
      level = options.level
    }

    static let descriptions = [
      "grouping": "which runs share a budget; null in approach 1",
      "degree": "of the polynomial in the log of size; null in approach 1", "resample": "what is drawn",
      "window": "which runs of a budget the curve goes through; null in approach 1",
      "replicates": "resamples asked for",
    ]
  }

  struct Budget: RecordPart {
    let flops, flopsSpreadDecades: Double
    let rows, trained: Int
    let lines: [Int]
    let sizes: Int
    let sizeRange: Ends
    let sigma: Double?
    let parameters, loss: EstimatePart
    let bracketed: Bool
    let offCentre, bias: Double?

    init(_ curve: IsoFLOPCurve, bias: Double?, lines: [Int]) {
      flops = curve.flops
      flopsSpreadDecades = curve.flopsSpread
      rows = curve.rows.count
      trained = curve.trained
      self.lines = curve.rows.map { lines[$0] }
      sizes = curve.distinctSizes
      sizeRange = Ends(curve.sizes)
      sigma = curve.sigma
      parameters = EstimatePart(curve.optimum)
      loss = EstimatePart(curve.loss)
      bracketed = curve.isBracketed
      offCentre = curve.offCentre
      self.bias = bias
    }

    static let descriptions = [
      "flops": "operations", "flopsSpreadDecades": "factors of ten between its runs",
      "rows": "how many rows the curve goes through",
      "trained": "rows of the budget",
      "lines": "of the source", "sizes": "different ones", "sizeRange": "parameters",
      "sigma": "of the residuals, in the unit of the loss", "parameters": "where the loss is least", "loss": "there",
      "bracketed": "the minimum lies within the sizes",
      "offCentre": "where the minimum lies on the log scale: 0 in the middle of the sizes, 1 and -1 at their ends",
      "bias": "of the size on the fitted surface: over the exact one, less one",
    ]
  }

  struct LeftOut: RecordPart {
    let flops: Double
    let rows: Int

    static let descriptions = ["flops": "operations", "rows": "how many rows"]
  }

  struct Bias: RecordPart {
    let surface: Surface?
    let a, exactA: Double
    let targets: [Shift]
    let correctedA: EstimatePart?
    let correctedTargets: [Target]

    struct Surface: RecordPart {
      let formula, norm: String
      let coefficients: Named<Double?>

      static let descriptions = ["formula": "the law as it is", "coefficients": "estimates by name"]
    }

    struct Shift: RecordPart {
      let flops, parameters, tokens: Double

      static let descriptions = [
        "flops": "operations", "parameters": "over the exact ones, less one", "tokens": "over the exact ones, less one",
      ]
    }

    static let descriptions = [
      "surface": "the law that was fitted to the same rows", "a": "what approach 2 adds to the exponent on the surface",
      "exactA": "the exponent of the surface itself", "targets": "budget by budget",
      "correctedA": "the exponent without this bias", "correctedTargets": "the targets without this bias",
    ]
  }

  struct Frontier: RecordPart {
    let curves, points: Int
    let flops: Ends
    let runs: [Run]

    struct Run: RecordPart {
      let run: String
      let parameters: Double
      let flops: Ends
      let share: Double

      static let descriptions = [
        "run": "name of the run", "parameters": "size of the model", "flops": "operations, from and to",
        "share": "of these compute values",
      ]
    }

    static let descriptions = [
      "curves": "training curves", "points": "compute values that the power law runs through",
      "flops": "operations, from and to", "runs": "run by run",
    ]
  }

  /// The best size for a budget.
  struct Target: RecordPart {
    let flops: Double
    let parameters, tokens: EstimatePart

    init(_ target: ComputeAllocation.Target) {
      flops = target.flops
      parameters = EstimatePart(target.parameters)
      tokens = EstimatePart(target.tokens)
    }

    static let descriptions = [
      "flops": "operations", "parameters": "size of the model", "tokens": "that it is trained on",
    ]
  }

  struct Resamples: RecordPart {
    let drawn, used: Int

    init(_ allocation: ComputeAllocation) { (drawn, used) = (allocation.resamples.drawn, allocation.resamples.used) }

    static let descriptions = ["drawn": "resamples drawn", "used": "with an estimate"]
  }
}
