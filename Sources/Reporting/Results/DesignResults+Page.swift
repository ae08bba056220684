import ScalingLaws

/// Chosen runs as a page: the runs, then what they tell beside what a plain grid would.
extension DesignResults {
  public var page: Page {
    Page(
      title: title, answer: answer, blocks: [.table(runs), .table(outcomes)], doubts: warnings,
      about: [
        .lines([design.basis.fit.formula.description, known, candidates, leaves, after, plainGrid])
      ])
  }

  private var answer: [String] {
    let what =
      switch design.criterion {
      case .c:
        "the standard error\(design.outcomes.count == 1 ? "" : "s") of \(design.outcomes.map(\.name).listed)"
      case .a: "the root of the mean relative variance of \(design.outcomes.map(\.name).listed)"
      case .d: "the standard errors of all coefficients (geometric mean)"
      }
    return [
      "\(counted(design.runs, "run")) for \(design.cost.formatted(significant: 3)), \((design.cost / design.options.budget).shareText) of the budget,"
        + " would cut \(what) to \(design.standardErrorShare.shareText) of what \(design.outcomes.count == 1 && design.criterion == .c ? "it is" : "they are").",
      "A plain grid of the same cost would leave \(design.plainShare.shareText).",
    ]
  }

  private var title: String {
    let names = design.outcomes.map(\.name).listed
    return switch design.criterion {
    case .c: "Runs that tell most about \(names)"
    case .a: "Runs that make the variances of \(names) small (A-optimal)"
    case .d: "Runs that make the joint region of all coefficients small (D-optimal)"
    }
  }

  private var known: String {
    let fit = design.basis.fit
    let noise = (fit.noise.sigma ?? .nan).formatted(significant: 3)
    let scale = fit.scale == .identity ? "" : " on the \(fit.scale.rawValue) scale"
    let growth = fit.noise.formula.map { " times \($0)" } ?? ""
    return
      "\(source ?? "no data yet: coefficients lie in the ranges of --prior"); noise sd \(noise)\(growth)\(scale)"
  }

  private var candidates: String {
    let all = design.candidates
    let affordable = all.costs.count { $0 <= design.options.budget }
    return
      "\(counted(all.count, "candidate")) of \(all.source), \(affordable == all.count ? "all" : "\(affordable)") within"
      + " the budget \(design.options.budget.formatted(significant: 4)); cost \(all.cost); at most"
      + " \(counted(design.options.runs, "run"))\(design.options.once ? ", each once" : "")"
  }

  private var runs: PageTable {
    PageTable(
      design.candidates.variables.map { .number($0) } + [
        .estimate("runs"), "cost each", .number("share of budget").ranked(2),
        .text("outside the rows by").ranked(1),
        .text("row").ranked(3),
      ], of: design.chosen
    ) { chosen in
      let point = design.candidates.point(chosen.candidate)
      return design.candidates.variables.map { (point[$0] ?? .nan).formatted(significant: 4) } + [
        "\(chosen.runs)", chosen.cost.formatted(significant: 4),
        (Double(chosen.runs) * chosen.cost / design.options.budget).shareText,
        chosen.extrapolation.map(\.inWords).joined(separator: ", "),
        design.candidates.lines.map { "\(design.candidates.source):\($0[chosen.candidate])" } ?? "",
      ]
    }
  }

  private var outcomes: PageTable {
    PageTable(
      [
        .text("answer"), .estimate("estimate"),
        "\(design.basis.fit.level.percentText) interval now", "after these runs",
        .number("after a plain grid").ranked(1), .number("std. error left").ranked(2),
        .number("left by a plain grid").ranked(3),
      ], of: design.outcomes
    ) { outcome in
      let rounded = { (value: Double) in value.rounded(toErrorOf: outcome.after.interval?.quarter) }
      let share = { (estimate: Estimate) in
        guard let now = outcome.now.standardError, let later = estimate.standardError, now > 0 else { return "" }
        return (later / now).shareText
      }
      return [outcome.name, outcome.now.value.map(rounded) ?? ""]
        + [outcome.now, outcome.after, outcome.plain].map { $0.interval.text(rounded) }
        + [share(outcome.after), share(outcome.plain)]
    }
  }

  private var leaves: String {
    let average =
      design.drawsUsed > 0
      ? "Averaged over \(counted(design.drawsUsed, "draw")) of the coefficients (seed \(design.options.seed)), "
      : "With the coefficients at their estimates, "
    let what =
      switch design.criterion {
      case .c: "standard errors"
      case .a: "the root of the mean relative variance"
      case .d: "standard errors (geometric mean)"
      }
    return
      "\(average)these runs leave \(design.standardErrorShare.shareText) of \(what), a plain grid \(design.plainShare.shareText)."
  }

  private var after: String {
    design.basis.isPrior
      ? "Now: over \(DesignBasis.priorCount) draws from the ranges. After: expected over the draws, by the Fisher information of the runs."
      : "After: expected if the estimates stay where they are, by the Fisher information of the runs."
  }

  /// What the plain grid is.
  private var plainGrid: String {
    let grid = design.plainGrid
    let rounds =
      abs(grid.rounds - 1) < 5e-4 ? "" : ", all of it \(grid.rounds.formatted(significant: 4)) times to cost the same"
    guard !grid.levels.isEmpty, let last = grid.candidates.last else {
      return
        "Plain grid: \(counted(grid.candidates.count, "row")) of the table, evenly spaced in order of cost, once each\(rounds)."
    }
    let top = design.candidates.point(last)
    let sides = zip(design.candidates.variables, grid.levels).map { name, count in
      "\(counted(count, "value")) of \(name) up to \((top[name] ?? .nan).formatted(significant: 4))"
    }
    return
      "Plain grid: \(sides.listed), evenly spaced from the smallest, each combination once\(rounds)."
  }
}

extension Double {
  /// A share as a percentage with three digits.
  fileprivate var shareText: String { isFinite ? "\((100 * self).padded(significant: 3)) %" : "undefined" }
}
