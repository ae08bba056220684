import ScalingLaws

/// Chosen runs as a person reads them: the runs, then what they tell beside what a plain grid would.
public struct DesignReport {
  private let results: DesignResults
  private let design: RunDesign

  public init(_ results: DesignResults) {
    self.results = results
    design = results.design
  }

  public var text: String {
    ([title, design.basis.fit.formula.description, known, candidates, ""] + runs + ["  \(total)", ""] + outcomes + [""]
      + notes)
      .joined(separator: "\n") + "\n"
  }

  private var title: String {
    let names = design.outcomes.map(\.name).listed
    return switch design.criterion {
    case .c: "runs that tell most about \(names)"
    case .a: "runs that make the variances of \(names) small"
    case .d: "runs that make the joint region of all coefficients small (D-optimal)"
    }
  }

  private var known: String {
    let fit = design.basis.fit
    let noise = (fit.noise.sigma ?? .nan).formatted(significant: 3)
    let scale = fit.scale == .identity ? "" : " on the \(fit.scale.rawValue) scale"
    let growth = fit.noise.formula.map { " times \($0)" } ?? ""
    return
      "\(results.source ?? "no data yet: coefficients lie in the ranges of --prior"); noise sd \(noise)\(growth)\(scale)"
  }

  private var candidates: String {
    let all = design.candidates
    let affordable = all.costs.count { $0 <= design.options.budget }
    return
      "\(counted(all.count, "candidate")) of \(all.source), \(affordable == all.count ? "all" : "\(affordable)") within"
      + " the budget \(design.options.budget.formatted(significant: 4)); cost \(all.cost); at most"
      + " \(counted(design.options.runs, "run"))\(design.options.once ? ", each once" : "")"
  }

  private var runs: [String] {
    var table = TextTable(
      design.candidates.variables.map { ($0, .right) } + [
        ("runs", .right), ("cost each", .right), ("share of budget", .right), ("outside the rows by", .left),
        ("row", .left),
      ])
    for chosen in design.chosen {
      let point = design.candidates.point(chosen.candidate)
      table.add(
        design.candidates.variables.map { (point[$0] ?? .nan).formatted(significant: 4) } + [
          "\(chosen.runs)", chosen.cost.formatted(significant: 4),
          (Double(chosen.runs) * chosen.cost / design.options.budget).shareText,
          chosen.extrapolation.map(\.inWords).joined(separator: ", "),
          design.candidates.lines.map { "\(design.candidates.source):\($0[chosen.candidate])" } ?? "",
        ])
    }
    return table.lines
  }

  private var total: String {
    "\(counted(design.runs, "run")) for \(design.cost.formatted(significant: 4)),"
      + " \((design.cost / design.options.budget).shareText) of the budget"
  }

  private var outcomes: [String] {
    var table = TextTable([
      ("", .left), ("estimate", .right), ("\(design.basis.fit.level.percentText) interval now", .right),
      ("after these runs", .right), ("after a plain grid", .right), ("std. error left", .right), ("plain grid", .right),
    ])
    for outcome in design.outcomes {
      let digits = outcome.after.interval?.decimals
      let share = { (estimate: Estimate) in
        guard let now = outcome.now.standardError, let later = estimate.standardError, now > 0 else { return "" }
        return (later / now).shareText
      }
      table.add([
        outcome.name, outcome.now.value.map { digits.map($0.rounded(decimals:)) ?? $0.formatted(significant: 6) } ?? "",
        outcome.now.text(digits), outcome.after.text(digits), outcome.plain.text(digits), share(outcome.after),
        share(outcome.plain),
      ])
    }
    return table.lines
  }

  private var notes: [String] {
    let average =
      design.drawsUsed > 0
      ? "averaged over \(counted(design.drawsUsed, "draw")) of the coefficients (seed \(design.options.seed)), "
      : "with the coefficients at their estimates, "
    let what =
      switch design.criterion {
      case .c: "standard errors"
      case .a: "the root of the mean relative variance"
      case .d: "standard errors (geometric mean)"
      }
    return [
      "\(average)these runs leave \(design.standardErrorShare.shareText) of \(what), a plain grid \(design.plainShare.shareText)",
      design.basis.isPrior
        ? "now: over \(DesignBasis.priorCount) draws from the ranges; after: expected over the draws, by the Fisher information of the runs"
        : "after: expected if the estimates stay where they are, by the Fisher information of the runs",
      plainGrid,
    ]
  }
}

extension DesignReport {
  /// What the plain grid is.
  private var plainGrid: String {
    let grid = design.plainGrid
    let rounds =
      abs(grid.rounds - 1) < 5e-4 ? "" : ", all of it \(grid.rounds.formatted(significant: 4)) times to cost the same"
    guard !grid.levels.isEmpty, let last = grid.candidates.last else {
      return
        "plain grid: \(counted(grid.candidates.count, "row")) of the table, evenly spaced in order of cost, once each\(rounds)"
    }
    let top = design.candidates.point(last)
    let sides = zip(design.candidates.variables, grid.levels).map { name, count in
      "\(counted(count, "value")) of \(name) up to \((top[name] ?? .nan).formatted(significant: 4))"
    }
    return "plain grid: \(sides.listed), evenly spaced from the smallest, each combination once\(rounds)"
  }
}

extension Double {
  /// A share as a percentage with three digits.
  fileprivate var shareText: String { isFinite ? "\((100 * self).padded(significant: 3)) %" : "undefined" }
}

extension Interval {
  /// Two digits of half its half.
  fileprivate var decimals: Int? {
    guard let low, let high, high > low else { return nil }
    return ((high - low) / 4).decimals
  }
}

extension Estimate {
  /// The interval with so many decimals.
  fileprivate func text(_ decimals: Int?) -> String {
    guard let interval else { return "undefined" }
    let end = { (value: Double?) in
      value.map { decimals.map($0.rounded(decimals:)) ?? $0.formatted(significant: 6) } ?? "open"
    }
    return "[\(end(interval.low)), \(end(interval.high))]"
  }
}
