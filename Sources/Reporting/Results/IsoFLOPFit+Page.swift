import ScalingLaws

/// Approach 2 as a page: budget by budget, the power laws, and their bias beside them.
extension IsoFLOPFit {
  public var page: Page {
    Page(
      title:
        "Approach 2 (isoFLOP): \(options.degree == 2 ? "parabolas" : "cubics") of loss in log N, and a power law through their minima",
      answer: allocation.answer + [shift].compactMap { $0 },
      blocks: [.table(allocation.table(level: options.level, of: self)), .table(budgets)],
      doubts: warnings,
      about: [.lines([runs.summary, method] + notes)])
  }

  /// What parabolas make of the exponent.
  private var shift: String? {
    guard let off = bias?.a, let corrected = correctedA?.value, abs(off) >= 5e-4 else { return nil }
    return
      "Parabolas shift the exponent by \(off.formatted(significant: 2)); corrected it is \(corrected.formatted(significant: 3))."
  }

  private var intervalName: String { "\(options.level.percentText) interval" }

  private var method: String {
    let grouping =
      switch options.grouping {
      case .gaps(let decades):
        "a budget ends where log10 C jumps by more than \(decades.plain) decades"
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
        "C (FLOP)", .number("runs").ranked(2), .number("sizes").ranked(4), .estimate("N*"),
        .number(intervalName),
        .number("loss at N*").ranked(1), .number("std. error").ranked(5),
        .number("off-centre").ranked(6), .text("minimum"),
        .number("bias of N*").ranked(3),
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
        "Each curve is fitted to the runs around the best that it describes (F test against higher degrees); --window all takes all runs."
      ]
      : []
  }

  private var notes: [String] {
    let drawn = resampling == .rows ? "residuals within each budget" : "whole budgets"
    var surface: [String] = []
    if let fitted = bias?.surface {
      let coefficients = fitted.coefficients.map { "\($0.name) \($0.estimate.value?.formatted(significant: 4) ?? "")" }
      surface = [
        "Bias: what these curves make of the fitted surface, without noise, at these N and C, less its exact optimum. The interval of a "
          + "corrected value is that of the estimate, shifted.",
        "Surface: \(fitted.law.formula), \(coefficients.joined(separator: ", "))",
      ]
    }
    return [
      "Intervals of a, b, N* and D*: percentiles of \(allocation.resamples.used) resamples of \(drawn), seed \(options.seed); of one "
        + "budget: delta method, t."
    ] + near + [
      "Off-centre: 0 where N* is in the middle of the sizes on the log scale, 1 or -1 at their ends. D = C/(6 N)."
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
  /// How parameters and tokens grow with compute, and the split at the largest target.
  var answer: [String] {
    let digits = { (value: Double) in value.formatted(significant: 3) }
    guard let exponent = a.value else {
      return ["These runs do not determine how the best size grows with compute."]
    }
    let interval =
      a.interval.flatMap { $0.low == nil && $0.high == nil ? nil : $0.words(digits) }
      ?? "interval not determined by these runs"
    let growth =
      "N* grows as C^\(digits(exponent)) (\(interval)), and D* as C^\(b.value.map(digits) ?? "undefined")."
    guard let last = targets.last else { return [growth] }
    return [
      growth,
      "At C = \(digits(last.flops)), N* is \(last.parameters.words(digits)) and D* \(last.tokens.words(digits)).",
    ]
  }

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
        .text("quantity"), .estimate("estimate"), .number("\(level.percentText) interval"),
        .number("bias").ranked(2),
        .number("corrected").ranked(1), .number("surface").ranked(3), .text("meaning"),
      ],
      rows: rows)
  }
}

extension Double? {
  /// A relative error as a percentage; nothing where there is none.
  fileprivate var percentOff: String { map { "\((100 * $0).formatted(decimals: abs($0) < 0.01 ? 2 : 1)) %" } ?? "" }
}
