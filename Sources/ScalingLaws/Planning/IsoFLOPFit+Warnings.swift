#if canImport(Glibc)
  import Glibc
#endif

extension IsoFLOPFit {
  /// Fewer sizes than this leave a parabola one degree of freedom or none.
  private static let fewestSizes = 5
  /// Within a budget, more decades of compute than this move the loss as much as the sizes do.
  private static let widestBudget = 0.15
  /// A bias above this share of N* is worth a warning.
  private static let largestBias = 0.02

  var doubts: [FitWarning] { shape + data + answers }

  private func names(_ curves: [IsoFLOPCurve]) -> String { curves.map { $0.flops.formatted(significant: 3) }.listed }

  private var shape: [FitWarning] {
    var found: [FitWarning] = []
    let flat = curves.filter { $0.logOptimum == nil }
    if !flat.isEmpty {
      found.append(
        FitWarning(
          .noMinimum,
          "no minimum at \(names(flat)) FLOP: the curve bends down or never turns; the power law is without",
          hint: "train sizes on both sides of the expected minimum at these budgets"))
    }
    let outside = curves.filter { $0.logOptimum != nil && !$0.isBracketed }
    if !outside.isEmpty {
      found.append(
        FitWarning(
          .minimumOutsideGrid,
          "the minimum at \(names(outside)) FLOP lies outside the sizes that were trained\(leftOut.isEmpty ? "" : ": not in the power law")",
          hint: "add runs beyond the end of the sizes on that side, or leave the budget out with --where"))
    }
    let off = curves.filter { $0.isBracketed && abs($0.offCentre ?? 0) > 0.5 }
    if !off.isEmpty {
      found.append(
        FitWarning(
          .offCentreGrid,
          "the minimum at \(names(off)) FLOP is more than half way from the middle of the sizes to their end",
          hint: "an off-centre parabola is biased, and a drift with compute biases the exponents: see the bias column"))
    }
    return found
  }

  private var data: [FitWarning] {
    var found: [FitWarning] = []
    let few = curves.filter { $0.distinctSizes < Self.fewestSizes }
    if !few.isEmpty || !skipped.isEmpty {
      let left =
        skipped.isEmpty
        ? "" : "; \(counted(skipped.count, "budget")) with fewer than \(options.degree + 1) sizes left out"
      found.append(
        FitWarning(
          .fewSizes,
          "\(few.isEmpty ? "budgets" : "\(names(few)) FLOP") with fewer than \(Self.fewestSizes) sizes\(left)",
          hint: "the curve follows the noise there: train five sizes or more at each budget"))
    }
    let wide = curves.filter { $0.flopsSpread > Self.widestBudget }
    if !wide.isEmpty {
      found.append(
        FitWarning(
          .wideBudget,
          "compute differs by more than \(Self.widestBudget) decades within the budget of \(names(wide)) FLOP",
          hint: wideHint))
    }
    if !ungrouped.isEmpty {
      found.append(
        FitWarning(
          .ungroupedRows, .note, "\(counted(ungrouped.count, "row")) near no budget left out",
          hint: "widen the reach of --budgets with --reach, or name more budgets"))
    }
    return found
  }

  private var wideHint: String {
    if case .nominal = options.grouping { return "the loss differs for that reason too: narrow it with --reach" }
    return "name the budgets, --budgets 1e19,3e19,1e20, or a column of them, --groups COLUMN"
  }

  private var answers: [FitWarning] {
    var found: [FitWarning] = []
    if let p = scatterPValue, p < Self.scattered, resampling == .rows {
      found.append(
        FitWarning(
          .minimaScatter,
          "the minima scatter about the power law more than the noise of the runs explains (p = \(p.formatted(significant: 2)))",
          hint: "--resample budgets takes this scatter into the intervals"))
    }
    if let bias, let worst = bias.optima.compactMap({ $0 }).max(by: { abs($0) < abs($1) }),
      abs(worst) > Self.largestBias
    {
      found.append(
        FitWarning(
          .parabolaBias,
          "on the fitted surface these curves are off by up to \((100 * worst).formatted(significant: 2)) % in N*",
          hint: "take the corrected values, or the surface itself: scaling fit --law chinchilla"))
    }
    if let biasFailure {
      found.append(
        FitWarning(
          .parabolaBias, "the bias is not known: \(biasFailure)", hint: "scaling fit --law chinchilla says more"))
    }
    let resamples = allocation.resamples
    if resamples.used < resamples.drawn {
      found.append(
        FitWarning(
          .failedRefits, resamples.used < resamples.drawn / 10 * 9 ? .warning : .note,
          "\(resamples.drawn - resamples.used) of \(resamples.drawn) resamples have no minimum at some budget or one level of compute",
          hint: "intervals are of the others: the data hardly bend there, so distrust them"))
    }
    return found
  }
}
