import ScalingLaws

/// The second observation on the page: the price of a given quality, claims about it, and use.
struct PriceSection {
  let prices: PriceAnalysis
  let series: TrendAnalysis?
  let use: UseAnalysis?

  static let claim =
    "The price of a given level of AI falls about 10x every 12 months (GPT-4 in early 2023 to GPT-4o in mid-2024: about 150x"
    + " per token; Moore's law: 2x every 18 months), and lower prices bring much more use."

  private var score: String { prices.prices.columns.score ?? "score" }
  private var level: String { prices.level.percentText }

  var blocks: [Page.Block] {
    let data =
      [prices.prices.source] + prices.prices.filters.map(\.sentence) + ["price = \(prices.prices.columns.price)"]
    return [
      .heading(level: 2, "2. The price of a given level falls"),
      .facts([
        Page.Fact("claimed", Self.claim), Page.Fact("data", data.joined(separator: "; ")),
        Page.Fact(
          "asked of the data",
          "What did a model at or above a score cost over time, at the least? The interval leaves out models and rebuilds"
            + " the frontier. A claim is consistent where the rate is shown to be within \(prices.margin.plain)x of it, faster or slower where"
            + " the interval excludes it, and not decided otherwise."),
      ]),
      .table(frontiers), .heading(level: 3, "Claims"), .table(verdicts), .facts(conflicts),
    ] + definitions + pairs + moore + [.heading(level: 3, "Lower prices and use"), .facts(usage)]
      + [.facts([Page.Fact("what would change it", change)])]
  }

  private var frontiers: PageTable {
    PageTable(
      [
        .init("\(score) at or above", isNumber: true), .init("from"), .init("to"), .init("points", isNumber: true),
        .init("models", isNumber: true), .init("cheaper per year", isNumber: true),
        .init("\(level) interval", isNumber: true), .init("naive interval", isNumber: true),
        .init("halves in", isNumber: true),
      ],
      rows: prices.trends.map { trend in
        let points = trend.frontier.points
        return [
          trend.frontier.threshold.plain, points.first.map(\.dateText) ?? "", points.last.map(\.dateText) ?? "",
          "\(points.count)", "\(trend.models.onFrontier)", trend.factorPerYear.value.map(\.factorText) ?? "no trend",
          trend.factorPerYear.interval.map(\.factorText) ?? "undefined",
          trend.naiveFactorPerYear.interval.map(\.factorText) ?? "undefined", trend.halvingMonths.monthsText,
        ]
      },
      caption:
        "The naive interval is that of a line through independent points, which frontier points are not; no verdict uses it."
    )
  }

  /// Every claim at every level of the frontier.
  private var verdicts: PageTable {
    PageTable(
      [
        .init("claim"), .init("per year", isNumber: true), .init("at"), .init("verdict"),
        .init("rates that look the same", isNumber: true), .init("p, exactly it", isNumber: true),
        .init("p, beyond \(prices.margin.plain)x of it", isNumber: true),
      ],
      rows: prices.trends.flatMap { trend in
        trend.verdicts.map { verdict in
          [
            verdict.claim.text, verdict.claim.annualFactor.factorText, "\(score) \(trend.frontier.threshold.plain)",
            verdict.answer.rawValue, verdict.indistinguishable.factorText, verdict.differencePValue.pValueText,
            verdict.equivalencePValue.pValueText,
          ]
        }
      })
  }

  private var conflicts: [Page.Fact] {
    prices.conflicts.map { conflict in
      let findings = prices.trends.map {
        "at \(score) \($0.frontier.threshold.plain), \(conflict.finding($0.logDecline).sentence($0.factorPerYear.interval))"
      }
      return Page.Fact(
        "\(conflict.first.text), \(conflict.second.text)",
        "They contradict one another by a factor of \(conflict.ratio.formatted(significant: 2)) a year, unless they speak of different"
          + " things: \(findings.joined(separator: "; "))")
    }
  }

  private var definitions: [Page.Block] {
    let others = prices.rates.filter { $0.definition != .frontier }
    guard !others.isEmpty else { return [] }
    return [
      .heading(level: 3, "Other definitions of the price of a level"),
      .table(
        PageTable(
          [
            .init("definition"), .init("at", isNumber: true), .init("prices", isNumber: true),
            .init("models", isNumber: true), .init("cheaper per year", isNumber: true),
            .init("\(level) interval", isNumber: true),
          ],
          rows: others.map { rate in
            [
              rate.definition.rawValue, rate.threshold?.plain ?? "all", "\(rate.prices)", "\(rate.models)",
              rate.factorPerYear.value.map(\.factorText) ?? "none",
              rate.factorPerYear.interval.map(\.factorText) ?? rate.problem ?? "none",
            ]
          })),
      .facts(
        PriceDefinition.allCases.filter { others.map(\.definition).contains($0) }
          .map { Page.Fact($0.rawValue, $0.meaning) }),
    ]
  }

  private var pairs: [Page.Block] {
    guard !prices.pairs.isEmpty else { return [] }
    return [
      .heading(level: 3, "Two launch prices"),
      .table(
        PageTable(
          [
            .init("from"), .init("to"), .init("months", isNumber: true), .init("cheaper", isNumber: true),
            .init("per year", isNumber: true),
          ],
          rows: prices.pairs.map { pair in
            [
              pair.first.model, pair.second.model, (12 * abs(pair.years)).formatted(significant: 3),
              "\(pair.ratio.formatted(significant: 4))x", pair.annualFactor.map(\.factorText) ?? "",
            ]
          },
          caption:
            "Two points have no interval, and two models are two qualities: a pair illustrates a claim and tests none.")
      ),
    ]
  }

  private var moore: [Page.Block] {
    guard let series else { return [] }
    let time = series.exponential.yearsPerFactorOfTwo
    let others = series.claims.map { claim in
      let years = claim.claim.halvingMonths / 12
      return "\(claim.claim.text) is \((time.interval?.contains(years) ?? false) ? "inside" : "outside") that interval"
    }
    let beside = prices.comparisons.flatMap { rate in
      prices.trends.map { trend in
        let inside = trend.factorPerYear.interval.map { $0.contains(rate.annualFallFactor) ? "inside" : "outside" }
        return "\(rate.text) is \(inside ?? "without") the interval at \(score) \(trend.frontier.threshold.plain)"
      }
    }
    return [
      .heading(level: 3, "Moore's law, for comparison"),
      .facts([
        Page.Fact(
          series.series.source,
          "\(series.series.columns.value) \(series.exponential.isGrowth ? "double" : "halve") every \(time.timeText)"
            + " \(time.timeIntervalText)" + others.map { "; " + $0 }.joined()),
        Page.Fact("against prices", beside.joined(separator: "; ")),
      ]),
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
    let sentences = prices.trends.flatMap { trend in
      prices.claims.compactMap { claim in
        trend.power(on: claim).map { "\(claim.text) at \(score) \(trend.frontier.threshold.plain): \($0.sentence)" }
      }
    }
    return sentences.isEmpty ? "a longer or denser list of prices." : sentences.joined(separator: "; ") + "."
  }

  var findings: [Finding] {
    prices.trends.flatMap { trend in
      trend.verdicts.map { verdict in
        Finding(
          observation: 2, claim: "\(verdict.claim.text) cheaper at \(score) \(trend.frontier.threshold.plain)",
          data: prices.prices.source,
          estimate: trend.factorPerYear.value.map { "\($0.factorText) a year" } ?? "no trend",
          interval: trend.factorPerYear.interval.map(\.factorText) ?? "none", verdict: verdict.answer.rawValue,
          change: trend.power(on: verdict.claim)?.sentence ?? "")
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
