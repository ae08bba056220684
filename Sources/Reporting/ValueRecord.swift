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
    data = Data(
      source: analysis.source, sha256: analysis.sha256, rows: analysis.rows, derived: analysis.derivations,
      where: analysis.filters.joined, filters: analysis.filters.map(FilterPart.init),
      columns: Data.Columns(
        date: analysis.columns.date, value: analysis.columns.value.description,
        capability: analysis.columns.capability.description, group: analysis.column))
    options = Options(level: analysis.level, margin: analysis.margin)
    groups = analysis.groups.map {
      Group(
        group: $0.name, rowsUsed: $0.series.points.count, rowsLeftOut: $0.series.rowsLeftOut,
        firstDate: $0.series.points.first?.date.dateText, lastDate: $0.series.points.last?.date.dateText,
        capabilityLow: $0.series.range.lowerBound, capabilityHigh: $0.series.range.upperBound,
        verdict: $0.verdict, rSquared: $0.rSquared, logValuePerUnit: EstimatePart($0.slope),
        interval: "series",
        curvature: $0.curvature.map {
          Curvature(
            q: EstimatePart($0.curvature),
            profile: Curvature.Profile(
              estimate: $0.profile.estimate, confLow: $0.profile.low, confHigh: $0.profile.high),
            slopeAtLow: EstimatePart($0.slopes[0]), slopeAtHigh: EstimatePart($0.slopes[1]),
            holdsDate: $0.holdsDate, pEquivalence: $0.equivalencePValue)
        },
        confounding: Confounding(
          correlationCapabilityDate: $0.confounding.correlation, dateRSquared: $0.confounding.dateRSquared,
          logValuePerUnitGivenDate: EstimatePart($0.confounding.slopeGivenDate),
          logValuePerYearGivenCapability: EstimatePart($0.confounding.ratePerYearGivenCapability),
          qWithoutDate: EstimatePart($0.confounding.curvatureWithoutDate)),
        forms: $0.comparisons.map {
          Form(
            form: $0.form, formula: $0.form.formula, parameters: $0.parameters, shape: $0.shape,
            isExponential: $0.isExponential, rSquared: $0.rSquared, aicc: $0.aicc, weight: $0.weight,
            rmseLogOneRowAhead: $0.oneStepError, rmseLogLastThird: $0.lastThirdError)
        },
        backtest: Group.Backtest(origins: $0.backtested.origins, lastThird: $0.backtested.lastThird))
    }
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
      let date, value, capability: String
      let group: String?

      static let descriptions = [
        "date": "column or formula of the date", "value": "formula", "capability": "formula",
        "group": "column of groups; null for none",
      ]
    }
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

      static let descriptions = ["origins": "dates from which it was predicted", "lastThird": "rows predicted at once"]
    }

    static let descriptions = [
      "group": "null without groups", "capabilityLow": "least capability in the rows",
      "capabilityHigh": "greatest capability in the rows", "verdict": "what the rows decide",
      "rSquared": "of log value on capability", "logValuePerUnit": "natural log per unit of capability",
      "interval": "how intervals are made", "curvature": "of log value", "confounding": "with time",
      "forms": "forms beside one another", "backtest": "how many rows were predicted",
    ]
  }

  struct Curvature: RecordPart {
    let q: EstimatePart
    let profile: Profile
    let slopeAtLow, slopeAtHigh: EstimatePart
    let holdsDate: Bool
    let pEquivalence: Double?

    struct Profile: RecordPart {
      let estimate, confLow, confHigh: Double?
    }

    static let descriptions = [
      "q": "natural log per unit squared", "profile": "by likelihood, for independent rows",
      "slopeAtLow": "at the least capability", "slopeAtHigh": "at the greatest",
      "holdsDate": "whether the date stands beside capability",
      "pEquivalence": "of slopes further apart than the margin",
    ]
  }

  struct Confounding: RecordPart {
    let correlationCapabilityDate, dateRSquared: Double?
    let logValuePerUnitGivenDate, logValuePerYearGivenCapability, qWithoutDate: EstimatePart

    static let descriptions = [
      "correlationCapabilityDate": "between -1 and 1", "dateRSquared": "of log value on date",
      "logValuePerUnitGivenDate": "natural log per unit of capability, with the date beside it",
      "logValuePerYearGivenCapability": "natural log a year, with capability beside it",
      "qWithoutDate": "natural log per unit squared, without the date beside it",
    ]
  }

  struct Form: RecordPart {
    let form: ValueForm
    let formula: String
    let parameters: Int
    let shape: Double?
    let isExponential: Bool
    let rSquared, aicc, weight, rmseLogOneRowAhead, rmseLogLastThird: Double?

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
