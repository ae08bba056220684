import ScalingLaws

/// Time horizons and their trend as a file: schema `scaling.horizon/1`.
public struct HorizonRecord: Record {
  public static let schema = "scaling.horizon/1"
  public static let title = "Time horizons"
  public static let summary = "How long tasks are that models complete, and how that grows, written by scaling horizon."

  let data: Data
  let options: Options
  let models: [Model]
  let trend: Trend?
  let warnings: [WarningPart]

  public static let descriptions = [
    "models": "model by model, by date of release", "trend": "of horizons over dates of release; null for none",
  ]

  public init(_ analysis: HorizonAnalysis) {
    let questions = analysis.questions
    data = Data(
      source: analysis.source, sha256: analysis.sha256, rows: analysis.rows,
      rowsLeftOut: analysis.rowsLeftOut, derived: analysis.derivations, where: analysis.filters.joined,
      filters: analysis.filters.map(FilterPart.init), columns: Data.Columns(analysis.columns),
      families: analysis.families, tasks: analysis.tasks)
    options = Options(
      level: questions.level, replicates: analysis.tasks == nil ? nil : questions.replicates, seed: questions.seed,
      chances: questions.chances, regularisation: .none, extrapolated: questions.takesExtrapolated)
    models = analysis.models.enumerated().map { index, model in
      Model(
        model: model.name, releaseDate: model.date?.dateText,
        horizons: zip(questions.chances, model.horizons).map { Horizon(chance: $0, minutes: EstimatePart($1)) },
        intercept: model.curve?.intercept, slope: model.curve?.slope, absence: model.absence,
        inTrend: analysis.trend?.models.contains(index) ?? false, isExtrapolated: model.isExtrapolated,
        tasks: model.record?.tasks, runs: model.record?.runs, averageSuccess: model.record?.averageSuccess,
        shortestMinutes: model.record?.minutes.lowerBound, longestMinutes: model.record?.minutes.upperBound,
        longerTasks: model.record?.longerTasks, undefinedShare: model.undefinedShare)
    }
    trend = analysis.trend.map { trend in
      Trend(
        chance: trend.chance, models: trend.models.count, doublingDays: EstimatePart(trend.doublingDays),
        growth: Flat(TrendRecord.Growth(trend.growth)),
        ifIndependent: TrendRecord.Growth(trend.independent), itemsOnly: TrendRecord.Growth(trend.itemsOnly),
        scatterDoublings: trend.scatter, itemShare: trend.itemShare, deviations: trend.deviations?.rawValue,
        shapes: trend.shapes.map {
          Shape(
            form: $0.form, formula: $0.form.formula, rSquared: $0.rSquared, aicc: $0.aicc, weight: $0.weight,
            shareAhead: $0.shareAhead, toldApart: trend.isToldApart($0))
        })
    }
    warnings = analysis.warnings.map(WarningPart.init)
  }

  struct Data: RecordPart {
    let source, sha256: String
    let rows, rowsLeftOut: Int
    let derived: [String]
    let `where`: String?
    let filters: [FilterPart]
    let columns: Columns
    let families, tasks: Int?
    var reading: [ReadingPart]?

    static let descriptions = [
      "families": "of tasks; null for a table of horizons", "tasks": "with runs; null for a table of horizons",
    ]

    struct Columns: RecordPart {
      let model: String
      let date, task, family, minutes, successes, runs, success, weight, horizon, low, high: String?

      init(_ columns: HorizonColumns) {
        (model, date) = (columns.model, columns.date)
        switch columns.content {
        case .runs(let task, let family, let minutes, let outcome, let weight):
          (self.task, self.family, self.minutes, self.weight) = (task, family, minutes, weight)
          (horizon, low, high) = (nil, nil, nil)
          switch outcome {
          case .counts(let successes, let runs): (self.successes, self.runs, success) = (successes, runs, nil)
          case .one(let success): (successes, runs, self.success) = (nil, nil, success)
          }
        case .horizons(let horizon, let low, let high):
          (self.horizon, self.low, self.high) = (horizon, low, high)
          (task, family, minutes, weight, successes, runs, success) = (nil, nil, nil, nil, nil, nil, nil)
        }
      }

      static let descriptions = [
        "model": "column of models", "date": "column of dates of release", "task": "column of tasks",
        "family": "column of families of tasks", "minutes": "column of human time",
        "successes": "column of how many runs succeeded", "runs": "column of how many there were",
        "success": "column of 0 and 1, where a row is one run", "weight": "column of the weight of one run",
        "horizon": "column of horizons, where the table has them", "low": "column of their lower ends",
        "high": "column of their upper ends",
      ]
    }
  }

  struct Options: RecordPart {
    let level: Double
    let replicates: Int?
    let seed: UInt64
    let chances: [Double]
    let regularisation: Regularisation
    let extrapolated: Bool

    enum Regularisation: String, JSONWord { case none }

    static let descriptions = [
      "replicates": "resamples of families, tasks and runs; null for a table of horizons",
      "chances": "chances of success; the trend is of the first", "regularisation": "of the logistic regressions",
      "extrapolated": "whether horizons outside the lengths of the tasks count in the trend",
    ]
  }

  struct Horizon: RecordPart {
    let chance: Double
    let minutes: EstimatePart

    static let descriptions = ["chance": "of success", "minutes": "of human time"]
  }

  struct Model: RecordPart {
    let model: String
    let releaseDate: String?
    let horizons: [Horizon]
    let intercept, slope: Double?
    let absence: SuccessCurve.Absence?
    let inTrend, isExtrapolated: Bool
    let tasks, runs: Int?
    let averageSuccess, shortestMinutes, longestMinutes: Double?
    let longerTasks: Int?
    let undefinedShare: Double

    static let descriptions = [
      "model": "its name", "releaseDate": "YYYY-MM-DD; null where it is not known",
      "horizons": "chance by chance", "intercept": "log odds of success at one minute",
      "slope": "of the log odds per doubling of the human time",
      "absence": "why there is no horizon; null where there is one",
      "inTrend": "whether it counts in the trend",
      "isExtrapolated": "whether the horizon lies outside the lengths of its tasks",
      "tasks": "with runs", "runs": "how many", "averageSuccess": "weighted share of runs that succeed",
      "shortestMinutes": "of its tasks", "longestMinutes": "of its tasks",
      "longerTasks": "tasks longer than the horizon", "undefinedShare": "share of resamples without a horizon",
    ]
  }

  struct Trend: RecordPart {
    let chance: Double
    let models: Int
    let doublingDays: EstimatePart
    let growth: Flat<TrendRecord.Growth>
    let ifIndependent, itemsOnly: TrendRecord.Growth
    let scatterDoublings, itemShare: Double?
    let deviations: String?
    let shapes: [Shape]

    static let descriptions = [
      "chance": "of success", "models": "how many", "doublingDays": "days of 24 hours",
      "ifIndependent": "the rate, if models deviate independently",
      "itemsOnly": "the rate, if nothing but the choice of items were uncertain",
      "scatterDoublings": "standard deviation about the trend, in doublings",
      "itemShare": "of the variance about the trend, what the choice of items explains",
      "deviations": "what the models can tell of them", "shapes": "forms of the trend beside one another",
    ]
  }

  struct Shape: RecordPart {
    let form: HorizonForm
    let formula: String
    let rSquared, aicc, weight, shareAhead: Double?
    let toldApart: Bool

    static let descriptions = [
      "form": "its name", "formula": "with h the horizon and t years", "weight": "Akaike's",
      "shareAhead": "of the resamples, in which AICc is less than the exponential's",
      "toldApart": "whether it is told apart from the exponential, and ahead",
    ]
  }
}

extension HorizonForm: JSONWord {}
extension SuccessCurve.Absence: JSONWord {}
