import ScalingLaws

/// What the estimates say of claims.
extension PriceAnalysis {
  var claimBlocks: [Page.Block] { claims.flatMap(verdicts) + conflicts.flatMap(findings) + comparisonBlocks }

  /// Rates that claims are judged by.
  private var judges: [DefinedRate] { rates.filter(\.definition.judgesClaims) }

  private func verdicts(_ claim: Rate) -> [Page.Block] {
    [
      .heading(level: 3, "Claim \(claim.text)"),
      .notes(
        ["The claim: \(claim.inWords). Equivalence margin: \(claim.sameText(margin: margin))."]
          + (judges.isEmpty
            ? ["A frontier judges no claim: --definition cheapest and typical do."]
            : judges.map { "\($0.definition.rawValue): \(sentence($0, on: claim))" })),
    ]
  }

  /// The verdict on one claim, with the tests behind it.
  private func sentence(_ rate: DefinedRate, on claim: Rate) -> String {
    let points = counted(rate.prices, "price")
    guard let verdict = rate.verdicts.first(where: { $0.claim == claim }) else {
      return "\(Verdict.Answer.notDecided.rawValue); \(points), no interval."
    }
    return
      "\(verdict.answer.rawValue). \(points) of \(counted(rate.models, "model")) give"
      + " \(rate.factorPerYear.value?.factorText ?? "no rate") per year \(verdict.indistinguishable.factorText). \(verdict.tests)"
      + (rate.power(on: claim, span: span).map { " \($0.sentence)" } ?? "")
  }

  private func findings(_ conflict: ClaimConflict) -> [Page.Block] {
    let (first, second) = (conflict.first, conflict.second)
    return [
      .heading(
        level: 3,
        "\(first.text) and \(second.text) contradict one another, unless they are about different things"
      ),
      .notes(
        [
          "\(first.annualText) and \(second.annualText) differ by a factor of \(conflict.ratio.formatted(significant: 2))."
        ]
          + judges.map { rate in
            "\(rate.definition.rawValue): \(conflict.finding(rate.logDecline).sentence(rate.factorPerYear.interval))"
          }),
    ]
  }

  private var comparisonBlocks: [Page.Block] {
    guard !comparisons.isEmpty else { return [] }
    let places = rates.compactMap { rate in rate.factorPerYear.interval.map { (shortPlace(rate), $0) } }
    return [
      .heading(level: 3, "For comparison"),
      .notes(
        comparisons.map { rate in
          let (inside, outside) = (
            places.filter { $0.1.contains(rate.annualFallFactor) },
            places.filter { !$0.1.contains(rate.annualFallFactor) }
          )
          let words = [("inside", inside), ("outside", outside)].filter { !$0.1.isEmpty }
            .map { "\($0.0) the interval of \($0.1.map(\.0).listed)" }
          return
            "\(rate.text) is \(rate.inWords): \(words.isEmpty ? "no interval" : words.joined(separator: ", "))."
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
      case .consistent: "the rate within the margin"
      case .faster: "it faster than claimed"
      default: "it slower than claimed"
      }
    guard moreMonths > 0 else { return "Power is about 80 % already if the rate is as estimated." }
    let months =
      moreMonths > 600
      ? "more than 50 years" : "\(moreMonths.formatted(significant: 2)) more months"
    return
      "80 % power to show \(result) needs \(months), or \(modelsFactor.formatted(significant: 2)) times as many \(things) over"
      + " the same span."
  }
}

extension ClaimConflict.Finding {
  func sentence(_ interval: Interval?) -> String {
    let text = interval.map(\.factorText) ?? ""
    return switch self {
    case .bearsOut(let claim, let other):
      "the data bear out \(claim.text) rather than \(other.text), which lies outside \(text)."
    case .both: "the data do not tell them apart: both lie in \(text)."
    case .neither(let closer):
      "the data bear out neither: both lie outside \(text); \(closer.text) is closer."
    case .noInterval: "no interval, so the data do not decide."
    }
  }
}
