import ScalingLaws

/// A series in time as a file: schema `scaling.trend/1`.
public struct TrendRecord: Record {
  public static let schema = "scaling.trend/1"
  public static let title = "Series in time"
  public static let summary = "Growth or decline, its changes and claims about it, written by scaling trend."

  let data: Data
  let options: Options
  let exponential: Exponential
  let segmented: Segmented?
  let logistic: Logistic?
  let randomWalk: Walk?
  let wright: Wright?
  let comparison: [Form]
  let backtests: [Backtest]
  let claims: [Claim]
  let projections: [Projection]
  let warnings: [WarningPart]

  public static let descriptions = [
    "exponential": "one rate throughout", "segmented": "one change of rate", "logistic": "towards a limit",
    "randomWalk": "with drift", "wright": "against the cumulative quantity", "comparison": "forms beside one another",
    "backtests": "what would have been predicted", "claims": "claim by claim", "projections": "question by question",
  ]

  public init(_ analysis: TrendAnalysis) {
    data = Data(
      source: analysis.series.source, sha256: analysis.series.sha256, rows: analysis.series.rows,
      rowsUsed: analysis.series.points.count, rowsLeftOut: analysis.series.rowsLeftOut,
      derived: analysis.series.derivations, where: analysis.series.filters.joined,
      filters: analysis.series.filters.map(FilterPart.init),
      columns: Data.Columns(
        date: analysis.series.columns.date, value: analysis.series.columns.value.description,
        cumulative: analysis.series.columns.cumulative?.description),
      firstDate: analysis.series.firstDate.dateText, lastDate: analysis.series.lastDate.dateText)
    options = Options(
      interval: "series", level: analysis.questions.level, margin: analysis.questions.margin,
      seed: analysis.questions.seed)
    exponential = Exponential(
      growth: Flat(Growth(analysis.exponential)), ifIndependent: Growth(analysis.independent),
      valueAtFirstDate: analysis.start, deviations: analysis.deviations?.rawValue,
      residualAutocorrelation: analysis.residualAutocorrelation)
    segmented = analysis.segmented.map {
      Segmented(
        date: $0.date.dateText, decimalYear: $0.date, confLow: $0.interval.low, confHigh: $0.interval.high,
        searchedFrom: $0.searched.lowerBound, searchedTo: $0.searched.upperBound, likelihoodRatio: $0.statistic,
        pValue: $0.pValue, simulated: $0.simulated, isNamed: $0.isNamed, before: Growth($0.before),
        after: Growth($0.after))
    }
    logistic = analysis.logistic.map {
      Logistic(
        kind: $0.isGrowth ? .ceiling : .floor, limit: EstimatePart($0.limit), ratePerYear: EstimatePart($0.rate),
        middleDecimalYear: EstimatePart($0.middle))
    }
    randomWalk = analysis.randomWalk.map {
      Walk(
        drift: Growth($0.drift), volatility: $0.volatility, steps: $0.steps, stepAutocorrelation: $0.stepAutocorrelation
      )
    }
    wright = analysis.wright.map {
      Wright(
        exponent: EstimatePart($0.exponent), progressRatio: EstimatePart($0.progressRatio),
        exponentGivenTime: EstimatePart($0.exponentGivenTime),
        logPerYearGivenQuantity: EstimatePart($0.rateGivenQuantity), logQuantityOnTimeRSquared: $0.timeRSquared,
        rSquared: $0.rSquared)
    }
    comparison = analysis.comparisons.map {
      Form(
        form: $0.form, formula: $0.form.formula, parameters: $0.parameters, sigma: $0.sigma,
        rSquared: $0.rSquared, aicc: $0.aicc, weight: $0.weight)
    }
    backtests = analysis.backtests.map { test in
      Backtest(
        horizonYears: test.reach.yearsAhead, ahead: test.reach.text, origins: test.origins,
        possibleOrigins: test.possibleOrigins,
        scores: test.scores.map {
          Backtest.Score(
            form: $0.form, rmseLog: $0.errors.rootMeanSquare, biasLog: $0.errors.bias,
            meanAbsoluteLog: $0.errors.meanAbsolute, coverage: $0.coverage)
        })
    }
    claims = analysis.claims.map {
      Claim(
        text: $0.claim.text, direction: $0.direction, factorPerYear: $0.claim.annualFactor,
        yearsPerFactorOfTwo: $0.claim.halvingMonths / 12, verdict: $0.verdict?.answer ?? .notDecided,
        pDifference: $0.verdict?.differencePValue, pEquivalence: $0.verdict?.equivalencePValue,
        indistinguishableLow: $0.verdict?.indistinguishable.low,
        indistinguishableHigh: $0.verdict?.indistinguishable.high, moreMonthsToDecide: $0.power?.moreMonths,
        rowsFactorToDecide: $0.power?.modelsFactor)
    }
    projections = analysis.projections.map(Projection.init)
    warnings = analysis.warnings.map(WarningPart.init)
  }

  struct Data: RecordPart {
    let source, sha256: String
    let rows, rowsUsed, rowsLeftOut: Int
    let derived: [String]
    let `where`: String?
    let filters: [FilterPart]
    let columns: Columns
    let firstDate, lastDate: String
    var reading: [ReadingPart]?

    struct Columns: RecordPart {
      let date, value: String
      let cumulative: String?

      static let descriptions = [
        "date": "column or formula of the date", "value": "formula", "cumulative": "formula of the cumulative quantity",
      ]
    }
  }

  struct Options: RecordPart {
    let interval: String
    let level, margin: Double
    let seed: UInt64

    static let descriptions = [
      "interval": "how intervals are made", "margin": "factor within which a rate counts as the claimed one",
    ]
  }

  /// A rate.
  struct Growth: RecordPart {
    let logPerYear, factorPerYear: EstimatePart
    let doublingYears, halvingYears: EstimatePart?

    init(_ rate: GrowthRate) {
      logPerYear = EstimatePart(rate.logPerYear)
      factorPerYear = EstimatePart(rate.factorPerYear)
      let years = EstimatePart(rate.yearsPerFactorOfTwo)
      (doublingYears, halvingYears) = rate.isGrowth ? (years, nil) : (nil, years)
    }

    static let descriptions = [
      "logPerYear": "natural log", "factorPerYear": "factor a year",
      "doublingYears": "of a value that grows; null for one that falls",
      "halvingYears": "of a value that falls; null for one that grows",
    ]
  }

  struct Exponential: RecordPart {
    let growth: Flat<Growth>
    let ifIndependent: Growth
    let valueAtFirstDate: Double
    let deviations: String?
    let residualAutocorrelation: Double?

    static let descriptions = [
      "ifIndependent": "the rate, if deviations are independent", "valueAtFirstDate": "on the line",
      "deviations": "what the rows can tell of them", "residualAutocorrelation": "of successive rows",
    ]
  }

  struct Segmented: RecordPart {
    let date: String
    let decimalYear: Double
    let confLow, confHigh: Double?
    let searchedFrom, searchedTo, likelihoodRatio, pValue: Double
    let simulated: Int
    let isNamed: Bool
    let before, after: Growth

    static let descriptions = [
      "date": "of the break, YYYY-MM-DD", "confLow": "decimal year", "confHigh": "decimal year",
      "searchedFrom": "decimal year", "searchedTo": "decimal year", "likelihoodRatio": "twice the log of it",
      "pValue": "simulated",
      "simulated": "series behind it", "isNamed": "whether the break is found", "before": "the rate before it",
      "after": "the rate after it",
    ]
  }

  struct Logistic: RecordPart {
    let kind: Kind
    let limit, ratePerYear, middleDecimalYear: EstimatePart

    enum Kind: String, JSONWord { case ceiling, floor }

    static let descriptions = [
      "kind": "of the limit", "limit": "in the unit of the value", "ratePerYear": "of the approach",
      "middleDecimalYear": "when half of the way is done",
    ]
  }

  struct Walk: RecordPart {
    let drift: Growth
    let volatility: Double
    let steps: Int
    let stepAutocorrelation: Double?

    static let descriptions = [
      "drift": "mean rate of the steps", "volatility": "natural log, per square root of a year",
      "steps": "steps between dates", "stepAutocorrelation": "of successive steps",
    ]
  }

  struct Wright: RecordPart {
    let exponent, progressRatio, exponentGivenTime, logPerYearGivenQuantity: EstimatePart
    let logQuantityOnTimeRSquared, rSquared: Double?

    static let descriptions = [
      "exponent": "of the cumulative quantity", "progressRatio": "factor per doubling of the quantity",
      "exponentGivenTime": "with time beside it", "logPerYearGivenQuantity": "natural log, with the quantity beside it",
      "logQuantityOnTimeRSquared": "R² of log quantity on time",
    ]
  }

  struct Form: RecordPart {
    let form: TrendForm
    let formula: String
    let parameters: Int
    let sigma, rSquared, aicc, weight: Double?

    static let descriptions = [
      "form": "name of the form", "formula": "the law as it is", "parameters": "counted", "sigma": "of log value",
      "weight": "by AICc",
    ]
  }

  struct Backtest: RecordPart {
    let horizonYears: Double?
    let ahead: String
    let origins, possibleOrigins: Int
    let scores: [Score]

    struct Score: RecordPart {
      let form: TrendForm
      let rmseLog, biasLog, meanAbsoluteLog: Double
      let coverage: Double?

      static let descriptions = [
        "form": "name of the form", "rmseLog": "of log value", "biasLog": "observed less predicted",
        "meanAbsoluteLog": "mean absolute error of log value", "coverage": "share inside the band",
      ]
    }

    static let descriptions = [
      "horizonYears": "where it was asked for in years", "ahead": "in words", "origins": "taken",
      "possibleOrigins": "dates from which it could have been predicted", "scores": "form by form",
    ]
  }

  struct Claim: RecordPart {
    let text: String
    let direction: Rate.Direction
    let factorPerYear, yearsPerFactorOfTwo: Double
    let verdict: Verdict.Answer
    let pDifference, pEquivalence, indistinguishableLow, indistinguishableHigh: Double?
    let moreMonthsToDecide, rowsFactorToDecide: Double?

    static let descriptions = [
      "text": "as it was written", "direction": "of the value over time", "factorPerYear": "factor a year",
      "yearsPerFactorOfTwo": "years in which it halves or doubles", "verdict": "what the rows say of it",
      "moreMonthsToDecide": "months of further rows; null where nothing can be said",
      "rowsFactorToDecide": "times as many rows",
    ]
  }

  struct Projection: RecordPart {
    let question: Question
    let answers: [Answer]

    struct Question: RecordPart {
      let on: String?
      let until: Double?

      static let descriptions = [
        "on": "date at which the value is asked for, YYYY-MM-DD", "until": "value to be reached",
      ]
    }

    struct Answer: RecordPart {
      let form: TrendForm
      let estimate: Double?
      let date: String?
      let confLow, confHigh: Double?

      static let descriptions = [
        "form": "name of the form", "estimate": "value on the date, or decimal year of the value",
        "date": "of the value, YYYY-MM-DD",
      ]
    }

    init(_ projection: TrendProjection) {
      switch projection.question {
      case .on(let date): question = Question(on: date.dateText, until: nil)
      case .until(let value): question = Question(on: nil, until: value)
      }
      let isDate = question.until != nil
      answers = projection.answers.map {
        Answer(
          form: $0.form, estimate: $0.estimate, date: isDate ? $0.estimate?.dateText : nil, confLow: $0.interval?.low,
          confHigh: $0.interval?.high)
      }
    }

    static let descriptions = ["question": "what was asked", "answers": "answer by answer"]
  }
}

extension TrendForm: JSONWord {}
