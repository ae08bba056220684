import ScalingLaws

/// Approach 2 as a person reads it: budget by budget, the power laws, and their bias beside them.
public struct IsoFLOPReport {
  private let fit: IsoFLOPFit

  public init(_ fit: IsoFLOPFit) { self.fit = fit }

  public var text: String {
    ([title, data, method, ""] + budgets + [""] + powers + [""] + notes).joined(separator: "\n") + "\n"
  }

  private var title: String {
    "approach 2 (isoFLOP): \(fit.options.degree == 2 ? "parabolas" : "cubics") of loss in log N, and a power law through their minima"
  }

  private var data: String { fit.runs.summary }

  private var method: String {
    let grouping =
      switch fit.options.grouping {
      case .gaps(let decades): "a budget ends where log10 C leaps by more than \(decades.plain) decades"
      case .nominal(let budgets, let reach):
        "the nearest of \(budgets.count) named budgets, within \(reach.plain) decades"
      case .column(let name): "budgets are the values of \(name)"
      }
    let left = fit.ungrouped.isEmpty ? "" : "; \(counted(fit.ungrouped.count, "row")) near none"
    return "\(counted(fit.curves.count, "budget")): \(grouping)\(left)"
  }

  private var budgets: [String] {
    var table = TextTable([
      ("C (FLOP)", .right), ("runs", .right), ("sizes", .right), ("N*", .right),
      ("\(fit.options.level.percentText) interval", .left), ("loss at N*", .right), ("std. error", .right),
      ("off-centre", .right), ("", .left), ("bias of N*", .right),
    ])
    for (index, curve) in fit.curves.enumerated() {
      let interval = curve.optimum.interval.map { "[\($0.low.short), \($0.high.short)]" } ?? ""
      table.add([
        curve.flops.formatted(significant: 3), "\(curve.rows.count)", "\(curve.distinctSizes)",
        curve.optimum.value.map { $0.formatted(significant: 3) } ?? "none", interval, curve.loss.valueText,
        curve.loss.value == nil ? "" : curve.loss.errorText,
        curve.offCentre.map { $0.formatted(decimals: 2) } ?? "",
        curve.optimum.value == nil || curve.isBracketed ? "" : "outside",
        (fit.bias?.optima[index]).map(\.percentOff) ?? "",
      ])
    }
    return table.lines
  }

  private var powers: [String] {
    var table = TextTable([
      ("quantity", .left), ("estimate", .right), ("\(fit.options.level.percentText) interval", .left), ("bias", .right),
      ("corrected", .right), ("surface", .right), ("", .left),
    ])
    let bias = fit.bias
    let exponent = { (value: Double?) in value.map { $0.formatted(decimals: 4) } ?? "" }
    let row = { (name: String, estimate: Estimate, off: String, corrected: String, surface: String, what: String) in
      table.add([name, estimate.value.short, estimate.shortInterval, off, corrected, surface, what])
    }
    let a = fit.allocation.a
    row("a", a, exponent(bias?.a), exponent(fit.correctedA?.value), exponent(bias?.exactA), "N* grows as C^a")
    row(
      "b", fit.allocation.b, exponent((bias?.a).map { -$0 }), exponent((fit.correctedA?.value).map { 1 - $0 }),
      exponent((bias?.exactA).map { 1 - $0 }), "D* grows as C^b")
    for (index, target) in fit.allocation.targets.enumerated() {
      let at = "C = \(target.flops.formatted(significant: 3))"
      let (off, corrected) = (bias?.targets[index], fit.correctedTargets?[index])
      row(
        "N*", target.parameters, off?.parameters.percentOff ?? "", (corrected?.parameters.value).shortOrEmpty, "", at)
      row("D*", target.tokens, off?.tokens.percentOff ?? "", (corrected?.tokens.value).shortOrEmpty, "", at)
    }
    return table.lines
  }

  private var notes: [String] {
    let drawn =
      fit.options.resampling == .rows ? "residuals within each budget" : "whole budgets"
    var notes = [
      "intervals of a, b, N* and D*: percentiles of \(fit.allocation.resamples.used) resamples of \(drawn), seed \(fit.options.seed); of one "
        + "budget: delta method, t",
      "off-centre: 0 where N* is in the middle of the sizes on the log scale, 1 or -1 at their ends; D = C/(6 N)",
    ]
    if let surface = fit.bias?.surface {
      let coefficients = surface.coefficients.map { "\($0.name) \($0.estimate.value?.formatted(significant: 4) ?? "")" }
      notes.append(
        "bias: what these curves make of the fitted surface, without noise, at these N and C, against its exact optimum; an interval of a "
          + "corrected value is that of the estimate moved along")
      notes.append("surface: \(surface.law.formula), \(coefficients.joined(separator: ", "))")
    }
    return notes
  }
}

extension IsoFLOPRuns {
  /// Source, rows and columns.
  var summary: String {
    let mapped = columns.filter { $0.symbol != $0.column }.map { "\($0.symbol) is \($0.column)" }
    return (["\(source), \(losses.count) of \(counted(sourceRows, "row"))"] + mapped).joined(separator: "; ")
  }
}

extension Double? {
  /// Four significant digits; a missing end of an interval is open.
  var short: String { map { $0.formatted(significant: 4) } ?? "open" }

  var shortOrEmpty: String { map { $0.formatted(significant: 4) } ?? "" }

  /// A relative error as a percentage.
  var percentOff: String { map(\.percentOff) ?? "" }
}

extension Double {
  fileprivate var percentOff: String { "\((100 * self).formatted(decimals: abs(self) < 0.01 ? 2 : 1)) %" }
}

extension Estimate {
  /// Ends with four significant digits; empty where there is no interval.
  var shortInterval: String { interval.map { "[\($0.low.short), \($0.high.short)]" } ?? "" }
}
