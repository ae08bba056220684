import ScalingLaws

/// Approach 2 as a page: budget by budget, the power laws, and their bias beside them.
extension IsoFLOPFit {
  public var page: Page {
    Page(
      title:
        "approach 2 (isoFLOP): \(options.degree == 2 ? "parabolas" : "cubics") of loss in log N, and a power law through their minima",
      blocks: [
        .lines([runs.summary, method]), .table(budgets), .table(allocation.table(level: options.level, of: self)),
        .lines(notes),
      ], doubts: warnings)
  }

  private var intervalName: String { "\(options.level.percentText) interval" }

  private var method: String {
    let grouping =
      switch options.grouping {
      case .gaps(let decades): "a budget ends where log10 C leaps by more than \(decades.plain) decades"
      case .nominal(let budgets, let reach):
        "the nearest of \(budgets.count) named budgets, within \(reach.plain) decades"
      case .column(let name): "budgets are the values of \(name)"
      }
    let left = ungrouped.isEmpty ? "" : "; \(counted(ungrouped.count, "row")) near none"
    return "\(counted(curves.count, "budget")): \(grouping)\(left)"
  }

  private var budgets: PageTable {
    PageTable(
      [
        "C (FLOP)", "runs", "sizes", "N*", .text(intervalName),
        "loss at N*", "std. error", "off-centre", .text(""), "bias of N*",
      ], of: curves.enumerated()
    ) { index, curve in
      [
        curve.flops.formatted(significant: 3),
        curve.rows.count == curve.trained ? "\(curve.trained)" : "\(curve.rows.count) of \(curve.trained)",
        "\(curve.distinctSizes)",
        curve.optimum.value?.formatted(significant: 3) ?? "none", curve.optimum.interval?.digits ?? "",
        curve.loss.valueText, curve.loss.value == nil ? "" : curve.loss.errorText,
        curve.offCentre?.formatted(decimals: 2) ?? "",
        curve.optimum.value == nil || curve.isBracketed ? "" : "outside", (bias?.optima[index]).percentOff,
      ]
    }
  }

  private var near: [String] {
    curves.contains { $0.rows.count < $0.trained }
      ? [
        "a curve goes through the runs nearest to the best that it suits (F test against higher degrees); --window all takes all runs"
      ]
      : []
  }

  private var notes: [String] {
    let drawn = resampling == .rows ? "residuals within each budget" : "whole budgets"
    var surface: [String] = []
    if let fitted = bias?.surface {
      let coefficients = fitted.coefficients.map { "\($0.name) \($0.estimate.value?.formatted(significant: 4) ?? "")" }
      surface = [
        "bias: what these curves make of the fitted surface, without noise, at these N and C, against its exact optimum; an interval of a "
          + "corrected value is that of the estimate moved along",
        "surface: \(fitted.law.formula), \(coefficients.joined(separator: ", "))",
      ]
    }
    return [
      "intervals of a, b, N* and D*: percentiles of \(allocation.resamples.used) resamples of \(drawn), seed \(options.seed); of one "
        + "budget: delta method, t"
    ] + near + [
      "off-centre: 0 where N* is in the middle of the sizes on the log scale, 1 or -1 at their ends; D = C/(6 N)"
    ] + surface
  }
}

extension IsoFLOPRuns {
  /// Source, rows and columns.
  var summary: String {
    let mapped = columns.filter { $0.symbol != $0.column }.map { "\($0.symbol) is \($0.column)" }
    return Page.about(source, losses.count, of: sourceRows, mapped)
  }
}

extension ComputeAllocation {
  /// The power laws and what they give at the targets; beside them, for approach 2, their bias.
  func table(level: Double, of fit: IsoFLOPFit? = nil) -> PageTable {
    let exponents = { (values: [Double?]) in values.map { $0?.formatted(decimals: 4) ?? "" } }
    let found = [fit?.bias?.a, fit?.correctedA?.value, fit?.bias?.exactA]
    let mirrored = [found[0].map { -$0 }, found[1].map { 1 - $0 }, found[2].map { 1 - $0 }]
    let cells = { (estimate: Estimate) in
      [estimate.value?.formatted(significant: 4) ?? "open", estimate.interval?.digits ?? ""]
    }
    var rows = [
      ["a"] + cells(a) + exponents(found) + ["N* grows as C^a"],
      ["b"] + cells(b) + exponents(mirrored) + ["D* grows as C^b"],
    ]
    rows.append(["n"] + cells(prefactors.parameters) + ["", "", "", "N* = n (C/1e18)^a"])
    rows.append(["d"] + cells(prefactors.tokens) + ["", "", "", "D* = d (C/1e18)^b"])
    for (index, target) in targets.enumerated() {
      let (off, corrected) = (fit?.bias?.targets[index], fit?.correctedTargets?[index])
      let row = { (name: String, estimate: Estimate, off: Double?, corrected: Double?) in
        [name] + cells(estimate)
          + [
            off.percentOff, corrected?.formatted(significant: 4) ?? "", "",
            "C = \(target.flops.formatted(significant: 3))",
          ]
      }
      rows.append(row("N*", target.parameters, off?.parameters, corrected?.parameters.value))
      rows.append(row("D*", target.tokens, off?.tokens, corrected?.tokens.value))
    }
    return PageTable(
      [
        .text("quantity"), "estimate", .text("\(level.percentText) interval"), "bias", "corrected", "surface",
        .text(""),
      ],
      rows: rows)
  }
}

extension Double? {
  /// A relative error as a percentage; nothing where there is none.
  fileprivate var percentOff: String { map { "\((100 * $0).formatted(decimals: abs($0) < 0.01 ? 2 : 1)) %" } ?? "" }
}
