import ScalingLaws

/// Predictions as a file: schema `scaling.predict/1`.
public struct PredictionRecord {
  public static let schema = "scaling.predict/1"
  private let results: PredictionResults

  public init(_ results: PredictionResults) { self.results = results }

  public var json: JSONValue {
    let fit = results.fit
    return [
      "schema": .string(Self.schema), "version": .string(Version.current), "fit": .string(results.source),
      "law": ["id": JSONValue(fit.law), "formula": .string(fit.formula.description)],
      "options": [
        "scale": .string(fit.scale.rawValue), "interval": .string(fit.intervalMethod.description),
        "from_draws": .bool(fit.usesDraws), "level": .number(fit.level),
        "noise": ["sigma": JSONValue(fit.noise.sigma), "formula": JSONValue(fit.noise.formula?.description)],
      ],
      "predictions": .array(results.predictions.map(json)),
      "quantities": .array(results.quantities.map(\.json)), "warnings": .array(results.warnings.map(\.json)),
    ]
  }

  private func json(_ point: PredictionResults.Point) -> JSONValue {
    let prediction = point.prediction
    return [
      "at": .object(
        results.fit.predictors.map { .init(key: $0, value: JSONValue(point.point[$0])) }
          + results.fit.textVariables.map { .init(key: $0, value: JSONValue(point.texts[$0])) }),
      "estimate": JSONValue(prediction.value), "std_error_on_scale": JSONValue(prediction.standardError),
      "mean_low": JSONValue(prediction.mean?.low), "mean_high": JSONValue(prediction.mean?.high),
      "new_run_low": JSONValue(prediction.newRun?.low), "new_run_high": JSONValue(prediction.newRun?.high),
      "extrapolation": .array(prediction.extrapolation.map(\.json)),
    ]
  }
}
