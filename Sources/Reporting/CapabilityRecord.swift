import ScalingLaws

/// Scores against the logs of resources as a file: schema `scaling.capability/1`.
public struct CapabilityRecord {
  public static let schema = "scaling.capability/1"
  private let analysis: CapabilityAnalysis

  public init(_ analysis: CapabilityAnalysis) { self.analysis = analysis }

  public var json: JSONValue {
    [
      "schema": .string(Self.schema), "version": .string(Version.current),
      "data": [
        "source": .string(analysis.source), "sha256": .string(analysis.sha256), "rows": .integer(analysis.rows),
        "derived": .array(analysis.derivations.map(JSONValue.string)), "where": analysis.filters.whereJSON,
        "filters": .array(analysis.filters.map(\.json)),
        "columns": [
          "scores": texts(analysis.columns.scores), "resources": texts(analysis.columns.resources),
          "date": JSONValue(analysis.columns.date), "group": JSONValue(analysis.columns.group),
        ],
      ],
      "options": ["level": .number(analysis.level), "margin": .number(analysis.margin)],
      "scores": .array(analysis.scores.map(json)), "separation": separation,
      "warnings": .array(analysis.warnings.map(\.json)),
    ]
  }

  private func texts(_ expressions: [Expression]) -> JSONValue {
    .array(expressions.map { .string($0.description) })
  }

  private func estimates(_ estimates: [Estimate]) -> JSONValue { .array(estimates.map { .object($0.members) }) }

  private func json(_ score: CapabilityAnalysis.Score) -> JSONValue {
    let slopes = score.slopes
    return [
      "score": .string(score.score.description), "rows_used": .integer(score.rows),
      "rows_left_out": .integer(score.rowsLeftOut), "score_low": JSONValue(score.range.lowerBound),
      "score_high": JSONValue(score.range.upperBound), "verdict": .string(score.verdict.rawValue),
      "interval": .string(analysis.columns.group == nil ? "hc3" : "cr3"), "groups": .integer(slopes.groups),
      "r_squared": JSONValue(slopes.rSquared), "sigma": JSONValue(slopes.sigma),
      "per_decade": estimates(slopes.perDecade), "p_equal_slopes": JSONValue(slopes.equalSlopesPValue),
      "within_groups": slopes.withinGroups.map(estimates) ?? .null, "with_date": slopes.beside.map(json) ?? .null,
      "straightness": score.straightness.map(json) ?? .null,
      "span": [
        "decades": JSONValue(score.straightness?.decades), "shown_straight": JSONValue(score.span?.shown),
        "not_contradicted": JSONValue(score.span?.notContradicted),
      ],
      "break": score.bend.map(json) ?? .null, "forms": .array((score.forms?.entries ?? []).map(json)),
      "forms_not_determined": .array((score.forms?.undetermined ?? []).map { .string($0.rawValue) }),
    ]
  }

  private func json(_ date: ResourceSlopes.WithDate) -> JSONValue {
    [
      "per_decade": estimates(date.perDecade), "per_year": .object(date.perYear.members),
      "r_squared": JSONValue(date.rSquared), "date_r_squared": JSONValue(date.dateRSquared),
      "correlations": .array(date.correlations.map { JSONValue($0) }),
    ]
  }

  private func json(_ found: Straightness) -> JSONValue {
    [
      "weights": .array(found.weights.map(JSONValue.number)), "curvature": .object(found.curvature.members),
      "slope_at_low": .object(found.slopes[0].members), "slope_at_high": .object(found.slopes[1].members),
      "slope_ratio": found.slopeRatio.map { .object($0.members) } ?? .null,
      "p_equivalence": JSONValue(found.equivalencePValue), "rows_factor_to_decide": JSONValue(found.rowsFactor),
    ]
  }

  private func json(_ bend: TrendBreak) -> JSONValue {
    [
      "slope_before": JSONValue(bend.slopes[0]), "slope_after": JSONValue(bend.slopes[1]),
      "statistic": JSONValue(bend.statistic), "p_value": JSONValue(bend.pValue),
    ]
  }

  private func json(_ entry: FormComparison.Entry) -> JSONValue {
    [
      "form": .string(entry.form.rawValue), "formula": .string(entry.fit.law.formula.description),
      "coefficients": .array(
        entry.fit.coefficients.map { ["name": .string($0.name), "estimate": JSONValue($0.estimate.value)] }),
      "r_squared": JSONValue(entry.fit.statistics.rSquared), "aicc": JSONValue(entry.aicc),
      "weight": JSONValue(entry.weight), "rmse_backtest": JSONValue(entry.backtestError),
    ]
  }

  private var separation: JSONValue {
    [
      "correlations": .array(
        analysis.separation.pairs.map {
          [
            "first": .string($0.first), "second": .string($0.second), "correlation": JSONValue($0.correlation),
          ]
        }),
      "compute_ratio": analysis.separation.computeRatio.map {
        ["median": JSONValue($0.median), "largest_factor": JSONValue($0.largestFactor)]
      } ?? .null,
    ]
  }
}
