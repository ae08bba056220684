import ScalingLaws

/// Prices at fixed quality as a file: schema `scaling.price/1`.
public struct PriceRecord: Record {
  public static let schema = "scaling.price/1"
  public static let title = "Price at fixed quality"
  public static let summary = "How prices fall, and claims about it, written by scaling price."

  let data: Data
  let options: Options
  let trends: [Trend]
  let pairs: [Pair]
  let comparisons: [ClaimPart]
  let definitions: [Definition]
  let diagnostics: Diagnostics?
  let groups: [Group]
  let byScore: [OtherScore]
  let conflicts: [Conflict]
  let breaks: [Break]
  let windows: [Window]
  let projections: [Projection]
  let warnings: [WarningPart]

  public static let descriptions = [
    "trends": "level by level", "pairs": "launch prices of two models", "comparisons": "rates beside the estimate",
    "definitions": "rates by definition",
    "diagnostics": "what stands behind the cheapest and the typical rate; null where neither was asked for",
    "byScore": "the cheapest and the typical rate by other scores",
    "groups": "reasoning models and others, each alone; empty unless the table marks both",
    "conflicts": "two claims against one another",
    "breaks": "a date at which the rate changes", "windows": "rates within windows of time",
    "projections": "level by level",
  ]

  public init(_ analysis: PriceAnalysis) {
    data = Data(
      source: analysis.prices.source, sha256: analysis.prices.sha256, rows: analysis.prices.rows,
      rowsUsed: analysis.prices.entries.count - (analysis.rates.isEmpty ? 0 : analysis.prices.entriesWithoutScore),
      where: analysis.prices.filters.joined, filters: analysis.prices.filters.map(FilterPart.init),
      rowsWithoutPrice: analysis.prices.rowsWithoutPrice,
      rowsWithoutScore: analysis.prices.entriesWithoutScore,
      columns: Data.Columns(
        date: analysis.prices.columns.date, price: analysis.prices.columns.price.description,
        score: analysis.prices.columns.score,
        model: analysis.prices.columns.model))
    options = Options(
      definition: "threshold-frontier", interval: "subsampled-models", level: analysis.level,
      margin: analysis.margin, definitions: analysis.questions.definitions,
      quantile: analysis.questions.quantile, replicates: analysis.questions.subsampling.replicates,
      seed: analysis.questions.subsampling.seed, share: ModelSubsampling.share)
    trends = analysis.trends.map { trend in
      Trend(
        level: trend.frontier.threshold, candidates: trend.frontier.candidates,
        points: trend.frontier.points.map(Entry.init), factorPerYear: EstimatePart(trend.factorPerYear),
        halvingMonths: EstimatePart(trend.halvingMonths), percentPerYear: EstimatePart(trend.percentPerYear),
        logDeclinePerYear: EstimatePart(trend.logDecline),
        naiveFactorPerYear: EstimatePart(trend.naiveFactorPerYear), df: trend.logDecline.degreesOfFreedom,
        models: trend.models.reaching, modelsOnFrontier: trend.models.onFrontier,
        undefinedSubsamples: trend.undefinedSubsamples, n: trend.frontier.points.count,
        dfResidual: trend.fit?.statistics.residualDegreesOfFreedom, rSquared: trend.fit?.statistics.rSquared,
        sigma: trend.fit?.statistics.sigma)
    }
    pairs = analysis.pairs.map {
      Pair(
        first: Entry($0.first), second: Entry($0.second), ratio: $0.ratio, years: $0.years,
        factorPerYear: $0.annualFactor, pricesListed: $0.listed)
    }
    comparisons = analysis.comparisons.map(ClaimPart.init)
    definitions = Self.definitions(analysis)
    diagnostics = analysis.diagnostics.map(Diagnostics.init)
    groups = analysis.groups.map(Group.init)
    byScore = analysis.byScore.map {
      OtherScore(score: $0.prices.columns.score ?? "", definitions: Self.definitions($0))
    }
    conflicts = analysis.conflicts.map { conflict in
      Conflict(
        first: conflict.first.text, second: conflict.second.text, ratio: conflict.ratio,
        findings: analysis.rates.filter(\.definition.judgesClaims).map {
          Conflict.Finding(conflict.finding($0.logDecline), $0)
        })
    }
    breaks = zip(analysis.trends, analysis.breaks).map {
      Break(
        level: $0.frontier.threshold, date: $1?.date.dateText, decimalYear: $1?.date, confLow: $1?.interval.low,
        confHigh: $1?.interval.high, factorBefore: $1?.factors[0], factorAfter: $1?.factors[1],
        f: $1?.statistic, pValue: $1?.pValue)
    }
    windows = analysis.windows.flatMap { $0 }.map {
      Window(
        level: $0.threshold, start: $0.start, end: $0.end, points: $0.points,
        factorPerYear: EstimatePart($0.factorPerYear))
    }
    projections = zip(analysis.trends, analysis.projections).map { trend, projection in
      Projection(
        level: trend.frontier.threshold, backtestFactor: projection?.backtestFactor,
        backtestErrors: projection?.backtestErrors ?? 0,
        prices: analysis.questions.dates.map { date in
          let found = projection?.price(on: date)
          return Projection.Price(
            date: date.dateText, decimalYear: date, estimate: Flat(EstimatePart(found?.line ?? .notEstimable)),
            priceLow: found?.price.low, priceHigh: found?.price.high)
        },
        dates: analysis.questions.targets.map {
          Projection.Date(price: $0, estimate: Flat(EstimatePart(projection?.date(reaching: $0) ?? .notEstimable)))
        })
    }
    warnings = analysis.warnings.map(WarningPart.init)
  }

  private static func definitions(_ analysis: PriceAnalysis) -> [Definition] {
    analysis.rates.map { rate in
      Definition(
        definition: rate.definition, meaning: rate.definition.meaning, level: rate.threshold,
        factorPerYear: EstimatePart(rate.factorPerYear), halvingMonths: EstimatePart(rate.halvingMonths),
        logDeclinePerYear: EstimatePart(rate.logDecline), df: rate.logDecline.degreesOfFreedom,
        prices: rate.prices, models: rate.models, problem: rate.problem,
        numbers: Named(rate.numbers.map { (name: $0.name, value: $0.value) }),
        refutableFactor: rate.refutableFactor,
        verdicts: rate.definition.judgesClaims
          ? analysis.claims.map { claim in Judgement(rate.verdicts.first { $0.claim == claim }, on: claim) } : [],
        power: analysis.claims.compactMap { rate.power(on: $0, span: analysis.span) }.map {
          Definition.Power(
            claim: $0.claim.text, wouldBe: $0.answer, neededStdError: $0.neededStandardError,
            moreMonths: $0.moreMonths, modelsFactor: $0.modelsFactor)
        })
    }
  }

  struct Data: RecordPart {
    let source, sha256: String
    let rows, rowsUsed: Int
    let `where`: String?
    let filters: [FilterPart]
    let rowsWithoutPrice, rowsWithoutScore: Int
    let columns: Columns
    var reading: [ReadingPart]?

    struct Columns: RecordPart {
      let date, price: String
      let score, model: String?

      static let descriptions = [
        "date": "column or formula of the date", "price": "formula",
        "score": "column with the score; null where none is used", "model": "column with the model's name",
      ]
    }

    static let descriptions = [
      "rowsWithoutPrice": "rows left out without a price", "rowsWithoutScore": "rows left out without a score",
    ]
  }

  struct Options: RecordPart {
    let definition, interval: String
    let level, margin: Double
    let definitions: [PriceDefinition]
    let quantile: Double
    let replicates: Int
    let seed: UInt64
    let share: Double

    static let descriptions = [
      "definition": "of the trends", "interval": "of the trends",
      "margin": "factor within which a rate counts as the claimed one", "definitions": "that were asked for",
      "quantile": "of offers, for the cheapest", "replicates": "subsamples asked for",
      "share": "of the models that a subsample keeps",
    ]
  }

  /// A claimed rate.
  struct ClaimPart: RecordPart {
    let text: String
    let direction: Rate.Direction
    let factorPerYear, monthsPerFactorOfTwo: Double

    init(_ rate: Rate) {
      text = rate.text
      direction = rate.direction ?? .falls
      factorPerYear = rate.annualFactor
      monthsPerFactorOfTwo = rate.halvingMonths
    }

    static let descriptions = [
      "text": "as it was written", "direction": "of the value over time", "factorPerYear": "factor a year",
      "monthsPerFactorOfTwo": "months in which it halves or doubles",
    ]
  }

  /// What the data say of a claim.
  struct Judgement: RecordPart {
    let claim: ClaimPart
    let verdict: Verdict.Answer
    let pDifference, pEquivalence, indistinguishableLow, indistinguishableHigh: Double?

    init(_ verdict: Verdict?, on claim: Rate) {
      self.claim = ClaimPart(claim)
      self.verdict = verdict?.answer ?? .notDecided
      pDifference = verdict?.differencePValue
      pEquivalence = verdict?.equivalencePValue
      indistinguishableLow = verdict?.indistinguishable.low
      indistinguishableHigh = verdict?.indistinguishable.high
    }

    static let descriptions = ["claim": "the rate that is claimed", "verdict": "what the data say of it"]
  }

  struct Trend: RecordPart {
    let level: Double
    let candidates: Int
    let points: [Entry]
    let factorPerYear, halvingMonths, percentPerYear, logDeclinePerYear, naiveFactorPerYear: EstimatePart
    let df: Double?
    let models, modelsOnFrontier, undefinedSubsamples, n: Int
    let dfResidual: Int?
    let rSquared, sigma: Double?

    static let descriptions = [
      "level": "of the score, at least", "candidates": "prices at or above the level", "points": "of the frontier",
      "factorPerYear": "times cheaper a year", "halvingMonths": "months in which the price halves",
      "percentPerYear": "decline", "logDeclinePerYear": "natural log",
      "naiveFactorPerYear": "as if points were independent", "df": "degrees of freedom of the interval",
      "models": "that reach the level", "modelsOnFrontier": "models with a price on the frontier",
      "undefinedSubsamples": "subsamples without a trend", "n": "points", "dfResidual": "residual degrees of freedom",
      "sigma": "of log price",
    ]
  }

  /// A price of a model.
  struct Entry: RecordPart {
    let date: String
    let decimalYear, price: Double
    let model: String
    let score: Double?
    let line: Int

    init(_ entry: PriceList.Entry) {
      date = entry.dateText
      decimalYear = entry.date
      price = entry.price
      model = entry.model
      score = entry.score
      line = entry.line
    }

    static let descriptions = [
      "date": "calendar date, YYYY-MM-DD", "price": "in the unit of the price", "model": "name of the model",
      "score": "of the model", "line": "of the source",
    ]
  }

  struct Pair: RecordPart {
    let first, second: Entry
    let ratio, years: Double
    let factorPerYear: Double?
    let pricesListed: [Int]

    static let descriptions = [
      "first": "the earlier price", "second": "the later price", "ratio": "first price over second",
      "years": "between them", "factorPerYear": "factor a year", "pricesListed": "of each model",
    ]
  }

  struct Definition: RecordPart {
    let definition: PriceDefinition
    let meaning: String
    let level: Double?
    let factorPerYear, halvingMonths, logDeclinePerYear: EstimatePart
    let df: Double?
    let prices, models: Int
    let problem: String?
    let numbers: Named<Double>
    let refutableFactor: Double?
    let verdicts: [Judgement]
    let power: [Power]

    struct Power: RecordPart {
      let claim: String
      let wouldBe: Verdict.Answer
      let neededStdError, moreMonths, modelsFactor: Double

      static let descriptions = [
        "claim": "as it was written", "wouldBe": "the verdict then", "neededStdError": "of the log decline a year",
        "moreMonths": "of prices", "modelsFactor": "times as many models",
      ]
    }

    static let descriptions = [
      "definition": "of price", "meaning": "what it is", "level": "of the score",
      "factorPerYear": "times cheaper a year", "halvingMonths": "months in which the price halves",
      "logDeclinePerYear": "natural log", "df": "degrees of freedom of the interval", "prices": "prices behind it",
      "models": "models behind it", "problem": "why there is no estimate",
      "numbers": "more of this definition, by name",
      "refutableFactor": "factor a year by which a claim must be off to be refuted in four lists like this of five",
      "verdicts": "claim by claim; empty for a frontier, which judges none",
      "power": "what would decide the claims that are not",
    ]
  }

  struct Conflict: RecordPart {
    let first, second: String
    let ratio: Double
    let findings: [Finding]

    struct Finding: RecordPart {
      let definition: PriceDefinition
      let level: Double?
      let finding: Word
      let claim: String?

      enum Word: String, JSONWord {
        case bearsOut = "bears-out"
        case both, neither
        case noInterval = "no-interval"
      }

      init(_ found: ClaimConflict.Finding, _ rate: DefinedRate) {
        definition = rate.definition
        level = rate.threshold
        switch found {
        case .bearsOut(let borne, _): (finding, claim) = (.bearsOut, borne.text)
        case .both: (finding, claim) = (.both, nil)
        case .neither(let closer): (finding, claim) = (.neither, closer.text)
        case .noInterval: (finding, claim) = (.noInterval, nil)
        }
      }

      static let descriptions = [
        "definition": "of price", "level": "of the score", "finding": "which claim the data bear out",
        "claim": "that is borne out, or closer",
      ]
    }

    static let descriptions = [
      "first": "claim", "second": "claim", "ratio": "of their rates", "findings": "what was found",
    ]
  }

  struct Break: RecordPart {
    let level: Double
    let date: String?
    let decimalYear, confLow, confHigh, factorBefore, factorAfter, f, pValue: Double?

    static let descriptions = [
      "level": "of the score", "date": "of the change, YYYY-MM-DD", "confLow": "decimal year",
      "confHigh": "decimal year", "factorBefore": "times cheaper a year", "factorAfter": "times cheaper a year",
      "f": "statistic", "pValue": "of the statistic",
    ]
  }

  struct Window: RecordPart {
    let level, start, end: Double
    let points: Int
    let factorPerYear: EstimatePart

    static let descriptions = [
      "level": "of the score", "start": "decimal year", "end": "decimal year",
      "points": "points of the frontier in the window", "factorPerYear": "times cheaper a year",
    ]
  }

  struct Projection: RecordPart {
    let level: Double
    let backtestFactor: Double?
    let backtestErrors: Int
    let prices: [Price]
    let dates: [Date]

    struct Price: RecordPart {
      let date: String
      let decimalYear: Double
      let estimate: Flat<EstimatePart>
      let priceLow, priceHigh: Double?

      static let descriptions = [
        "date": "calendar date, YYYY-MM-DD", "priceLow": "where the price would fall, lower end",
        "priceHigh": "where the price would fall, upper end",
      ]
    }

    struct Date: RecordPart {
      let price: Double
      let estimate: Flat<EstimatePart>

      static let descriptions = ["price": "to be reached"]
    }

    static let descriptions = [
      "level": "of the score", "backtestFactor": "by which earlier projections were off",
      "backtestErrors": "behind that", "prices": "on dates, in the unit of the price", "dates": "decimal years",
    ]
  }
}

extension PriceRecord {
  /// What stands behind the cheapest and the typical rate.
  struct Diagnostics: RecordPart {
    let difference, spreadGrowth, spreadByScore, scoreSlopeLow, scoreSlopeHigh, curvature, timeByScore: EstimatePart
    let ratesByScore: [RateAtScore]
    let offersPerYearFirstHalf, offersPerYearSecondHalf, laterShare: Double
    let frontierDrifts: [Drift]
    let scoreError: ScoreError?

    init(_ found: PriceDiagnostics) {
      difference = EstimatePart(found.difference)
      spreadGrowth = EstimatePart(found.spreadGrowth)
      spreadByScore = EstimatePart(found.spreadByScore)
      scoreSlopeLow = EstimatePart(found.scoreSlopes.low)
      scoreSlopeHigh = EstimatePart(found.scoreSlopes.high)
      curvature = EstimatePart(found.curvature)
      timeByScore = EstimatePart(found.timeByScore)
      ratesByScore = found.ratesByScore.map {
        RateAtScore(score: $0.score, factorPerYear: EstimatePart($0.logDecline.asFactorPerYear))
      }
      (offersPerYearFirstHalf, offersPerYearSecondHalf) = found.offersPerYear
      laterShare = found.laterShare
      frontierDrifts = found.frontierDrifts.map {
        Drift(level: $0.threshold, pointsPerYear: EstimatePart($0.drift), logDeclineLost: $0.logDeclineLost)
      }
      scoreError = found.scoreError.map {
        ScoreError(points: $0.standardDeviation, isKnown: $0.isKnown, logDeclineLost: $0.logDeclineLost)
      }
    }

    struct RateAtScore: RecordPart {
      let score: Double
      let factorPerYear: EstimatePart

      static let descriptions = ["score": "that is held", "factorPerYear": "times cheaper a year, typical"]
    }

    struct Drift: RecordPart {
      let level: Double
      let pointsPerYear: EstimatePart
      let logDeclineLost: Double?

      static let descriptions = [
        "level": "of the score, at least", "pointsPerYear": "of score, along the points of the frontier",
        "logDeclineLost": "what that takes off the frontier's log decline a year",
      ]
    }

    struct ScoreError: RecordPart {
      let points: Double
      let isKnown: Bool
      let logDeclineLost: Double

      static let descriptions = [
        "points": "standard deviation of the error",
        "isKnown": "whether the table tells it; the rates are then corrected",
        "logDeclineLost": "what it takes off the log decline a year where it is not corrected",
      ]
    }

    static let descriptions = [
      "difference": "log decline a year, cheapest less typical",
      "spreadGrowth": "of the spread of offers, a year, relative",
      "spreadByScore": "of that spread, per point of score, relative",
      "scoreSlopeLow": "log price per point of score, at the low end",
      "scoreSlopeHigh": "log price per point of score, at the high end", "curvature": "high less low",
      "timeByScore": "log decline a year, per point of score",
      "ratesByScore": "at the levels, and at the 10 % and the 90 % quantile of the scores",
      "offersPerYearFirstHalf": "in the first half of the time",
      "offersPerYearSecondHalf": "in the second half of the time",
      "laterShare": "prices after the first date of their model, as a share", "frontierDrifts": "level by level",
      "scoreError": "what error in the score does; null where nothing tells",
    ]
  }

  struct OtherScore: RecordPart {
    let score: String
    let definitions: [Definition]

    static let descriptions = ["score": "column with the score", "definitions": "rates by definition"]
  }

  /// A part of the models.
  struct Group: RecordPart {
    let name: String
    let prices, models: Int
    let cheapest, typical: EstimatePart

    init(_ group: PriceGroup) {
      (name, prices, models) = (group.name, group.prices, group.models)
      cheapest = EstimatePart(group.cheapest.asFactorPerYear)
      typical = EstimatePart(group.typical.asFactorPerYear)
    }

    static let descriptions = [
      "prices": "prices behind it", "models": "models behind it", "cheapest": "times cheaper a year",
      "typical": "times cheaper a year",
    ]
  }
}

extension PriceDefinition: JSONWord {}
extension Rate.Direction: JSONWord {}
extension Verdict.Answer: JSONWord {}
