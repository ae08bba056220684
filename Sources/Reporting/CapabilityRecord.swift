import ScalingLaws

/// Scores against the logs of resources as a file: schema `scaling.capability/1`.
public struct CapabilityRecord: Record {
  public static let schema = "scaling.capability/1"
  public static let title = "Scores against resources"
  public static let summary = "Whether scores are straight in the logs of resources, written by scaling capability."

  let data: Data
  let options: Options
  let scores: [Score]
  let separation: Separation
  let warnings: [WarningPart]

  public static let descriptions = ["scores": "score by score", "separation": "what can be told apart"]

  public init(_ analysis: CapabilityAnalysis) {
    data = Data(
      source: analysis.source, sha256: analysis.sha256, rows: analysis.rows, derived: analysis.derivations,
      where: analysis.filters.joined, filters: analysis.filters.map(FilterPart.init),
      columns: Data.Columns(
        scores: analysis.columns.scores.map(\.description), resources: analysis.columns.resources.map(\.description),
        date: analysis.columns.date, group: analysis.columns.group))
    options = Options(level: analysis.level, margin: analysis.margin)
    let interval = analysis.columns.group == nil ? Score.Interval.hc3 : .cr3
    scores = analysis.scores.map { score in
      Score(
        score: score.score.description, rowsUsed: score.rows, rowsLeftOut: score.rowsLeftOut,
        scoreLow: score.range.lowerBound, scoreHigh: score.range.upperBound, verdict: score.verdict, interval: interval,
        groups: score.slopes.groups, rSquared: score.slopes.rSquared, sigma: score.slopes.sigma,
        perDecade: score.slopes.perDecade.map(EstimatePart.init), pEqualSlopes: score.slopes.equalSlopesPValue,
        withinGroups: score.slopes.withinGroups?.map(EstimatePart.init),
        withDate: score.slopes.beside.map(WithDate.init),
        straightness: score.straightness.map(StraightnessPart.init),
        span: Score.Span(
          decades: score.straightness?.decades, shownStraight: score.span?.shown,
          notContradicted: score.span?.notContradicted),
        break: score.bend.map {
          Break(
            slopeBefore: $0.slopes[0], slopeAfter: $0.slopes[1], statistic: $0.statistic, pValue: $0.pValue)
        }, forms: (score.forms?.entries ?? []).map(Form.init),
        formsNotDetermined: score.forms?.undetermined ?? [])
    }
    separation = Separation(
      correlations: analysis.separation.pairs.map {
        Separation.Pair(first: $0.first, second: $0.second, correlation: $0.correlation)
      },
      computeRatio: analysis.separation.computeRatio.map {
        Separation.Ratio(median: $0.median, largestFactor: $0.largestFactor)
      })
    warnings = analysis.warnings.map(WarningPart.init)
  }

  struct Data: RecordPart {
    let source, sha256: String
    let rows: Int
    let derived: [String]
    let `where`: String?
    let filters: [FilterPart]
    let columns: Columns
    var reading: [ReadingPart]?

    struct Columns: RecordPart {
      let scores, resources: [String]
      let date, group: String?

      static let descriptions = [
        "scores": "formulas", "resources": "formulas", "date": "column or formula of the date",
        "group": "column of groups; null for none",
      ]
    }
  }

  struct Options: RecordPart {
    let level, margin: Double

    static let descriptions = ["margin": "factor within which two slopes count as the same"]
  }

  struct Score: RecordPart {
    let score: String
    let rowsUsed, rowsLeftOut: Int
    let scoreLow, scoreHigh: Double?
    let verdict: CapabilityVerdict
    let interval: Interval
    let groups: Int
    let rSquared, sigma: Double?
    let perDecade: [EstimatePart]
    let pEqualSlopes: Double?
    let withinGroups: [EstimatePart]?
    let withDate: WithDate?
    let straightness: StraightnessPart?
    let span: Span
    let `break`: Break?
    let forms: [Form]
    let formsNotDetermined: [CapabilityForm]

    enum Interval: String, JSONWord { case hc3, cr3 }

    struct Span: RecordPart {
      let decades, shownStraight, notContradicted: Double?

      static let descriptions = [
        "decades": "that the rows span", "shownStraight": "decades over which it is shown",
        "notContradicted": "decades",
      ]
    }

    static let descriptions = [
      "score": "formula", "scoreLow": "least score in the rows", "scoreHigh": "greatest score in the rows",
      "verdict": "what the rows decide", "interval": "method of the intervals",
      "groups": "of rows that depend on one another", "sigma": "of the residuals, in the unit of the score",
      "perDecade": "score per factor of ten, resource by resource", "pEqualSlopes": "of all slopes alike",
      "withinGroups": "per factor of ten, with an intercept for each group", "withDate": "beside time",
      "straightness": "straight or not", "span": "over which it is straight", "break": "one against none",
      "forms": "forms beside one another", "formsNotDetermined": "forms that the rows do not determine",
    ]
  }

  struct WithDate: RecordPart {
    let perDecade: [EstimatePart]
    let perYear: EstimatePart
    let rSquared, dateRSquared: Double?
    let correlations: [Double?]

    init(_ found: ResourceSlopes.WithDate) {
      perDecade = found.perDecade.map(EstimatePart.init)
      perYear = EstimatePart(found.perYear)
      (rSquared, dateRSquared, correlations) = (found.rSquared, found.dateRSquared, found.correlations)
    }

    static let descriptions = [
      "perDecade": "score per factor of ten, at a given date", "perYear": "score a year, at given resources",
      "dateRSquared": "of the date alone", "correlations": "of each log resource with the date",
    ]
  }

  struct StraightnessPart: RecordPart {
    let weights: [Double]
    let curvature, slopeAtLow, slopeAtHigh: EstimatePart
    let slopeRatio: EstimatePart?
    let pEquivalence, rowsFactorToDecide: Double?

    init(_ found: Straightness) {
      weights = found.weights
      curvature = EstimatePart(found.curvature)
      (slopeAtLow, slopeAtHigh) = (EstimatePart(found.slopes[0]), EstimatePart(found.slopes[1]))
      slopeRatio = found.slopeRatio.map(EstimatePart.init)
      (pEquivalence, rowsFactorToDecide) = (found.equivalencePValue, found.rowsFactor)
    }

    static let descriptions = [
      "weights": "of each resource in their path", "curvature": "score per squared factor of ten",
      "slopeAtLow": "score per factor of ten, at the lower end", "slopeAtHigh": "at the upper end",
      "slopeRatio": "upper over lower; null where either may be zero",
      "pEquivalence": "of slopes further apart than the margin", "rowsFactorToDecide": "times as many rows",
    ]
  }

  struct Break: RecordPart {
    let slopeBefore, slopeAfter, statistic, pValue: Double?

    static let descriptions = [
      "slopeBefore": "score per factor of ten", "slopeAfter": "score per factor of ten", "statistic": "F",
      "pValue": "simulated",
    ]
  }

  struct Form: RecordPart {
    let form: CapabilityForm
    let formula: String
    let coefficients: [Coefficient]
    let rSquared, aicc, weight, rmseBacktest: Double?

    init(_ entry: FormComparison.Entry) {
      (form, formula) = (entry.form, entry.fit.law.formula.description)
      coefficients = entry.fit.coefficients.map { Coefficient(name: $0.name, estimate: $0.estimate.value) }
      (rSquared, aicc) = (entry.fit.statistics.rSquared, entry.aicc)
      (weight, rmseBacktest) = (entry.weight, entry.backtestError)
    }

    struct Coefficient: RecordPart {
      let name: String
      let estimate: Double?
    }

    static let descriptions = [
      "form": "of the score", "formula": "the law as it is", "coefficients": "coefficient by coefficient",
      "weight": "by AICc", "rmseBacktest": "of the rows with most resources, in the unit of the score",
    ]
  }

  struct Separation: RecordPart {
    let correlations: [Pair]
    let computeRatio: Ratio?

    struct Pair: RecordPart {
      let first, second: String
      let correlation: Double?

      static let descriptions = [
        "first": "name of the first", "second": "name of the second", "correlation": "of their logs",
      ]
    }

    struct Ratio: RecordPart {
      let median, largestFactor: Double?

      static let descriptions = ["median": "of the rows", "largestFactor": "away from the median"]
    }

    static let descriptions = [
      "correlations": "pair by pair", "computeRatio": "compute over 6 times parameters times tokens",
    ]
  }
}

extension CapabilityForm: JSONWord {}
extension CapabilityVerdict: JSONWord {}
