import ScalingLaws

/// Scores against the logs of resources as a person reads them.
public struct CapabilityReport {
  private let analysis: CapabilityAnalysis

  public init(_ analysis: CapabilityAnalysis) { self.analysis = analysis }

  public var text: String {
    ([heading, definition, summary, separation] + analysis.scores.flatMap(score)).filter { !$0.isEmpty }
      .map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
  }

  private var level: String { analysis.level.percentText }
  private var resources: [String] { analysis.columns.resources.map(\.description) }

  private var heading: [String] {
    let used = analysis.scores.map(\.rows).max() ?? 0
    return [
      "\(analysis.scores.map(\.score.description).listed) against the logs of \(resources.listed)",
      (["\(analysis.source), \(used) of \(counted(analysis.rows, "row"))"] + analysis.filters.map(\.sentence)
        + [dependence]).joined(separator: "; "),
    ]
  }

  private var dependence: String {
    guard let group = analysis.columns.group, let count = analysis.scores.first?.slopes.groups else {
      return "rows taken as independent (HC3)"
    }
    return "rows that share a \(group) depend on one another (CR3, \(counted(count, "group")))"
  }

  private var definition: [String] {
    [
      "score = b0 + Σ b*log10(resource). log-linear: the slopes at both ends of the range are shown to be within",
      "\(analysis.margin.plain)x of one another; steepens or flattens: the \(level) interval of the curvature is above or below zero;",
      "otherwise not decided. A verdict is on these rows, over their range, not on what moves what.",
    ]
  }

  /// One line for each score.
  var summary: [String] {
    var table = TextTable(
      [("score", .left), ("rows", .right), ("R²", .right)]
        + resources.flatMap { [("10x \($0)", TextTable.Alignment.right), ("\(level) interval", .right)] }
        + [("slope, upper end to lower", .right), ("verdict", .left)])
    for score in analysis.scores {
      let slopes = score.slopes.perDecade.flatMap { [$0.value.digits, $0.interval.digits] }
      table.add(
        [score.score.description, "\(score.rows)", score.slopes.rSquared?.rSquaredText ?? ""] + slopes
          + [score.straightness?.ratioText ?? "", score.verdict.rawValue])
    }
    return table.lines
  }

  private var separation: [String] {
    let ratio = analysis.separation.computeRatio.map { ratio in
      ratio.largestFactor < 1.05
        ? "  compute is \(ratio.median.formatted(significant: 3)) times parameters times tokens in every row: of three effects two exist"
        : "  compute is about \(ratio.median.formatted(significant: 3)) times parameters times tokens, to a factor of \(ratio.largestFactor.formatted(significant: 3))"
    }
    let pairs = analysis.separation.pairs.map {
      "  log \($0.first) and log \($0.second): correlation \($0.correlation.formatted(significant: 4))"
        + ($0.isClose ? "; these rows cannot tell what each does" : "")
    }
    let lines = [ratio].compactMap { $0 } + pairs
    return lines.isEmpty ? [] : ["what can be told apart"] + lines
  }

  private func score(_ score: CapabilityAnalysis.Score) -> [[String]] {
    let name = "\(score.score): \(score.verdict.rawValue)"
    return [[name] + straightness(score), beside(score), forms(score)]
  }

  private func straightness(_ score: CapabilityAnalysis.Score) -> [String] {
    guard let found = score.straightness else {
      return ["  no curvature: these rows do not determine one"]
    }
    var table = TextTable([("straight or not", .left), ("estimate", .right), ("\(level) interval", .right)])
    table.add(["slope per 10x at the lower end", found.slopes[0].value.digits, found.slopes[0].interval.digits])
    table.add(["slope per 10x at the upper end", found.slopes[1].value.digits, found.slopes[1].interval.digits])
    if let ratio = found.slopeRatio { table.add(["upper to lower", ratio.value.digits, ratio.interval.digits]) }
    table.add(["curvature, per squared 10x", found.curvature.value.digits, found.curvature.interval.digits])
    return table.lines + path(found) + span(score) + bend(score)
      + [found.whatWouldDecide].compactMap { $0.map { "  " + $0 } }
  }

  private func path(_ found: Straightness) -> [String] {
    guard resources.count > 1 else { return [] }
    let weights = zip(resources, found.weights).map { "\($0) \($1.formatted(significant: 2))" }
    return [
      "  10x of all resources together, each weighing what it moves the score: \(weights.joined(separator: ", "))"
    ]
  }

  private func span(_ score: CapabilityAnalysis.Score) -> [String] {
    guard let found = score.straightness, let span = score.span else { return [] }
    let shown = span.shown.map { "shown straight over at most \($0.decadesText)" } ?? "shown straight over no stretch"
    let free = span.notContradicted.map { "no bend found over at most \($0.decadesText)" } ?? "a bend in every stretch"
    return ["  the rows span \(found.decades.decadesText): \(shown), \(free)"]
  }

  private func bend(_ score: CapabilityAnalysis.Score) -> [String] {
    guard let bend = score.bend else { return [] }
    return [
      "  one break against none: slope \(bend.slopes[0].formatted(significant: 3)) before and"
        + " \(bend.slopes[1].formatted(significant: 3)) after, p \(bend.pValue.pValueText) (rows taken as independent)"
    ]
  }

  private func beside(_ score: CapabilityAnalysis.Score) -> [String] {
    var table = TextTable(
      [("slopes per 10x", .left)] + resources.flatMap { [($0, .right), ("\(level) interval", .right)] } + [
        ("R²", .right)
      ])
    let row = { (name: String, slopes: [Estimate], rSquared: Double?) in
      [name] + slopes.flatMap { [$0.value.digits, $0.interval.digits] } + [rSquared?.rSquaredText ?? ""]
    }
    table.add(row("all rows", score.slopes.perDecade, score.slopes.rSquared))
    if let within = score.slopes.withinGroups, let group = analysis.columns.group {
      table.add(row("within each \(group)", within, nil))
    }
    if let date = score.slopes.beside { table.add(row("date held", date.perDecade, date.rSquared)) }
    let equal = score.slopes.equalSlopesPValue.map {
      "  equal slopes, so that their product alone would do: p \($0.pValueText)"
    }
    return table.lines + [equal].compactMap { $0 } + time(score)
  }

  private func time(_ score: CapabilityAnalysis.Score) -> [String] {
    guard let date = score.slopes.beside else {
      return ["  how much of it is time: not told, for the rows have no dates"]
    }
    let correlations = zip(resources, date.correlations).map { "\($0) \($1.formatted(significant: 3))" }
    return [
      "  a year later, resources held: \(date.perYear.value.digits) \(date.perYear.interval.digits); R² of the date alone"
        + " \(date.dateRSquared?.rSquaredText ?? "undefined");",
      "  correlation of the date with log \(correlations.joined(separator: ", log "))",
    ]
  }

  private func forms(_ score: CapabilityAnalysis.Score) -> [String] {
    guard let forms = score.forms else { return [] }
    var table = TextTable([
      ("form", .left), ("coefficients", .right), ("R²", .right), ("AICc", .right), ("weight", .right),
      ("back-test", .right),
    ])
    for entry in forms.entries {
      table.add([
        entry.form.rawValue, "\(entry.fit.coefficients.count)", entry.fit.statistics.rSquared?.rSquaredText ?? "",
        entry.aicc?.formatted(decimals: 1) ?? "", entry.weight?.formatted(significant: 2) ?? "",
        entry.backtestError?.formatted(significant: 3) ?? "",
      ])
    }
    let undetermined =
      forms.undetermined.isEmpty ? "" : "; not determined: \(forms.undetermined.map(\.rawValue).listed)"
    let backtest =
      forms.cuts > 0
      ? "back-test: root mean square error of the rows with most resources, foretold from the others (\(counted(forms.cuts, "cut")))"
      : "too few rows for a back-test"
    return table.lines + ["  \(backtest)\(undetermined)"]
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
