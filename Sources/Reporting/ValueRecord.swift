import ScalingLaws

/// Value and capability as a file: schema `scaling.value/1`.
public struct ValueRecord {
  public static let schema = "scaling.value/1"
  private let analysis: ValueAnalysis

  public init(_ analysis: ValueAnalysis) { self.analysis = analysis }

  public var json: JSONValue {
    [
      "schema": .string(Self.schema), "version": .string(Version.current),
      "data": [
        "source": .string(analysis.source), "sha256": .string(analysis.sha256), "rows": .integer(analysis.rows),
        "derived": .array(analysis.derivations.map(JSONValue.string)), "where": analysis.filters.whereJSON,
        "filters": .array(analysis.filters.map(\.json)),
        "columns": [
          "date": .string(analysis.columns.date), "value": .string(analysis.columns.value.description),
          "capability": .string(analysis.columns.capability.description), "group": JSONValue(analysis.column),
        ],
      ],
      "options": ["level": .number(analysis.level), "margin": .number(analysis.margin)],
      "groups": .array(analysis.groups.map(json)), "warnings": .array(analysis.warnings.map(\.json)),
    ]
  }

  private func json(_ group: ValueGroup) -> JSONValue {
    let points = group.series.points
    return [
      "group": JSONValue(group.name), "rows_used": .integer(points.count),
      "rows_left_out": .integer(group.series.rowsLeftOut), "first_date": JSONValue(points.first?.date.dateText),
      "last_date": JSONValue(points.last?.date.dateText),
      "capability_low": JSONValue(group.series.range.lowerBound),
      "capability_high": JSONValue(group.series.range.upperBound),
      "verdict": .string(group.verdict.rawValue), "r_squared": JSONValue(group.rSquared),
      "log_value_per_unit": .object(group.slope.members), "interval": .string("hac:\(group.lag)"),
      "curvature": json(group.curvature), "confounding": json(group.confounding),
      "forms": .array(group.comparisons.map(json)),
      "backtest": ["origins": .integer(group.backtested.origins), "last_third": .integer(group.backtested.lastThird)],
    ]
  }

  private func json(_ curvature: ValueCurvature?) -> JSONValue {
    guard let curvature else { return .null }
    return [
      "q": .object(curvature.curvature.members),
      "profile": [
        "estimate": JSONValue(curvature.profile.estimate), "conf_low": JSONValue(curvature.profile.low),
        "conf_high": JSONValue(curvature.profile.high),
      ],
      "slope_at_low": .object(curvature.slopes[0].members), "slope_at_high": .object(curvature.slopes[1].members),
      "variance_inflation": .number(curvature.inflation), "p_equivalence": JSONValue(curvature.equivalencePValue),
    ]
  }

  private func json(_ beside: ValueConfounding) -> JSONValue {
    [
      "correlation_capability_date": JSONValue(beside.correlation), "date_r_squared": JSONValue(beside.dateRSquared),
      "log_value_per_unit_given_date": .object(beside.slopeGivenDate.members),
      "log_value_per_year_given_capability": .object(beside.ratePerYearGivenCapability.members),
      "q_given_date": .object(beside.curvatureGivenDate.members),
    ]
  }

  private func json(_ form: ValueGroup.Comparison) -> JSONValue {
    [
      "form": .string(form.form.rawValue), "formula": .string(form.form.formula),
      "parameters": .integer(form.parameters),
      "shape": JSONValue(form.shape), "is_exponential": .bool(form.isExponential),
      "r_squared": JSONValue(form.rSquared),
      "aicc": JSONValue(form.aicc), "weight": JSONValue(form.weight),
      "rmse_log_one_row_ahead": JSONValue(form.oneStepError),
      "rmse_log_last_third": JSONValue(form.lastThirdError),
    ]
  }
}
