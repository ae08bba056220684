import ScalingLaws

/// Scores against the logs of resources as a page.
extension CapabilityAnalysis {
  public var page: Page {
    Page(title: title, blocks: [.lines([about]), .paragraph(definition)] + blocks, doubts: warnings)
  }

  /// `mmlu against the logs of params and tokens`.
  var title: String { "\(scores.map(\.score.description).listed) against the logs of \(resources.listed)" }

  var about: String {
    let used = scores.map(\.rows).max() ?? 0
    let dependence =
      if let group = columns.group, let count = scores.first?.slopes.groups {
        "rows that share a \(group) depend on one another (CR3, \(counted(count, "group")))"
      } else {
        "rows taken as independent (HC3)"
      }
    return Page.about(source, used, of: rows, filters.map(\.sentence) + [dependence])
  }

  /// What was found.
  var blocks: [Page.Block] { [.table(summary)] + separationBlocks + scores.flatMap(blocks) }

  var resources: [String] { columns.resources.map(\.description) }
  private var intervalName: String { "\(level.percentText) interval" }

  private var definition: String {
    """
    score = b0 + Σ b*log10(resource). log-linear: the slopes at both ends of the range are shown to be within
    \(margin.plain)x of one another; steepens or flattens: the \(level.percentText) interval of the curvature is above or below zero;
    otherwise not decided. A verdict is on these rows, over their range, not on what moves what.
    """
  }

  /// One line for each score.
  private var summary: PageTable {
    PageTable(
      [.text("score"), "rows", "R²"]
        + resources.flatMap { ["10x \($0)", .number(intervalName)] }
        + ["slope, upper end to lower", .text("verdict")], of: scores
    ) { score in
      [score.score.description, "\(score.rows)", score.slopes.rSquared?.rSquaredText ?? ""]
        + score.slopes.perDecade.flatMap(\.digits) + [score.straightness?.ratioText ?? "", score.verdict.rawValue]
    }
  }

  private var separationBlocks: [Page.Block] {
    let ratio = separation.computeRatio.map { ratio in
      let median = ratio.median.formatted(significant: 3)
      return ratio.largestFactor < 1.05
        ? "compute is \(median) times parameters times tokens in every row: of three effects two exist"
        : "compute is about \(median) times parameters times tokens, to a factor of \(ratio.largestFactor.formatted(significant: 3))"
    }
    let pairs = separation.pairs.map {
      "log \($0.first) and log \($0.second): correlation \($0.correlation.formatted(significant: 4))"
        + ($0.isClose ? "; these rows cannot tell what each does" : "")
    }
    let lines = [ratio].compactMap { $0 } + pairs
    return lines.isEmpty ? [] : [.heading(level: 3, "what can be told apart"), .notes(lines)]
  }

  private func blocks(_ score: Score) -> [Page.Block] {
    [.heading(level: 3, "\(score.score): \(score.verdict.rawValue)")] + straightness(score) + slopes(score)
      + forms(score)
  }

  private func straightness(_ score: Score) -> [Page.Block] {
    guard let found = score.straightness else {
      return [.notes(["no curvature: these rows do not determine one"])]
    }
    let rows =
      [
        ["slope per 10x at the lower end"] + found.slopes[0].digits,
        ["slope per 10x at the upper end"] + found.slopes[1].digits,
      ] + (found.slopeRatio.map { [["upper to lower"] + $0.digits] } ?? []) + [
        ["curvature, per squared 10x"] + found.curvature.digits
      ]
    return PageTable("straight or not", heading: intervalName, estimates: rows)
      .blocks(notes: [path(found), span(score, found), bend(score), found.whatWouldDecide].compactMap { $0 })
  }

  private func path(_ found: Straightness) -> String? {
    guard resources.count > 1 else { return nil }
    let weights = zip(resources, found.weights).map { "\($0) \($1.formatted(significant: 2))" }
    return "10x of all resources together, each weighing what it moves the score: \(weights.joined(separator: ", "))"
  }

  private func span(_ score: Score, _ found: Straightness) -> String? {
    score.span.map { span in
      let shown = span.shown.map { "shown straight over at most \($0.decadesText)" } ?? "shown straight over no stretch"
      let free =
        span.notContradicted.map { "no bend found over at most \($0.decadesText)" } ?? "a bend in every stretch"
      return "the rows span \(found.decades.decadesText): \(shown), \(free)"
    }
  }

  private func bend(_ score: Score) -> String? {
    score.bend.map { bend in
      "one break against none: slope \(bend.slopes[0].formatted(significant: 3)) before and"
        + " \(bend.slopes[1].formatted(significant: 3)) after, p \(bend.pValue.pValueText) (rows taken as independent)"
    }
  }

  private func slopes(_ score: Score) -> [Page.Block] {
    let row = { (name: String, slopes: [Estimate], rSquared: Double?) in
      [name] + slopes.flatMap(\.digits) + [rSquared?.rSquaredText ?? ""]
    }
    var rows = [row("all rows", score.slopes.perDecade, score.slopes.rSquared)]
    if let within = score.slopes.withinGroups, let group = columns.group {
      rows.append(row("within each \(group)", within, nil))
    }
    if let date = score.slopes.beside { rows.append(row("date held", date.perDecade, date.rSquared)) }
    let equal = score.slopes.equalSlopesPValue.map {
      "equal slopes, so that their product alone would do: p \($0.pValueText)"
    }
    return PageTable(
      [.text("slopes per 10x")] + resources.flatMap { [.number($0), .number(intervalName)] } + ["R²"],
      rows: rows
    ).blocks(notes: [equal, time(score)].compactMap { $0 })
  }

  private func time(_ score: Score) -> String {
    guard let date = score.slopes.beside else {
      return "how much of it is time: not told, for the rows have no dates"
    }
    let correlations = zip(resources, date.correlations).map { "\($0) \($1.formatted(significant: 3))" }
    return
      "a year later, resources held: \(date.perYear.value.digits) \(date.perYear.interval.digits); R² of the date alone"
      + " \(date.dateRSquared?.rSquaredText ?? "undefined");\n"
      + "  correlation of the date with log \(correlations.joined(separator: ", log "))"
  }

  private func forms(_ score: Score) -> [Page.Block] {
    guard let forms = score.forms else { return [] }
    let undetermined =
      forms.undetermined.isEmpty ? "" : "; not determined: \(forms.undetermined.map(\.rawValue).listed)"
    let backtest =
      forms.cuts > 0
      ? "back-test: root mean square error of the rows with most resources, predicted from the others (\(counted(forms.cuts, "cut")))"
      : "too few rows for a back-test"
    return PageTable([.text("form"), "coefficients", "R²", "AICc", "weight", "back-test"], of: forms.entries) { entry in
      [
        entry.form.rawValue, "\(entry.fit.coefficients.count)", entry.fit.statistics.rSquared?.rSquaredText ?? "",
        entry.aicc?.formatted(decimals: 1) ?? "", entry.weight?.formatted(significant: 2) ?? "",
        entry.backtestError?.formatted(significant: 3) ?? "",
      ]
    }.blocks(notes: [backtest + undetermined])
  }
}

extension Straightness {
  /// `1.8x [0.9, 3.4]`.
  var ratioText: String {
    if let slopeRatio { return "\(slopeRatio.value.map(\.factorDigits) ?? "") \(slopeRatio.interval.digits)" }
    let areClear = slopes.allSatisfy { $0.interval?.contains(0) == false }
    return areClear ? "changes its sign" : "one may be zero"
  }

  /// `nil` where it is decided, or nothing can be said.
  var whatWouldDecide: String? {
    rowsFactor.map { factor in
      let count = factor < 1.1 ? "a few more" : "about \(factor.formatted(significant: 2)) times as many"
      return "\(count) rows of this kind would decide it, four times in five"
    }
  }
}

extension Double {
  /// `2.4 factors of ten`.
  var decadesText: String { "\(formatted(significant: 2)) factors of ten" }
}
