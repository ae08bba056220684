import ScalingLaws

/// Two laws in a row as a file: schema `scaling.two-step/1`, which holds a record `scaling.fit/1` for each step.
public struct TwoStepRecord {
  public static let schema = "scaling.two-step/1"
  private let fit: TwoStepFit
  private let predictions: [TwoStepPrediction]

  public init(_ fit: TwoStepFit, predictions: [TwoStepPrediction]) {
    self.fit = fit
    self.predictions = predictions
  }

  public var json: JSONValue {
    [
      "schema": .string(Self.schema), "version": .string(Version.current), "link": .string(fit.link),
      "formula": .string(fit.formula.description), "first": FitRecord(fit.first).json,
      "second": FitRecord(fit.second).json, "predictions": .array(predictions.map(record)),
    ]
  }

  /// `std_error` is on the residual scale of the second law; the ends of the intervals are in the unit of its response.
  private func record(_ prediction: TwoStepPrediction) -> JSONValue {
    [
      "at": .object(fit.variables.map { .init(key: $0, value: JSONValue(prediction.point[$0])) }),
      "intermediate": [
        "name": .string(fit.link), "estimate": JSONValue(prediction.intermediate.value),
        "std_error": JSONValue(prediction.intermediate.standardError),
        "conf_low": JSONValue(prediction.intermediate.mean?.low),
        "conf_high": JSONValue(prediction.intermediate.mean?.high),
      ],
      "estimate": JSONValue(prediction.value), "std_error": JSONValue(prediction.standardError),
      "conf_low": JSONValue(prediction.mean?.low), "conf_high": JSONValue(prediction.mean?.high),
      "given_first": [
        "conf_low": JSONValue(prediction.meanGivenFirst?.low), "conf_high": JSONValue(prediction.meanGivenFirst?.high),
      ],
      "new_run": ["low": JSONValue(prediction.newRun?.low), "high": JSONValue(prediction.newRun?.high)],
      "first_share": JSONValue(prediction.firstShare),
    ]
  }
}
