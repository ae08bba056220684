import ScalingLaws

/// Two laws in a row as a file: schema `scaling.two-step/1`, which holds a record `scaling.fit/1` for each step.
public struct TwoStepRecord: Record {
  public static let schema = "scaling.two-step/1"
  public static let title = "Two laws in a row"
  public static let summary = "Compute to loss and loss to score, say, written by scaling fit --then."

  let link, formula: String
  let first, second: RecordDocument<FitRecord>
  let predictions: [Prediction]

  public static let descriptions = [
    "link": "response of the first law, which the second reads", "formula": "one law put into the other",
    "first": "the fit of the first law", "second": "the fit of the second law",
    "predictions": "at the points that were asked for",
  ]

  public init(_ fit: TwoStepFit, predictions: [TwoStepPrediction]) {
    link = fit.link
    formula = fit.formula.description
    first = RecordDocument(FitRecord(fit.first))
    second = RecordDocument(FitRecord(fit.second))
    self.predictions = predictions.map { prediction in
      Prediction(
        at: Named(fit.variables.map { (name: $0, value: prediction.point[$0]) }),
        intermediate: Prediction.Intermediate(
          name: fit.link, estimate: prediction.intermediate.value, stdError: prediction.intermediate.standardError,
          confLow: prediction.intermediate.mean?.low,
          confHigh: prediction.intermediate.mean?.high),
        estimate: prediction.value, stdError: prediction.standardError, confLow: prediction.mean?.low,
        confHigh: prediction.mean?.high,
        givenFirst: Prediction.Ends(confLow: prediction.meanGivenFirst?.low, confHigh: prediction.meanGivenFirst?.high),
        newRun: Prediction.Range(low: prediction.newRun?.low, high: prediction.newRun?.high),
        firstShare: prediction.firstShare)
    }
  }

  struct Prediction: RecordPart {
    let at: Named<Double?>
    let intermediate: Intermediate
    let estimate, stdError, confLow, confHigh: Double?
    let givenFirst: Ends
    let newRun: Range
    let firstShare: Double?

    struct Intermediate: RecordPart {
      let name: String
      let estimate, stdError, confLow, confHigh: Double?

      static let descriptions = ["name": "the link"]
    }

    struct Ends: RecordPart {
      let confLow, confHigh: Double?
    }

    struct Range: RecordPart {
      let low, high: Double?

      static let descriptions = [
        "low": "lower end, in the unit of the second response", "high": "upper end, in the unit of the second response",
      ]
    }

    static let descriptions = [
      "at": "value of each variable, in the unit of its column", "intermediate": "what the first law says, in its unit",
      "estimate": "in the unit of the second response", "stdError": "on the residual scale of the second law",
      "confLow": "lower end for the mean, with the doubts of both laws",
      "confHigh": "upper end for the mean, with the doubts of both laws",
      "givenFirst": "were the first law known exactly", "newRun": "where a new run would fall",
      "firstShare": "of the variance of the mean that comes from the first law",
    ]
  }
}
