import ScalingLaws

/// A comparison of laws as a file: schema `scaling.compare/1`.
public struct ComparisonRecord {
  public static let schema = "scaling.compare/1"
  private let results: ComparisonResults
  private var comparison: Comparison { results.comparison }

  public init(_ results: ComparisonResults) { self.results = results }

  public var json: JSONValue {
    [
      "schema": .string(Self.schema), "version": .string(Version.current), "data": data, "options": options,
      "laws_tried": .integer(comparison.count), "laws": .array(comparison.entries.map(json)),
      "cuts": .array(
        comparison.cuts.map {
          [
            "formula": .string($0.expression.description), "value": .number($0.value),
            "training": .integer($0.training.count), "held_out": .integer($0.heldOut.count),
          ]
        }), "average": average,
      "nested": .array(
        comparison.nested.map {
          [
            "law": .string($0.small), "of": .string($0.large),
            "restrictions": .array($0.nesting.restrictions.map(JSONValue.string)),
            "f_statistic": JSONValue($0.test.statistic), "df_numerator": .integer($0.test.numeratorDegreesOfFreedom),
            "df_denominator": .integer($0.test.denominatorDegreesOfFreedom), "p_value": JSONValue($0.test.pValue),
          ]
        }),
      "predictions": .array(results.predictions.map { prediction($0.point, $0.mixture) }),
      "warnings": .array(results.warnings.map(\.json)),
    ]
  }

  private var data: JSONValue {
    [
      "source": .string(comparison.data.source), "sha256": .string(comparison.data.sha256),
      "rows": .integer(comparison.rows), "incomplete": .integer(comparison.incomplete),
      "response": .string(comparison.response),
    ]
  }

  private var options: JSONValue {
    let first = comparison.entries[0].fit.options
    return [
      "ranked_by": .string(comparison.measure.rawValue), "scale": .string(comparison.scale.rawValue),
      "level": .number(comparison.level), "folds": .integer(comparison.folds),
      "leaves_one_out": .bool(comparison.leavesOneOut), "cluster": comparison.clusters.clusterJSON,
      "weights": JSONValue(first.weights?.description), "noise": JSONValue(first.noise?.description),
      "seed": JSONValue(first.seed),
    ]
  }

  private func json(_ entry: Comparison.Entry) -> JSONValue {
    let fit = entry.fit
    let record = FitRecord(fit)
    return [
      "name": .string(entry.candidate.name), "law": record.law, "norm": .string(fit.options.norm.description),
      "scale": .string(fit.scale.rawValue), "subset": JSONValue(entry.candidate.training?.description),
      "fixed": .object(
        fit.options.fixed.sorted { $0.key < $1.key }.map { .init(key: $0.key, value: JSONValue($0.value)) }),
      "rows_used": .integer(fit.data.rowsUsed), "certified": .bool(fit.convergence.isCertified),
      "coefficients": .object(
        fit.coefficients.map { .init(key: $0.name, value: JSONValue($0.estimate.value)) }),
      "rss": JSONValue(fit.statistics.residualSumOfSquares),
      "log_likelihood": JSONValue(entry.criteria?.logLikelihood), "aic": JSONValue(entry.criteria?.aic),
      "aicc": JSONValue(entry.criteria?.aicc), "bic": JSONValue(entry.criteria?.bic),
      "converted": .bool(entry.criteria?.isConverted ?? false),
      "cross_validation": scores(entry.crossValidation, entry.crossValidationDifference, nil),
      "backtest": scores(entry.backtest, entry.backtestDifference, entry.backtestErrorDifference),
      "backtests": .array(
        entry.backtests.map { scores($0.scores, nil, nil, isCertified: $0.fit.convergence.isCertified) }),
      "akaike_weight": JSONValue(entry.akaikeWeight), "stacking_weight": JSONValue(entry.stackingWeight),
      "weight": JSONValue(entry.weight),
    ]
  }

  private func scores(
    _ scores: PointScores?, _ difference: PairedDifference?, _ squared: PairedDifference?, isCertified: Bool? = nil
  ) -> JSONValue {
    guard let scores, scores.count > 0 else { return .null }
    var members: [JSONValue.Member] = [
      .init(key: "n", value: .integer(scores.count)), .init(key: "rmse", value: JSONValue(scores.rootMeanSquare)),
      .init(key: "bias", value: JSONValue(scores.bias)), .init(key: "log_score", value: JSONValue(scores.logScore)),
      .init(key: "covered", value: .integer(scores.covered)), .init(key: "coverage", value: JSONValue(scores.coverage)),
    ]
    if let isCertified { members.append(.init(key: "certified", value: .bool(isCertified))) }
    if let difference {
      members += [
        .init(key: "log_score_difference", value: JSONValue(difference.estimate)),
        .init(key: "log_score_difference_se", value: JSONValue(difference.standardError)),
      ]
    }
    if let squared {
      members += [
        .init(key: "mean_squared_error_difference", value: JSONValue(squared.estimate)),
        .init(key: "mean_squared_error_difference_se", value: JSONValue(squared.standardError)),
      ]
    }
    return .object(members)
  }

  private var average: JSONValue {
    guard let average = comparison.average else { return .null }
    return [
      "backtest": scores(average.backtest, nil, nil),
      "backtests": .array(
        zip(average.scores, average.weights).map { found, weights in
          guard case .object(let members) = scores(found, nil, nil) else { return .null }
          return .object(members + [.init(key: "weights", value: .array(weights.map { JSONValue($0) }))])
        }),
    ]
  }

  private func prediction(_ point: [String: Double], _ mixture: MixturePrediction) -> JSONValue {
    let members = { (value: Double, mean: Interval?, newRun: Interval?) -> [JSONValue.Member] in
      [
        .init(key: "estimate", value: JSONValue(value)), .init(key: "mean_low", value: JSONValue(mean?.low)),
        .init(key: "mean_high", value: JSONValue(mean?.high)), .init(key: "new_run_low", value: JSONValue(newRun?.low)),
        .init(key: "new_run_high", value: JSONValue(newRun?.high)),
      ]
    }
    return .object(
      [
        .init(
          key: "at",
          value: .object(point.sorted { $0.key < $1.key }.map { .init(key: $0.key, value: JSONValue($0.value)) }))
      ] + members(mixture.value, mixture.mean, mixture.newRun) + [
        .init(key: "sd_within_laws", value: JSONValue(mixture.within)),
        .init(key: "sd_between_laws", value: JSONValue(mixture.between)),
        .init(
          key: "reach",
          value: mixture.reach.map {
            [
              "distance": JSONValue($0.distance), "tested": JSONValue($0.tested),
              "unit": .string($0.isDecades ? "decades" : "ranges"), "evidence": JSONValue($0.evidence),
            ]
          } ?? .null),
        .init(
          key: "laws",
          value: .array(
            mixture.parts.map {
              .object(
                [
                  .init(key: "name", value: .string($0.name)), .init(key: "weight", value: JSONValue($0.weight)),
                ] + members($0.prediction.value, $0.prediction.mean, $0.prediction.newRun))
            })),
      ])
  }
}
