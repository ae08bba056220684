import ScalingLaws

/// Predictions as a file: schema `scaling.predict/1`.
public struct PredictionRecord: Record {
  public static let schema = "scaling.predict/1"
  public static let title = "Predictions"
  public static let summary = "What a fit says of new points, written by scaling predict."

  let fit: String
  let law: LawReference
  let options: Options
  let predictions: [Point]
  let quantities: [QuantityPart]
  let warnings: [WarningPart]

  public static let descriptions = [
    "fit": "path of the fit file, - for standard input", "predictions": "point by point",
    "quantities": "functions of the coefficients",
  ]

  public init(_ results: PredictionResults) {
    fit = results.source
    law = LawReference(results.fit)
    options = Options(
      scale: results.fit.scale, interval: results.fit.intervalMethod.description,
      fromDraws: results.fit.usesDraws, level: results.fit.level,
      noise: Options.Noise(sigma: results.fit.noise.sigma, formula: results.fit.noise.formula?.description))
    predictions = results.predictions.map { found in
      Point(
        at: Named(
          results.fit.predictors.map { (name: $0, value: .number(found.point[$0])) }
            + results.fit.textVariables.map { (name: $0, value: found.texts[$0].map(PointValue.text) ?? .number(nil)) }),
        estimate: found.prediction.value, stdErrorOnScale: found.prediction.standardError,
        meanLow: found.prediction.mean?.low, meanHigh: found.prediction.mean?.high,
        newRunLow: found.prediction.newRun?.low, newRunHigh: found.prediction.newRun?.high,
        extrapolation: found.prediction.extrapolation.map(ExtrapolationPart.init))
    }
    quantities = results.quantities.map(QuantityPart.init)
    warnings = results.warnings.map(WarningPart.init)
  }

  struct Options: RecordPart {
    let scale: ResidualScale
    let interval: String
    let fromDraws: Bool
    let level: Double
    let noise: Noise

    struct Noise: RecordPart {
      let sigma: Double?
      let formula: String?

      static let descriptions = [
        "sigma": "standard deviation of a row about the law, on the residual scale",
        "formula": "factor by which it differs from row to row",
      ]
    }

    static let descriptions = [
      "interval": "method of the intervals", "fromDraws": "intervals come from the refits kept in the file",
      "noise": "of a new run",
    ]
  }

  struct Point: RecordPart {
    let at: Named<PointValue>
    let estimate, stdErrorOnScale, meanLow, meanHigh, newRunLow, newRunHigh: Double?
    let extrapolation: [ExtrapolationPart]

    static let descriptions = [
      "at": "value of each variable, in the unit of its column; a text of a column that the law compares with text",
      "estimate": "in the unit of the response", "stdErrorOnScale": "of the mean, on the residual scale",
      "meanLow": "lower end for the mean", "meanHigh": "upper end for the mean", "newRunLow": "lower end for a new run",
      "newRunHigh": "upper end for a new run",
    ]
  }
}
