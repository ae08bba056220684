import ScalingLaws

/// What the estimates say of claims.
extension PriceAnalysis {
  var claimBlocks: [Page.Block] { claims.flatMap(verdicts) + conflicts.flatMap(findings) + comparisonBlocks }

  /// Rates that claims are judged by.
  private var judges: [DefinedRate] { rates.filter(\.definition.judgesClaims) }

  private func verdicts(_ claim: Rate) -> [Page.Block] {
    [
      .heading(
        level: 3, "claim \(claim.text): \(claim.inWords); \(claim.sameText(margin: margin)) count as the same"),
      judges.isEmpty
        ? .notes(["a frontier judges no claim: --definition cheapest and typical do"])
        : .notes(judges.map { "\($0.definition.rawValue): \(sentence($0, on: claim))" }),
    ]
  }

  /// The verdict on one claim, with the tests behind it.
  private func sentence(_ rate: DefinedRate, on claim: Rate) -> String {
    let points = counted(rate.prices, "price")
    guard let verdict = rate.verdicts.first(where: { $0.claim == claim }) else {
      return "\(Verdict.Answer.notDecided.rawValue): \(points), no interval"
    }
    return
      "\(verdict.answer.rawValue). Estimated \(rate.factorPerYear.value?.factorText ?? "none") per year; with these"
      + " \(points) of \(counted(rate.models, "model")), a rate\n"
      + "    anywhere in \(verdict.indistinguishable.factorText) would look the same. Tests:"
      + " exactly the claim, p \(verdict.differencePValue.pValueText);\n"
      + "    further than \(verdict.margin.plain)x from it, p \(verdict.equivalencePValue.pValueText)"
      + (rate.power(on: claim, span: span).map { ".\n    \($0.sentence)" } ?? "")
  }

  private func findings(_ conflict: ClaimConflict) -> [Page.Block] {
    let (first, second) = (conflict.first, conflict.second)
    return [
      .heading(
        level: 3, "\(first.text) and \(second.text) contradict one another, unless they speak of different things:"),
      .notes(
        ["\(first.annualText) and \(second.annualText) are \(conflict.ratio.factorText) apart"]
          + judges.map { rate in
            "\(rate.definition.rawValue): \(conflict.finding(rate.logDecline).sentence(rate.factorPerYear.interval))"
          }),
    ]
  }

  private var comparisonBlocks: [Page.Block] {
    guard !comparisons.isEmpty else { return [] }
    let places = rates.compactMap { rate in rate.factorPerYear.interval.map { (shortPlace(rate), $0) } }
    return [
      .heading(level: 3, "for comparison"),
      .notes(
        comparisons.map { rate in
          let (inside, outside) = (
            places.filter { $0.1.contains(rate.annualFallFactor) },
            places.filter { !$0.1.contains(rate.annualFallFactor) }
          )
          let words = [("inside", inside), ("outside", outside)].filter { !$0.1.isEmpty }
            .map { "\($0.0) the interval at \($0.1.map(\.0).listed)" }
          return "\(rate.text) is \(rate.inWords): \(words.isEmpty ? "no interval" : words.joined(separator: ", "))"
        }),
    ]
  }

  private func shortPlace(_ rate: DefinedRate) -> String {
    let level = rate.threshold?.plain
    return rate.definition.rawValue + (level.map { " \($0)" } ?? "")
  }
}

extension Rate {
  /// `10x per year` for what was written in another period.
  var inWords: String {
    let verb = direction == .rises ? "up " : ""
    return "\(verb)\(annualFactor.factorText) per year, \(direction == .rises ? "doubling" : "halving") every"
      + " \(halvingMonths.formatted(significant: 2)) months"
  }

  /// The factor by which a price falls in a year; below 1 where it rises.
  var annualFallFactor: Double { direction == .rises ? 1 / annualFactor : annualFactor }

  fileprivate var annualText: String { "\(direction == .rises ? "up " : "")\(annualFactor.factorText) a year" }

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
