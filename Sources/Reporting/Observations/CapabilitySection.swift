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
    ] + analyses.flatMap { [.heading(level: 3, $0.title)] + $0.blocks + [.lines([$0.about])] }
      + [.facts([Page.Fact("what it means", meaning), Page.Fact("what would change it", change)])]
  }

  private var margin: String { analyses.first?.margin.plain ?? "" }
  private var level: String { analyses.first?.level.percentText ?? "" }

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
      + " That a smooth form in the log of resources predicts held-out rows is the predictability that was claimed; that the"
      + " form is a straight line is a stronger statement."
  }

  private var change: String {
    let factors = scores.compactMap { score in
      score.straightness?.whatWouldDecide.map { "\(score.score): \($0)" }
    }
    return
      (factors + [
        "Runs in which one resource varies while the others stay fixed, with release dates, would separate their effects."
      ])
      .joined(separator: " ")
  }

  var findings: [Finding] {
    analyses.flatMap { analysis in
      analysis.scores.map { score in
        let ratio = score.straightness?.slopeRatio
        return Finding(
          observation: 1, claim: "\(score.score) straight in log \(analysis.resources.listed)", data: analysis.source,
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
