import ScalingLaws

/// A study of coverage as a file: schema `scaling.calibration/1`.
public struct CalibrationRecord {
  public static let schema = "scaling.calibration/1"
  private let study: Calibration
  private let fit: Fit

  /// - Parameter fit: the fit that was taken for the truth.
  public init(_ study: Calibration, _ fit: Fit) {
    self.study = study
    self.fit = fit
  }

  public var json: JSONValue {
    let record = FitRecord(fit)
    return [
      "schema": .string(Self.schema), "version": .string(Version.current), "law": record.law, "data": record.data,
      "options": [
        "scale": .string(fit.scale.rawValue), "norm": .string(fit.options.norm.description),
        "level": .number(study.level), "replicates": .integer(fit.options.replicates),
        "seed": JSONValue(fit.options.seed), "weights": JSONValue(fit.options.weights?.description),
        "cluster": fit.options.clusters.clusterJSON, "noise": .string(study.noise), "tables": .integer(study.tables),
      ],
      "uncertified": .integer(study.uncertified),
      "results": .array(
        study.results.map { result in
          [
            "target": .string(result.target), "truth": JSONValue(result.truth),
            "method": .string(result.method.description), "coverage": .number(result.coverage),
            "monte_carlo_error": .number(result.monteCarloError), "covered": .integer(result.covered),
            "below": .integer(result.below), "above": .integer(result.above), "open": .integer(result.open),
            "undefined": .integer(result.undefined), "median_width": JSONValue(result.medianWidth),
          ]
        }),
    ]
  }
}
