import ScalingLaws

/// Every defensible analysis as a page: what they say together first.
extension SpecificationCurve {
  public func page(of prices: PriceList, level: Double) -> Page {
    Page(
      title: "Every defensible analysis of \(prices.source)", answer: sentences,
      blocks: summaryBlocks + curveBlocks(level), about: [.lines(notes)])
  }

  /// What all analyses say together.
  var sentences: [String] { [sentence] + claims.flatMap(sentences(on:)) }

  /// How many say what of a claim, and which choices move the answer.
  var summaryBlocks: [Page.Block] { tallyBlocks + influenceBlocks }

  /// `Of 312 analyses, 80 % lie between 3x and 12x a year, half of them below 5.6x.`
  public var sentence: String {
    guard !judging.isEmpty else { return "No analysis has a result: there are too few prices or models." }
    let ends = [0.1, 0.9].map { factor(quantile: $0).factorText }
    return
      "Of \(Self.analyses(judging.count)) at fixed quality, 80 % lie between \(ends[0]) and \(ends[1]) cheaper a year, "
      + "with \(factor(quantile: 0.5).factorText) in the middle"
      + (main.flatMap(\.factorPerYear.value).map { "; the main one says \($0.factorText)." } ?? ".")
  }

  private static func analyses(_ count: Int) -> String { "\(count) \(count == 1 ? "analysis" : "analyses")" }

  private func sentences(on claim: Rate) -> [String] {
    guard let tally = tallies.first(where: { $0.claim == claim }), tally.judged > 0 else {
      return ["No analysis judges \(claim.text)."]
    }
    let parts: [(Verdict.Answer, String)] = [
      (.consistent, "are consistent with it"), (.slower, "find a slower rate"), (.faster, "find a faster one"),
      (.notDecided, "do not decide"),
    ]
    let said = parts.compactMap { answer, words in
      tally.share(answer) > 0 ? "\(tally.share(answer).wholePercentText) \(words)" : nil
    }
    let mover = influences.first.map { "; the choice of \($0.dimension) moves the answer most" } ?? ""
    var sentences = ["\(claim.text): of \(tally.judged) that judge it, \(said.joined(separator: ", "))\(mover)."]
    if let turning = turnings.first(where: { $0.claim == claim }) {
      if let to = turning.to {
        let names = turning.models.prefix(3).joined(separator: ", ") + (turning.models.count > 3 ? ", …" : "")
        sentences.append(
          "Without \(counted(turning.models.count, "model")) (\(names)) the main analysis turns from \(turning.from.rawValue) to \(to.rawValue)."
        )
      } else {
        sentences.append("Leaving out up to twelve models does not turn the main analysis, \(turning.from.rawValue).")
      }
    }
    return sentences
  }

  private var tallyBlocks: [Page.Block] {
    guard !tallies.isEmpty else { return [] }
    return PageTable(
      [.text("claim"), "analyses", "consistent", "slower", "faster", "not decided"], of: tallies
    ) { tally in
      [tally.claim.text, "\(tally.judged)"]
        + [Verdict.Answer.consistent, .slower, .faster, .notDecided].map { tally.share($0).wholePercentText }
    }.blocks()
  }

  private var influenceBlocks: [Page.Block] {
    let rows = influences.flatMap { influence in
      influence.medians.enumerated().map { place, option in
        [
          place == 0 ? influence.dimension : "", place == 0 ? influence.share.wholePercentText : "", option.option,
          "\(option.count)", option.factor.factorText,
        ]
      }
    }
    guard !rows.isEmpty else { return [] }
    return PageTable([.text("choice"), "of variance", .text("option"), "analyses", "median a year"], rows: rows)
      .blocks()
  }

  /// The main analysis and some along the curve, from slow to fast.
  private func curveBlocks(_ level: Double) -> [Page.Block] {
    guard specifications.count > 1 else { return [] }
    let places = Set((0..<9).map { $0 * (specifications.count - 1) / 8 })
    let shown = specifications.indices.filter { places.contains($0) || specifications[$0].isMain }
    let dimensions = specifications[0].choices.map(\.dimension)
    // The dimension that moves the answer most is the last to give way.
    let order = influences.map(\.dimension)
    return PageTable(
      ["rank", .estimate("a year"), .number("\(level.percentText) interval").ranked(1)]
        + dimensions.map { .text($0).ranked((order.firstIndex(of: $0) ?? order.count) + 1) },
      rows: shown.map { place in
        let specification = specifications[place]
        return ["\(place + 1)\(specification.isMain ? "*" : "")"] + specification.factorPerYear.factors("no rate")
          + dimensions.map { dimension in specification.choices.first { $0.dimension == dimension }?.option ?? "" }
      }
    ).blocks(notes: ["from slow to fast, some of them; * is the main analysis; the record and the figure have all"])
  }

  private var notes: [String] {
    (withoutResult > 0 ? ["\(Self.analyses(withoutResult)) more had too few prices or models"] : []) + [
      "analyses share their data, so these shares are no probabilities"
    ] + frontierNote
  }

  /// Of the analyses that stand beside the others.
  private var frontierNote: [String] {
    let values = specifications.filter { !$0.judgesClaims }.compactMap(\.factorPerYear.value).sorted()
    guard let low = values.first, let high = values.last else { return [] }
    return [
      "\(Self.analyses(values.count)) of frontiers, \(low.factorText) to \(high.factorText), judge no claim: better models stand for the level while quality rises"
    ]
  }
}

extension Double {
  /// `9 %` of 0.0938; `<1 %` where something is there.
  fileprivate var wholePercentText: String {
    self > 0 && self < 0.005 ? "<1 %" : "\((100 * self).rounded().plain) %"
  }
}
