import ScalingLaws

/// What the estimates say of claims.
struct PriceClaimReport {
  let analysis: PriceAnalysis

  init(_ analysis: PriceAnalysis) { self.analysis = analysis }

  var parts: [[String]] { verdicts + conflicts + comparisons }

  private var score: String { analysis.prices.columns.score ?? "score" }

  private func place(_ rate: DefinedRate) -> String {
    let level = rate.threshold.map { "\(score) >= \($0.plain)" }
    return rate.definition == .frontier
      ? level ?? "" : "\(rate.definition.rawValue)\(level.map { ", \($0)" } ?? "")"
  }

  private var verdicts: [[String]] {
    analysis.claims.map { claim in
      ["claim \(claim.text): \(claim.inWords); \(claim.sameText(margin: analysis.margin)) count as the same"]
        + analysis.rates.map { "  \(place($0)): \(sentence($0, on: claim))" }
    }
  }

  /// The verdict on one claim, with the tests behind it.
  private func sentence(_ rate: DefinedRate, on claim: Rate) -> String {
    let points = rate.definition == .frontier ? counted(rate.prices, "point") : counted(rate.prices, "price")
    guard let verdict = rate.verdicts.first(where: { $0.claim == claim }) else {
      return "\(Verdict.Answer.notDecided.rawValue): \(points), no interval"
    }
    let estimate = rate.factorPerYear.value?.factorText ?? "none"
    let text =
      "\(verdict.answer.rawValue). Estimated \(estimate) per year; with these"
      + " \(points) of \(counted(rate.models, "model")), a rate\n"
      + "    anywhere in \(verdict.indistinguishable.factorText) would look the same. Tests:"
      + " exactly the claim, p \(verdict.differencePValue.pValueText);\n"
      + "    further than \(verdict.margin.plain)x from it, p \(verdict.equivalencePValue.pValueText)"
    let trend = analysis.trends.first { rate.definition == .frontier && $0.frontier.threshold == rate.threshold }
    return text + (trend?.power(on: claim).map { ".\n    \($0.sentence)" } ?? "")
  }

  private var conflicts: [[String]] {
    analysis.conflicts.map { conflict in
      let (first, second) = (conflict.first, conflict.second)
      return [
        "\(first.text) and \(second.text) contradict one another, unless they speak of different things:",
        "  \(first.annualText) and \(second.annualText) are \(conflict.ratio.factorText) apart",
      ]
        + analysis.rates.map { rate in
          "  \(place(rate)): \(conflict.finding(rate.logDecline).sentence(rate.factorPerYear.interval))"
        }
    }
  }

  private var comparisons: [[String]] {
    guard !analysis.comparisons.isEmpty else { return [] }
    let rates = analysis.comparisons.map { rate in
      let places = analysis.rates.compactMap { found in
        found.factorPerYear.interval.map { (shortPlace(found), $0.contains(rate.annualFallFactor)) }
      }
      let inside = places.filter(\.1).map(\.0)
      let outside = places.filter { !$0.1 }.map(\.0)
      let words = [("inside", inside), ("outside", outside)].filter { !$0.1.isEmpty }
        .map { "\($0.0) the interval at \($0.1.listed)" }
      return "  \(rate.text) is \(rate.inWords): \(words.isEmpty ? "no interval" : words.joined(separator: ", "))"
    }
    return [["for comparison"] + rates]
  }

  private func shortPlace(_ rate: DefinedRate) -> String {
    let level = rate.threshold?.plain
    return rate.definition == .frontier
      ? level ?? "all" : rate.definition.rawValue + (level.map { " \($0)" } ?? "")
  }
}

extension Rate {
  fileprivate var annualText: String { "\(direction == .rises ? "up " : "")\(annualFactor.factorText) a year" }
}

extension Rate {
  /// The annual factors that a margin takes for this one: `6.7x to 15x`.
  func sameText(margin: Double) -> String {
    "\((annualFactor / margin).factorText) to \((annualFactor * margin).factorText)"
  }
}

extension ClaimPower {
  /// Of prices and models.
  var sentence: String { sentence(of: "models") }

  /// - Parameter things: what there would be more of.
  func sentence(of things: String) -> String {
    let result =
      switch answer {
      case .consistent: "show it to be within the margin"
      case .faster: "show it to be faster"
      default: "show it to be slower"
      }
    guard moreMonths > 0 else { return "A rate like the estimated one is at the edge of what these points decide" }
    let months = moreMonths > 600 ? "more than 50 years" : "\(moreMonths.formatted(significant: 2)) more months"
    return
      "If the rate is as estimated, about \(months)\(things == "models" ? " of prices" : ""), or \(modelsFactor.formatted(significant: 2)) times"
      + " as many \(things) over the\n    same span, would \(result), four times in five"
  }
}

extension ClaimConflict.Finding {
  func sentence(_ interval: Interval?) -> String {
    let text = interval.map(\.factorText) ?? ""
    return switch self {
    case .bearsOut(let claim, let other):
      "the data bear out \(claim.text) rather than \(other.text), which lies outside \(text)"
    case .both: "the data do not tell them apart: both lie in \(text)"
    case .neither(let closer): "the data bear out neither: both lie outside \(text); \(closer.text) is closer"
    case .noInterval: "no interval, so the data do not tell"
    }
  }
}
