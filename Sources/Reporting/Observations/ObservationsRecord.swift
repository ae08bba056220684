import ScalingLaws

/// The page with every number behind it: schema `scaling.observations/1`.
public struct ObservationsRecord: Record {
  public static let schema = "scaling.observations/1"
  public static let title = "Three observations"
  public static let summary =
    "Three claims about capability, price and value on one page, written by scaling observations."

  let findings: [Line]
  let capability: [RecordDocument<CapabilityRecord>]
  let price: RecordDocument<PriceRecord>
  let priceAnalyses: RecordDocument<SpecificationRecord>
  let series: RecordDocument<TrendRecord>?
  let use: RecordDocument<FitRecord>?
  let value: RecordDocument<ValueRecord>
  let page: PagePart

  public static let descriptions = [
    "findings": "the summary, line by line", "capability": "scores against resources, table by table",
    "price": "price at fixed quality",
    "priceAnalyses": "every defensible analysis of these prices", "series": "beside the prices",
    "use": "use against price",
    "value": "value and capability", "page": "what a person reads",
  ]

  public init(_ observations: Observations) {
    let page = ObservationsPage(observations)
    findings = page.findings.map {
      Line(
        observation: $0.observation, claim: $0.claim, data: $0.data, estimate: $0.estimate,
        interval: $0.interval, verdict: $0.verdict, whatWouldChangeIt: $0.change)
    }
    capability = observations.capability.map { RecordDocument(CapabilityRecord($0)) }
    price = RecordDocument(PriceRecord(observations.prices))
    priceAnalyses = RecordDocument(
      SpecificationRecord(
        observations.priceAnalyses, of: observations.prices.prices, margin: observations.prices.margin,
        level: observations.prices.level, questions: observations.prices.questions))
    series = observations.series.map { RecordDocument(TrendRecord($0)) }
    use = observations.use.map { RecordDocument(FitRecord($0.fit)) }
    value = RecordDocument(ValueRecord(observations.value))
    self.page = PagePart(page.page)
  }

  struct Line: RecordPart {
    let observation: Int
    let claim, data, estimate, interval, verdict, whatWouldChangeIt: String

    static let descriptions = [
      "observation": "number of the claim: 1, 2 or 3", "claim": "as it was written", "data": "the table, by name",
      "estimate": "in words", "interval": "in words", "verdict": "what the rows decide",
      "whatWouldChangeIt": "in words; empty where nothing can be said",
    ]
  }
}
