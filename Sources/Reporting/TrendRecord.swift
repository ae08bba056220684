import ScalingLaws

/// A series in time as a file: schema `scaling.trend/1`.
public struct TrendRecord {
  public static let schema = "scaling.trend/1"
  private let analysis: TrendAnalysis

  public init(_ analysis: TrendAnalysis) { self.analysis = analysis }

  public var json: JSONValue {
    let (series, questions) = (analysis.series, analysis.questions)
    return [
      "schema": .string(Self.schema), "version": .string(Version.current),
      "data": [
        "source": .string(series.source), "sha256": .string(series.sha256), "rows": .integer(series.rows),
        "rows_used": .integer(series.points.count), "rows_left_out": .integer(series.rowsLeftOut),
        "derived": .array(series.derivations.map(JSONValue.string)), "where": series.filters.whereJSON,
        "filters": .array(series.filters.map(\.json)),
        "columns": [
          "date": .string(series.columns.date), "value": .string(series.columns.value.description),
          "cumulative": JSONValue(series.columns.cumulative?.description),
        ],
        "first_date": .string(series.firstDate.dateText), "last_date": .string(series.lastDate.dateText),
      ],
      "options": [
        "interval": .string("hac:\(analysis.lag)"), "level": .number(questions.level),
        "margin": .number(questions.margin), "seed": JSONValue(questions.seed),
      ],
      "exponential": .object(
        analysis.exponential.members + [
          .init(key: "value_at_first_date", value: .number(analysis.start)),
          .init(key: "residual_autocorrelation", value: JSONValue(analysis.residualAutocorrelation)),
        ]),
      "segmented": segmented, "logistic": logistic, "random_walk": walk, "wright": wright,
      "comparison": .array(analysis.comparisons.map(json)), "backtests": .array(analysis.backtests.map(json)),
      "claims": .array(analysis.claims.map(json)), "projections": .array(analysis.projections.map(json)),
      "warnings": .array(analysis.warnings.map(\.json)),
    ]
  }

  private var segmented: JSONValue {
    guard let segmented = analysis.segmented else { return .null }
    return [
      "date": .string(segmented.date.dateText), "decimal_year": .number(segmented.date),
      "conf_low": JSONValue(segmented.interval.low), "conf_high": JSONValue(segmented.interval.high),
      "searched_from": .number(segmented.searched.lowerBound), "searched_to": .number(segmented.searched.upperBound),
      "f_statistic": .number(segmented.statistic), "p_value": .number(segmented.pValue),
      "noise_autocorrelation": .number(segmented.autocorrelation), "before": .object(segmented.before.members),
      "after": .object(segmented.after.members),
    ]
  }

  private var logistic: JSONValue {
    guard let logistic = analysis.logistic else { return .null }
    return [
      "kind": .string(logistic.isGrowth ? "ceiling" : "floor"), "limit": .object(logistic.limit.members),
      "rate_per_year": .object(logistic.rate.members), "middle_decimal_year": .object(logistic.middle.members),
    ]
  }

  private var walk: JSONValue {
    guard let walk = analysis.randomWalk else { return .null }
    return [
      "drift": .object(walk.drift.members), "volatility": .number(walk.volatility), "steps": .integer(walk.steps),
      "step_autocorrelation": JSONValue(walk.stepAutocorrelation),
    ]
  }

  private var wright: JSONValue {
    guard let wright = analysis.wright else { return .null }
    return [
      "exponent": .object(wright.exponent.members), "progress_ratio": .object(wright.progressRatio.members),
      "exponent_given_time": .object(wright.exponentGivenTime.members),
      "log_per_year_given_quantity": .object(wright.rateGivenQuantity.members),
      "log_quantity_on_time_r_squared": JSONValue(wright.timeRSquared), "r_squared": JSONValue(wright.rSquared),
    ]
  }

  private func json(_ form: TrendAnalysis.Comparison) -> JSONValue {
    [
      "form": .string(form.form.rawValue), "formula": .string(form.form.formula),
      "parameters": .integer(form.parameters),
      "sigma": JSONValue(form.sigma), "r_squared": JSONValue(form.rSquared), "aicc": JSONValue(form.aicc),
      "weight": JSONValue(form.weight),
    ]
  }

  private func json(_ test: TrendBacktest) -> JSONValue {
    [
      "horizon_years": JSONValue(test.horizon), "origins": .integer(test.origins),
      "possible_origins": .integer(test.possibleOrigins),
      "scores": .array(
        test.scores.map { score in
          [
            "form": .string(score.form.rawValue), "rmse_log": .number(score.errors.rootMeanSquare),
            "bias_log": .number(score.errors.bias), "mean_absolute_log": .number(score.errors.meanAbsolute),
            "coverage": JSONValue(score.coverage),
          ]
        }),
    ]
  }

  private func json(_ claim: TrendClaim) -> JSONValue {
    [
      "text": .string(claim.claim.text), "direction": .string(claim.direction.rawValue),
      "factor_per_year": .number(claim.claim.annualFactor),
      "years_per_factor_of_two": .number(claim.claim.halvingMonths / 12),
      "verdict": .string((claim.verdict?.answer ?? .notDecided).rawValue),
      "p_difference": JSONValue(claim.verdict?.differencePValue),
      "p_equivalence": JSONValue(claim.verdict?.equivalencePValue),
      "indistinguishable_low": JSONValue(claim.verdict?.indistinguishable.low),
      "indistinguishable_high": JSONValue(claim.verdict?.indistinguishable.high),
      "more_months_to_decide": JSONValue(claim.power?.moreMonths),
      "rows_factor_to_decide": JSONValue(claim.power?.modelsFactor),
    ]
  }

  private func json(_ projection: TrendProjection) -> JSONValue {
    let question: JSONValue
    switch projection.question {
    case .on(let date): question = ["on": .string(date.dateText)]
    case .until(let value): question = ["until": .number(value)]
    }
    return [
      "question": question,
      "answers": .array(
        projection.answers.map { answer in
          var isDate = false
          if case .until = projection.question { isDate = true }
          return [
            "form": .string(answer.form.rawValue), "estimate": JSONValue(answer.estimate),
            "date": isDate ? JSONValue(answer.estimate?.dateText) : .null,
            "conf_low": JSONValue(answer.interval?.low), "conf_high": JSONValue(answer.interval?.high),
          ]
        }),
    ]
  }
}

extension GrowthRate {
  /// The rate as every record has it: `null` for an end that is open.
  var members: [JSONValue.Member] {
    [
      .init(key: "log_per_year", value: .object(logPerYear.members)),
      .init(key: "factor_per_year", value: .object(factorPerYear.members)),
      .init(key: isGrowth ? "doubling_years" : "halving_years", value: .object(yearsPerFactorOfTwo.members)),
    ]
  }
}
