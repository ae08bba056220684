import ScalingLaws

/// The second observation on the page: the price of a given quality, claims about it, and use.
struct PriceSection {
  let prices: PriceAnalysis
  let analyses: SpecificationCurve
  let series: TrendAnalysis?
  let use: UseAnalysis?

  static let claim =
    "The price of a given level of AI falls about 10x every 12 months (GPT-4 in early 2023 to GPT-4o in mid-2024: about 150x"
    + " per token; Moore's law: 2x every 18 months), and lower prices bring much more use."

  private var score: String { prices.score }

  var blocks: [Page.Block] {
    [
      .heading(level: 2, "2. The price of a given level falls"),
      .facts([
        Page.Fact("claimed", Self.claim),
        Page.Fact(
          "asked of the data",
          "How fast does the price of a fixed score fall, for the cheapest offers and for typical ones? A claim is consistent where the rate is shown to be within"
            + " \(prices.margin.plain)x of it, faster or slower where the interval excludes it, and not decided otherwise."
        ),
      ]),
    ] + prices.blocks + [.heading(level: 3, "Every defensible analysis"), .lines(analyses.sentences)]
      + analyses.summaryBlocks + prices.aboutBlocks + (series?.comparison ?? [])
      + [
        .heading(level: 3, "Lower prices and use"), .facts(usage), .facts([Page.Fact("what would change it", change)]),
      ]
  }

  private var usage: [Page.Fact] {
    guard let use else {
      return [
        Page.Fact(
          "not tested",
          "none of these tables holds quantities. With a table of prices and quantities, --use-data or scaling fit --law"
            + " elasticity says whether total spending rises as price falls.")
      ]
    }
    return [
      Page.Fact(
        "elasticity",
        "\(use.elasticity.value.threeDigits) \(use.elasticity.interval.threeDigits): \(use.spending.rawValue)"),
      Page.Fact(
        "date held", use.elasticityGivenDate.map { "\($0.value.threeDigits) \($0.interval.threeDigits)" } ?? "no dates"),
    ]
  }

  private var change: String {
    let sentences = judges.flatMap { rate in
      prices.claims.compactMap { claim in
        rate.power(on: claim, span: prices.span).map { "\(claim.text), \(rate.definition.rawValue): \($0.sentence)" }
      }
    }
    return sentences.isEmpty
      ? "A longer or denser list of prices." : sentences.joined(separator: " ")
  }

  /// The rates that speak of a fixed score.
  private var judges: [DefinedRate] {
    prices.rates.filter { $0.definition == .cheapest || $0.definition == .typical }
  }

  var findings: [Finding] {
    judges.flatMap { rate in
      rate.verdicts.map { verdict in
        Finding(
          observation: 2, claim: "\(verdict.claim.text) cheaper at fixed \(score), \(rate.definition.rawValue)",
          data: prices.prices.source,
          estimate: rate.factorPerYear.value.map { "\($0.factorText) a year" } ?? "no rate",
          interval: rate.factorPerYear.interval.map(\.factorText) ?? "none", verdict: verdict.answer.rawValue,
          change: rate.power(on: verdict.claim, span: prices.span)?.sentence ?? "")
      }
    }
      + (use.map { use in
        [
          Finding(
            observation: 2, claim: "lower prices bring more use", data: use.fit.data.source,
            estimate: "elasticity \(use.elasticity.value.threeDigits)", interval: use.elasticity.interval.threeDigits,
            verdict: use.spending.rawValue, change: "prices that move for reasons of supply")
        ]
      } ?? [
        Finding(
          observation: 2, claim: "lower prices bring more use", data: "none", estimate: "", interval: "",
          verdict: "not tested", change: "a table of prices and quantities")
      ])
  }
}
