import ScalingLaws

/// Value and capability as a file: schema `scaling.value/1`.
public struct ValueRecord: Record {
  public static let schema = "scaling.value/1"
  public static let title = "Value and capability"
  public static let summary = "How value grows with capability, written by scaling value."

  let data: Data
  let options: Options
  let groups: [Group]
  let warnings: [WarningPart]

  public static let descriptions = ["groups": "group by group"]

  public init(_ analysis: ValueAnalysis) {
    data = Data(analysis)
    options = Options(level: analysis.level, margin: analysis.margin)
    groups = analysis.groups.map(Group.init)
    warnings = analysis.warnings.map(WarningPart.init)
  }

  struct Data: RecordPart {
    let source, sha256: String
    let rows: Int
    let derived: [String]
    let `where`: String?
    let filters: [FilterPart]
    let columns: Columns

    struct Columns: RecordPart {
      let date, value, capability: String
      let group: String?

      static let descriptions = [
        "date": "column or formula of the date", "value": "formula", "capability": "formula",
        "group": "column of groups; null for none",
      ]
    }

    init(_ analysis: ValueAnalysis) {
      source = analysis.source
      sha256 = analysis.sha256
      rows = analysis.rows
      derived = analysis.derivations
      `where` = analysis.filters.joined
      filters = analysis.filters.map(FilterPart.init)
      columns = Columns(
        date: analysis.columns.date, value: analysis.columns.value.description,
        capability: analysis.columns.capability.description, group: analysis.column)
    }

    static let descriptions: [String: String] = [:]
  }

  struct Options: RecordPart {
    let level, margin: Double

    static let descriptions = ["margin": "factor within which two slopes count as the same"]
  }

  struct Group: RecordPart {
    let group: String?
    let rowsUsed, rowsLeftOut: Int
    let firstDate, lastDate: String?
    let capabilityLow, capabilityHigh: Double?
    let verdict: ValueVerdict
    let rSquared: Double?
    let logValuePerUnit: EstimatePart
    let interval: String
    let curvature: Curvature?
    let confounding: Confounding
    let forms: [Form]
    let backtest: Backtest

    struct Backtest: RecordPart {
      let origins, lastThird: Int

      static let descriptions = [
        "origins": "dates from which it was predicted", "lastThird": "rows predicted at once",
      ]
    }

    init(_ group: ValueGroup) {
      let points = group.series.points
      self.group = group.name
      rowsUsed = points.count
      rowsLeftOut = group.series.rowsLeftOut
      firstDate = points.first?.date.dateText
      lastDate = points.last?.date.dateText
      capabilityLow = group.series.range.lowerBound
      capabilityHigh = group.series.range.upperBound
      verdict = group.verdict
      rSquared = group.rSquared
      logValuePerUnit = EstimatePart(group.slope)
      interval = "hac:\(group.lag)"
      curvature = group.curvature.map(Curvature.init)
      confounding = Confounding(group.confounding)
      forms = group.comparisons.map(Form.init)
      backtest = Backtest(origins: group.backtested.origins, lastThird: group.backtested.lastThird)
    }

    static let descriptions = [
      "group": "null without groups", "capabilityLow": "least capability in the rows",
      "capabilityHigh": "greatest capability in the rows", "verdict": "what the rows decide",
      "rSquared": "of log value on capability", "logValuePerUnit": "natural log per unit of capability",
      "interval": "hac: with the lag, in rows", "curvature": "of log value", "confounding": "with time",
      "forms": "forms beside one another", "backtest": "how many rows were predicted",
    ]
  }

  struct Curvature: RecordPart {
    let q: EstimatePart
    let profile: Profile
    let slopeAtLow, slopeAtHigh: EstimatePart
    let varianceInflation: Double
    let pEquivalence: Double?

    struct Profile: RecordPart {
      let estimate, confLow, confHigh: Double?

      static let descriptions: [String: String] = [:]
    }

    init(_ curvature: ValueCurvature) {
      q = EstimatePart(curvature.curvature)
      profile = Profile(
        estimate: curvature.profile.estimate, confLow: curvature.profile.low, confHigh: curvature.profile.high)
      slopeAtLow = EstimatePart(curvature.slopes[0])
      slopeAtHigh = EstimatePart(curvature.slopes[1])
      varianceInflation = curvature.inflation
      pEquivalence = curvature.equivalencePValue
    }

    static let descriptions = [
      "q": "natural log per unit squared", "profile": "by likelihood, for independent rows",
      "slopeAtLow": "at the least capability", "slopeAtHigh": "at the greatest",
      "varianceInflation": "by autocorrelation",
      "pEquivalence": "of slopes further apart than the margin",
    ]
  }

  struct Confounding: RecordPart {
    let correlationCapabilityDate, dateRSquared: Double?
    let logValuePerUnitGivenDate, logValuePerYearGivenCapability, qGivenDate: EstimatePart

    init(_ beside: ValueConfounding) {
      correlationCapabilityDate = beside.correlation
      dateRSquared = beside.dateRSquared
      logValuePerUnitGivenDate = EstimatePart(beside.slopeGivenDate)
      logValuePerYearGivenCapability = EstimatePart(beside.ratePerYearGivenCapability)
      qGivenDate = EstimatePart(beside.curvatureGivenDate)
    }

    static let descriptions = [
      "correlationCapabilityDate": "between -1 and 1", "dateRSquared": "of log value on date",
      "logValuePerUnitGivenDate": "natural log per unit of capability, with the date beside it",
      "logValuePerYearGivenCapability": "natural log a year, with capability beside it",
      "qGivenDate": "natural log per unit squared, with the date beside it",
    ]
  }

  struct Form: RecordPart {
    let form: ValueForm
    let formula: String
    let parameters: Int
    let shape: Double?
    let isExponential: Bool
    let rSquared, aicc, weight, rmseLogOneRowAhead, rmseLogLastThird: Double?

    init(_ form: ValueGroup.Comparison) {
      self.form = form.form
      formula = form.form.formula
      parameters = form.parameters
      shape = form.shape
      isExponential = form.isExponential
      rSquared = form.rSquared
      aicc = form.aicc
      weight = form.weight
      rmseLogOneRowAhead = form.oneStepError
      rmseLogLastThird = form.lastThirdError
    }

    static let descriptions = [
      "form": "name of the form", "formula": "the law as it is", "parameters": "counted",
      "shape": "k of the double exponential, limit of the hyperbola", "isExponential": "cannot be told from it",
      "weight": "by AICc", "rmseLogOneRowAhead": "root mean square error of log value, one row ahead",
      "rmseLogLastThird": "root mean square error of log value, last third predicted at once",
    ]
  }
}

extension ValueForm: JSONWord {}
extension ValueVerdict: JSONWord {}
