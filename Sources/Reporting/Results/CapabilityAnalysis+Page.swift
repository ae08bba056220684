import ScalingLaws

/// Scores against the logs of resources as a page.
extension CapabilityAnalysis {
  public var page: Page {
    Page(
      title: title, answer: answer, blocks: blocks, doubts: warnings,
      about: [.lines([about]), .paragraph(definition)])
  }

  /// What each score does per factor of ten, and whether that is a straight line; counts where there are several.
  private var answer: [String] {
    guard let first = scores.first else { return [] }
    if scores.count == 1 { return sentences(first) }
    let counts = CapabilityVerdict.allCases.compactMap { verdict -> String? in
      let names = scores.filter { $0.verdict == verdict }.map(\.score.description)
      return names.isEmpty ? nil : "\(verdict.rawValue): \(names.listed)"
    }
    return [
      "Of \(counted(scores.count, "score")) against log resources, \(counts.joined(separator: "; "))."
    ]
  }

  private func sentences(_ score: Score) -> [String] {
    let digits = { (value: Double) in value.formatted(significant: 3) }
    let slopes = zip(resources, score.slopes.perDecade).map {
      "10x \($0) goes with \($1.words(digits))"
    }
    let ratio = score.straightness?.slopeRatio.map {
      "the slope at the upper end is \($0.words(\.factorText)) that at the lower"
    }
    let straight =
      switch score.verdict {
      case .logLinear: "It is log-linear over these rows"
      case .steepens: "It steepens"
      case .flattens: "It flattens"
      case .notDecided: "These rows do not decide whether it is log-linear"
      case .noTrend: "No trend is shown"
      }
    return [
      "\(slopes.joined(separator: ", and ")) of \(score.score).",
      straight + (ratio.map { ": \($0)." } ?? "."),
    ]
  }

  /// `mmlu against the logs of params and tokens`.
  var title: String { "\(scores.map(\.score.description).listed) against the logs of \(resources.listed)" }

  var about: String {
    let used = scores.map(\.rows).max() ?? 0
    let dependence =
      if let group = columns.group, let count = scores.first?.slopes.groups {
        "rows of one \(group) may depend on one another (CR3, \(counted(count, "group")))"
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
    Model: score = b0 + Σ b*log10(resource). Log-linear: the slopes at both ends of the range are shown to be within
    \(margin.plain)x of one another. Steepens or flattens: the \(level.percentText) interval of the curvature is above or below zero.
    Otherwise not decided. A verdict holds for these rows, over their range, and says nothing of causes.
    """
  }

  /// One line for each score.
  private var summary: PageTable {
    PageTable(
      [.text("score"), .verdict("verdict")]
        + resources.flatMap { [.estimate("per 10x \($0)"), .number(intervalName)] }
        + [.number("slope, upper end over lower").ranked(2), .number("R²").ranked(3), .number("rows").ranked(4)],
      of: scores
    ) { score in
      [score.score.description, score.verdict.rawValue] + score.slopes.perDecade.flatMap(\.digits)
        + [score.straightness?.ratioText ?? "", score.slopes.rSquared?.rSquaredText ?? "", "\(score.rows)"]
    }
  }

  private var separationBlocks: [Page.Block] {
    let ratio = separation.computeRatio.map { ratio in
      let median = ratio.median.formatted(significant: 3)
      return ratio.largestFactor < 1.05
        ? "Compute is \(median) times parameters times tokens in every row, so only two of the three effects can be separated."
        : "Compute is about \(median) times parameters times tokens, to within a factor of \(ratio.largestFactor.formatted(significant: 3))."
    }
    let pairs = separation.pairs.map {
      "Correlation of log \($0.first) and log \($0.second): \($0.correlation.formatted(significant: 4))"
        + ($0.isClose ? "; these rows cannot separate their effects." : ".")
    }
    let lines = [ratio].compactMap { $0 } + pairs
    return lines.isEmpty ? [] : [.heading(level: 3, "What can be separated"), .notes(lines)]
  }

  private func blocks(_ score: Score) -> [Page.Block] {
    [.heading(level: 3, "\(score.score): \(score.verdict.rawValue)")] + straightness(score) + slopes(score)
      + forms(score)
  }

  private func straightness(_ score: Score) -> [Page.Block] {
    guard let found = score.straightness else {
      return [.notes(["These rows do not determine a curvature."])]
    }
    let rows =
      [
        ["slope per 10x at the lower end"] + found.slopes[0].digits,
        ["slope per 10x at the upper end"] + found.slopes[1].digits,
      ] + (found.slopeRatio.map { [["upper end over lower"] + $0.digits] } ?? []) + [
        ["curvature, per squared 10x"] + found.curvature.digits
      ]
    return PageTable("per factor of ten", heading: intervalName, estimates: rows)
      .blocks(
        notes: [path(found), span(score, found), bend(score), found.whatWouldDecide].compactMap {
          $0
        })
  }

  private func path(_ found: Straightness) -> String? {
    guard resources.count > 1 else { return nil }
    let weights = zip(resources, found.weights).map { "\($0) \($1.formatted(significant: 2))" }
    return "All resources together, weighted by their slopes: \(weights.joined(separator: ", "))."
  }

  private func span(_ score: Score, _ found: Straightness) -> String? {
    score.span.map { span in
      let shown =
        span.shown.map { "shown straight over up to \($0.decadesText)" }
        ?? "not shown straight anywhere"
      let free =
        span.notContradicted.map { "longest range without a detected bend: \($0.decadesText)" }
        ?? "a bend in every range"
      return "The rows span \(found.decades.decadesText): \(shown); \(free)."
    }
  }

  private func bend(_ score: Score) -> String? {
    score.bend.map { bend in
      "Test of one break: slope \(bend.slopes[0].formatted(significant: 3)) before and"
        + " \(bend.slopes[1].formatted(significant: 3)) after, \(bend.pValue.pText) (assumes independent rows)."
    }
  }

  private func slopes(_ score: Score) -> [Page.Block] {
    let row = { (name: String, slopes: [Estimate], rSquared: Double?) in
      [name] + slopes.flatMap(\.digits) + [rSquared?.rSquaredText ?? ""]
    }
    var rows = [row("all rows", score.slopes.perDecade, score.slopes.rSquared)]
    if let within = score.slopes.withinGroups, let group = columns.group,
      within.contains(where: { $0.value != nil })
    {
      rows.append(row("within each \(group)", within, nil))
    }
    if let date = score.slopes.beside {
      rows.append(row("date fixed", date.perDecade, date.rSquared))
    }
    let equal = score.slopes.equalSlopesPValue.map {
      "Equal slopes for \(resources.listed)? \($0.pText)."
    }
    return PageTable(
      [.text("slopes per 10x")]
        + resources.flatMap { [.estimate($0), .number(intervalName)] }
        + [.number("R²").ranked(2)],
      rows: rows
    ).blocks(notes: [equal, time(score)].compactMap { $0 })
  }

  private func time(_ score: Score) -> String {
    guard let date = score.slopes.beside else {
      return "No dates, so a trend in time cannot be separated."
    }
    let correlations = zip(resources, date.correlations).map { "\($0) \($1.formatted(significant: 3))" }
    return
      "Per year with resources fixed: \(date.perYear.value.digits) \(date.perYear.interval.digits). R² of the date alone:"
      + " \(date.dateRSquared?.rSquaredText ?? "undefined")."
      + " Correlation of the date with log \(correlations.joined(separator: ", log "))."
  }

  private func forms(_ score: Score) -> [Page.Block] {
    guard let forms = score.forms else { return [] }
    let undetermined =
      forms.undetermined.isEmpty
      ? "" : " Not determined by these rows: \(forms.undetermined.map(\.rawValue).listed)."
    let backtest =
      forms.cuts > 0
      ? "Back-test: root mean square error of the rows with most resources, predicted from the others (\(counted(forms.cuts, "cut")))."
      : "Too few rows for a back-test."
    return PageTable(
      [
        .text("form"), .number("coefficients").ranked(1), "R²", "AICc", .number("weight").ranked(2),
        .estimate("back-test"),
      ], of: forms.entries
    ) { entry in
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
    return areClear ? "changes sign" : "one may be zero"
  }

  /// `nil` where it is decided, or nothing can be said.
  var whatWouldDecide: String? {
    rowsFactor.map { factor in
      factor < 1.1
        ? "80 % power needs a few more rows of this kind."
        : "80 % power needs about \(factor.formatted(significant: 2)) times as many rows of this kind."
    }
  }
}

extension Double {
  /// `2.4 decades`.
  var decadesText: String { "\(formatted(significant: 2)) \(self == 1 ? "decade" : "decades")" }
}
