import ScalingLaws

/// Every defensible analysis of a rate as a file: schema `scaling.specifications/1`.
public struct SpecificationRecord: Record {
  public static let schema = "scaling.specifications/1"
  public static let title = "Specification curve"
  public static let summary = "What every defensible analysis says of a rate, written by scaling price --every."

  let data: Data
  let options: Options
  let count, withoutResult: Int
  let quantiles: Quantiles
  let tallies: [Tally]
  let influences: [Influence]
  let turnings: [Turning]
  let specifications: [Specification]
  let warnings: [WarningPart]

  public static let descriptions = [
    "count": "analyses with an estimate and an interval", "withoutResult": "analyses with too few prices or models",
    "quantiles": "of the yearly factors of the analyses that judge claims",
    "tallies": "claim by claim, what the analyses say",
    "influences": "dimensions of choices, from the one that moves the estimate most",
    "turnings": "claim by claim, what turns the verdict of the main analysis",
    "specifications": "analysis by analysis, from slow to fast",
  ]

  public init(
    _ curve: SpecificationCurve, of prices: PriceList, margin: Double, level: Double, questions: PriceQuestions
  ) {
    data = Data(
      source: prices.source, sha256: prices.sha256, rows: prices.rows, where: prices.filters.joined,
      filters: prices.filters.map(FilterPart.init))
    options = Options(
      level: level, margin: margin, replicates: questions.subsampling.replicates, seed: questions.subsampling.seed)
    count = curve.specifications.count
    withoutResult = curve.withoutResult
    quantiles = Quantiles(
      low: curve.factor(quantile: 0.1), median: curve.factor(quantile: 0.5), high: curve.factor(quantile: 0.9))
    tallies = curve.tallies.map { tally in
      Tally(
        claim: PriceRecord.ClaimPart(tally.claim), judged: tally.judged, consistent: tally.counts[.consistent] ?? 0,
        faster: tally.counts[.faster] ?? 0, slower: tally.counts[.slower] ?? 0,
        notDecided: tally.counts[.notDecided] ?? 0)
    }
    influences = curve.influences.map { influence in
      Influence(
        dimension: influence.dimension, share: influence.share,
        options: influence.medians.map {
          Influence.Option(option: $0.option, count: $0.count, medianFactorPerYear: $0.factor)
        })
    }
    turnings = curve.turnings.map {
      Turning(claim: $0.claim.text, verdict: $0.from, becomes: $0.to, modelsLeftOut: $0.models)
    }
    specifications = curve.specifications.map { specification in
      Specification(
        choices: Named(specification.choices.map { (name: $0.dimension, value: $0.option) }),
        isMain: specification.isMain, judgesClaims: specification.judgesClaims, prices: specification.prices,
        models: specification.models,
        factorPerYear: EstimatePart(specification.factorPerYear),
        verdicts: specification.verdicts.map { Specification.Judged(claim: $0.claim.text, verdict: $0.answer) })
    }
    warnings = []
  }

  struct Data: RecordPart {
    let source, sha256: String
    let rows: Int
    let `where`: String?
    let filters: [FilterPart]
    var reading: [ReadingPart]?
  }

  struct Options: RecordPart {
    let level, margin: Double
    let replicates: Int
    let seed: UInt64

    static let descriptions = [
      "margin": "factor within which a rate counts as the claimed one", "replicates": "subsamples of models",
    ]
  }

  struct Quantiles: RecordPart {
    let low, median, high: Double?

    static let descriptions = ["low": "10 % of analyses are below", "median": "half are", "high": "90 % are"]
  }

  struct Tally: RecordPart {
    let claim: PriceRecord.ClaimPart
    let judged, consistent, faster, slower, notDecided: Int

    static let descriptions = [
      "claim": "the rate that is claimed", "judged": "analyses that judge it",
      "consistent": "that show it, within the margin",
      "faster": "that find a faster rate", "slower": "that find a slower one", "notDecided": "that do not decide it",
    ]
  }

  struct Influence: RecordPart {
    let dimension: String
    let share: Double
    let options: [Option]

    struct Option: RecordPart {
      let option: String
      let count: Int
      let medianFactorPerYear: Double

      static let descriptions = ["option": "its name", "count": "analyses", "medianFactorPerYear": "of these analyses"]
    }

    static let descriptions = [
      "dimension": "of choices", "share": "of the variance of the estimates that lies between its options",
      "options": "option by option",
    ]
  }

  struct Turning: RecordPart {
    let claim: String
    let verdict: Verdict.Answer
    let becomes: Verdict.Answer?
    let modelsLeftOut: [String]

    static let descriptions = [
      "claim": "as it was written", "verdict": "of the main analysis",
      "becomes": "the verdict without these models; null where none of the changes that were tried turns it",
      "modelsLeftOut": "the fewest that were found",
    ]
  }

  struct Specification: RecordPart {
    let choices: Named<String>
    let isMain, judgesClaims: Bool
    let prices, models: Int
    let factorPerYear: EstimatePart
    let verdicts: [Judged]

    struct Judged: RecordPart {
      let claim: String
      let verdict: Verdict.Answer

      static let descriptions = ["claim": "as it was written", "verdict": "what this analysis says of it"]
    }

    static let descriptions = [
      "choices": "by dimension", "isMain": "whether it is the analysis without --every",
      "judgesClaims": "whether it holds quality fixed; a frontier does not, and counts in no sum",
      "prices": "prices behind it",
      "models": "models behind it", "factorPerYear": "times cheaper a year",
      "verdicts": "claim by claim; empty where the analysis judges none",
    ]
  }
}
