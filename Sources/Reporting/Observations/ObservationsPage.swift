import ScalingLaws

/// The three observations on one page: for each what was claimed, what was estimated, the verdict, and what would change it.
public struct ObservationsPage {
  private let observations: Observations

  public init(_ observations: Observations) { self.observations = observations }

  public var page: Page {
    Page(
      title: "Three observations, tested on data", answer: answer,
      blocks: [.table(summary)] + capability.blocks + price.blocks + value.blocks,
      doubts: observations.warnings.filter { $0.severity == .warning },
      about: [
        .paragraph(
          "S. Altman's \"Three Observations\" (February 2025) make three claims about AI. Each is tested on data here. A verdict holds for"
            + " these tables, by the test beside it; no side is taken."), .table(data),
        .paragraph("Each part by its own command:"), .code(observations.commands),
      ])
  }

  /// One sentence for each claim.
  private var answer: [String] {
    let verdicts = { (number: Int) -> String in
      let found = findings.filter { $0.observation == number }
      var kinds: [String] = []
      for finding in found where !kinds.contains(finding.verdict) { kinds.append(finding.verdict) }
      return kinds.map { kind in "\(kind) \(found.count { $0.verdict == kind })" }.joined(
        separator: ", ")
    }
    return [
      "1. Capability, straight in log resources? By score: \(verdicts(1)).",
      "2. Price of a given level. \(observations.prices.answer.joined(separator: " ")) \(observations.priceAnalyses.sentence)",
      "3. Value, super-exponential in capability? By group: \(verdicts(3)).",
    ]
  }

  private var capability: CapabilitySection { CapabilitySection(analyses: observations.capability) }
  private var price: PriceSection {
    PriceSection(
      prices: observations.prices, analyses: observations.priceAnalyses, series: observations.series,
      use: observations.use)
  }
  private var value: ValueSection { ValueSection(analysis: observations.value) }

  /// Claim by claim, in the order of the page.
  public var findings: [Finding] { capability.findings + price.findings + value.findings }

  private var summary: PageTable {
    PageTable(
      [
        "no.", .text("claim"), .text("data").ranked(2), .text("estimate"),
        .number("interval").ranked(1), .verdict("verdict"),
      ],
      rows: findings.map {
        ["\($0.observation)", $0.claim, $0.data, $0.estimate, $0.interval, $0.verdict]
      })
  }

  private var data: PageTable {
    let sources =
      observations.capability.map { ($0.source, $0.sha256, $0.rows) }
      + [(observations.prices.prices.source, observations.prices.prices.sha256, observations.prices.prices.rows)]
      + (observations.series.map { [($0.series.source, $0.series.sha256, $0.series.rows)] } ?? [])
      + (observations.use.map { [($0.fit.data.source, $0.fit.data.sha256, $0.fit.data.rows)] } ?? [])
      + [(observations.value.source, observations.value.sha256, observations.value.rows)]
    return PageTable(
      [.text("table"), "rows", .text("SHA-256, first 16 digits").ranked(1)],
      rows: sources.map { [$0.0, "\($0.2)", String($0.1.prefix(16))] },
      caption: "scaling datasets NAME says where a bundled table comes from.")
  }
}
