import ScalingLaws

/// The three observations on one page: for each what was claimed, what was estimated, the verdict, and what would change it.
public struct ObservationsPage {
  private let observations: Observations

  public init(_ observations: Observations) { self.observations = observations }

  public var page: Page {
    Page(
      title: "Three observations, tested on data",
      blocks: [
        .paragraph(
          "S. Altman's \"Three Observations\" (February 2025) make three claims about AI. Each is set beside data here. A verdict is on"
            + " these tables, by the test that stands with it; no side is taken."),
        .table(summary),
      ] + capability.blocks + price.blocks + value.blocks + [
        .heading(level: 2, "Data, and how to repeat it"), .table(data), .code(observations.commands),
      ], doubts: observations.warnings.filter { $0.severity == .warning })
  }

  private var capability: CapabilitySection { CapabilitySection(analyses: observations.capability) }
  private var price: PriceSection {
    PriceSection(prices: observations.prices, series: observations.series, use: observations.use)
  }
  private var value: ValueSection { ValueSection(analysis: observations.value) }

  /// Claim by claim, in the order of the page.
  public var findings: [Finding] { capability.findings + price.findings + value.findings }

  private var summary: PageTable {
    PageTable(
      ["", .text("claim"), .text("data"), .text("estimate"), "interval", .text("verdict")],
      rows: findings.map { ["\($0.observation)", $0.claim, $0.data, $0.estimate, $0.interval, $0.verdict] })
  }

  private var data: PageTable {
    let sources =
      observations.capability.map { ($0.source, $0.sha256, $0.rows) }
      + [(observations.prices.prices.source, observations.prices.prices.sha256, observations.prices.prices.rows)]
      + (observations.series.map { [($0.series.source, $0.series.sha256, $0.series.rows)] } ?? [])
      + (observations.use.map { [($0.fit.data.source, $0.fit.data.sha256, $0.fit.data.rows)] } ?? [])
      + [(observations.value.source, observations.value.sha256, observations.value.rows)]
    return PageTable(
      [.text("table"), "rows", .text("SHA-256, first 16 digits")],
      rows: sources.map { [$0.0, "\($0.2)", String($0.1.prefix(16))] },
      caption: "scaling datasets NAME says where a bundled table comes from.")
  }
}
