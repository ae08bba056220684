import ScalingLaws

/// The first observation on the page: scores and losses against the logs of resources.
struct CapabilitySection {
  let analyses: [CapabilityAnalysis]

  static let claim =
    "The intelligence of a model is about the log of the resources used to train and run it (compute, data, inference"
    + " compute), predictably over many orders of magnitude."

  var blocks: [Page.Block] {
    [
      .heading(level: 2, "1. Capability is about the log of resources"),
      .facts([
        Page.Fact("claimed", Self.claim),
        Page.Fact(
          "asked of the data",
          "Is a score a straight line in log10 of the resources? log-linear: the slopes at both ends of the range are shown"
            + " to be within \(margin)x of one another. steepens or flattens: the \(level) interval of the curvature is above or below"
            + " zero. Not decided otherwise."),
      ]),
    ] + analyses.flatMap(blocks)
      + [.facts([Page.Fact("what it means", meaning), Page.Fact("what would change it", change)])]
  }

  private var margin: String { analyses.first?.margin.plain ?? "" }
  private var level: String { analyses.first?.level.percentText ?? "" }

  private func blocks(_ analysis: CapabilityAnalysis) -> [Page.Block] {
    let resources = analysis.columns.resources.map(\.description)
    return [
      .heading(
        level: 3, "\(analysis.source): \(analysis.scores.map(\.score.description).listed) against \(resources.listed)"),
      .table(
        PageTable(
          [
            .init("score"), .init("rows", isNumber: true), .init("factors of ten", isNumber: true),
            .init("R²", isNumber: true), .init("per 10x, lower end", isNumber: true),
            .init("upper end", isNumber: true), .init("verdict"), .init("best foretelling form"),
            .init("its error", isNumber: true), .init("the line's", isNumber: true),
          ], rows: analysis.scores.map(row))),
      .facts(facts(analysis)),
    ]
  }

  private func row(_ score: CapabilityAnalysis.Score) -> [String] {
    let straight = score.straightness
    let ends = straight.map { $0.slopes.map { $0.value.threeDigits } } ?? ["", ""]
    let best = score.forms?.entries.first { $0.backtestError != nil }
    let line = score.forms?.entries.first { $0.form == .linear }
    return [
      score.score.description, "\(score.rows)", straight?.decades.formatted(significant: 2) ?? "",
      score.slopes.rSquared?.formatted(significant: 3) ?? "", ends[0], ends[1], score.verdict.rawValue,
      best?.form.rawValue ?? "", best?.backtestError?.formatted(significant: 2) ?? "",
      line?.backtestError?.formatted(significant: 2) ?? "",
    ]
  }

  private func facts(_ analysis: CapabilityAnalysis) -> [Page.Fact] {
    var facts = [Page.Fact("rows", dependence(analysis))]
    facts.append(Page.Fact("straight over", analysis.scores.map(stretch).joined(separator: "; ")))
    let slopes = analysis.scores.compactMap { within($0) }
    if !slopes.isEmpty, let group = analysis.columns.group {
      facts.append(
        Page.Fact("within each \(group)", "per 10x of \(resourceNames(analysis)): \(slopes.joined(separator: "; "))"))
    }
    facts.append(Page.Fact("told apart", apart(analysis)))
    facts.append(Page.Fact("and time", time(analysis)))
    return facts
  }

  private func resourceNames(_ analysis: CapabilityAnalysis) -> String {
    analysis.columns.resources.map(\.description).listed
  }

  private func dependence(_ analysis: CapabilityAnalysis) -> String {
    let filters = analysis.filters.map(\.sentence)
    let groups = analysis.columns.group.map {
      "rows that share a \($0) depend on one another (\(counted(analysis.scores.first?.slopes.groups ?? 0, "group")), CR3)"
    }
    return (filters + [groups ?? "taken as independent (HC3)"]).joined(separator: "; ")
  }

  private func stretch(_ score: CapabilityAnalysis.Score) -> String {
    guard let span = score.span else { return "\(score.score): too few rows to say" }
    let shown = span.shown.map { "shown over at most \($0.decadesText)" } ?? "shown over no stretch"
    let free = span.notContradicted.map { "not contradicted over at most \($0.decadesText)" }
    return "\(score.score): \(shown), \(free ?? "contradicted in every stretch")"
  }

  private func within(_ score: CapabilityAnalysis.Score) -> String? {
    guard let within = score.slopes.withinGroups else { return nil }
    let parts = within.map { "\($0.value.threeDigits) \($0.interval.threeDigits)" }
    return "\(score.score) \(parts.joined(separator: ", "))"
  }

  private func apart(_ analysis: CapabilityAnalysis) -> String {
    let pairs = analysis.separation.pairs
    guard !pairs.isEmpty else { return "one resource" }
    let texts = pairs.map { pair in
      "log \(pair.first) and log \(pair.second) have correlation \(pair.correlation.formatted(significant: 3))"
        + (pair.isClose ? ", so these rows cannot tell what each does" : "")
    }
    let equal = analysis.scores.compactMap { score in
      score.slopes.equalSlopesPValue.map { "\(score.score) \($0.pValueText)" }
    }
    let test = equal.isEmpty ? "" : "; test that 10x of each goes with as much: p \(equal.joined(separator: ", "))"
    return texts.joined(separator: "; ") + test
  }

  private func time(_ analysis: CapabilityAnalysis) -> String {
    let parts = analysis.scores.compactMap { score in
      score.slopes.beside.map { date in
        "\(score.score): a year later \(date.perYear.value.threeDigits) \(date.perYear.interval.threeDigits) with the resources held"
      }
    }
    return parts.isEmpty
      ? "the rows have no dates, so how much of the slope is time they do not tell" : parts.joined(separator: "; ")
  }

  private var scores: [CapabilityAnalysis.Score] { analyses.flatMap(\.scores) }

  private var meaning: String {
    let bounded = scores.contains { $0.forms?.entries.contains { $0.form == .logistic } ?? false }
    let counts = CapabilityVerdict.allCases.compactMap { verdict in
      let count = scores.count { $0.verdict == verdict }
      return count > 0 ? "\(verdict.rawValue) \(count)" : nil
    }
    return "Of \(counted(scores.count, "score")): \(counts.joined(separator: ", "))."
      + (bounded
        ? " A score between chance and a maximum cannot be a straight line for ever: near chance it is flat, near the maximum"
          + " it is flat again, and what a bend says of intelligence depends on the scale that is called intelligence."
        : "")
      + " That a smooth form in the log of resources foretells held-out rows is the predictability that was claimed; that the"
      + " form is a straight line is a stronger statement."
  }

  private var change: String {
    let factors = scores.compactMap { score in
      score.straightness?.whatWouldDecide.map { "\(score.score): \($0)" }
    }
    return
      (factors + ["runs in which one resource differs while others stay, and release dates, would tell their parts"])
      .joined(separator: "; ") + "."
  }

  var findings: [Finding] {
    analyses.flatMap { analysis in
      analysis.scores.map { score in
        let ratio = score.straightness?.slopeRatio
        return Finding(
          observation: 1, claim: "\(score.score) straight in log \(resourceNames(analysis))", data: analysis.source,
          estimate: ratio.flatMap { $0.value.map { "slopes, upper/lower \($0.formatted(significant: 2))x" } }
            ?? "curvature \(score.straightness?.curvature.value.threeDigits ?? "undefined")",
          interval: ratio.map { $0.interval.threeDigits } ?? score.straightness?.curvature.interval.threeDigits
            ?? "none",
          verdict: score.verdict.rawValue, change: score.straightness?.whatWouldDecide ?? "")
      }
    }
  }
}

extension Double? {
  var threeDigits: String { self?.formatted(significant: 3) ?? "undefined" }
}

extension Interval? {
  var threeDigits: String {
    map { "[\($0.low?.formatted(significant: 3) ?? "open"), \($0.high?.formatted(significant: 3) ?? "open")]" }
      ?? "undefined"
  }
}
