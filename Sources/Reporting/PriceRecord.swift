import ScalingLaws

/// Prices at fixed quality as a file: schema `scaling.price/1`.
public struct PriceRecord {
  public static let schema = "scaling.price/1"
  private let analysis: PriceAnalysis

  public init(_ analysis: PriceAnalysis) { self.analysis = analysis }

  public var json: JSONValue {
    let prices = analysis.prices
    return [
      "schema": .string(Self.schema), "version": .string(Version.current),
      "data": [
        "source": .string(prices.source), "sha256": .string(prices.sha256), "rows": .integer(prices.rows),
        "rows_used": .integer(prices.entries.count - (analysis.trends.isEmpty ? 0 : prices.entriesWithoutScore)),
        "where": prices.filters.whereJSON,
        "filters": .array(prices.filters.map(\.json)), "rows_without_price": .integer(prices.rowsWithoutPrice),
        "rows_without_score": .integer(prices.entriesWithoutScore),
        "columns": [
          "date": .string(prices.columns.date), "price": .string(prices.columns.price.description),
          "score": JSONValue(prices.columns.score), "model": JSONValue(prices.columns.model),
        ],
      ],
      "options": [
        "definition": "threshold-frontier", "interval": "naive-ols", "level": .number(analysis.level),
        "margin": .number(analysis.margin),
      ],
      "trends": .array(analysis.trends.map(json)), "pairs": .array(analysis.pairs.map(\.json)),
      "comparisons": .array(analysis.comparisons.map(\.json)), "warnings": .array(analysis.warnings.map(\.json)),
    ]
  }

  private func json(_ trend: PriceTrend) -> JSONValue {
    let statistics = trend.fit?.statistics
    return [
      "level": .number(trend.frontier.threshold), "candidates": .integer(trend.frontier.candidates),
      "points": .array(trend.frontier.points.map(\.json)),
      "factor_per_year": .object(trend.factorPerYear.members),
      "halving_months": .object(trend.halvingMonths.members),
      "percent_per_year": .object(trend.percentPerYear.members),
      "log_decline_per_year": .object((trend.fit?.coefficients["k"] ?? .notEstimable).members),
      "n": .integer(trend.frontier.points.count),
      "df_residual": statistics.map { .integer($0.residualDegreesOfFreedom) } ?? .null,
      "r_squared": JSONValue(statistics?.rSquared), "sigma": JSONValue(statistics?.sigma),
      "verdicts": .array(analysis.claims.map { claim in json(trend.verdicts.first { $0.claim == claim }, on: claim) }),
    ]
  }

  private func json(_ verdict: Verdict?, on claim: Rate) -> JSONValue {
    [
      "claim": claim.json, "verdict": .string((verdict?.answer ?? .notDecided).rawValue),
      "p_difference": JSONValue(verdict?.differencePValue), "p_equivalence": JSONValue(verdict?.equivalencePValue),
      "indistinguishable_low": JSONValue(verdict?.indistinguishable.low),
      "indistinguishable_high": JSONValue(verdict?.indistinguishable.high),
    ]
  }
}

extension Rate {
  var json: JSONValue {
    [
      "text": .string(text), "direction": .string((direction ?? .falls).rawValue),
      "factor_per_year": .number(annualFactor), "months_per_factor_of_two": .number(halvingMonths),
    ]
  }
}

extension PriceList.Entry {
  var json: JSONValue {
    [
      "date": .string(dateText), "decimal_year": .number(date), "price": .number(price), "model": .string(model),
      "score": JSONValue(score), "line": .integer(line),
    ]
  }
}

extension PricePair {
  var json: JSONValue {
    [
      "first": first.json, "second": second.json, "ratio": .number(ratio), "years": .number(years),
      "factor_per_year": JSONValue(annualFactor), "prices_listed": .array(listed.map(JSONValue.integer)),
    ]
  }
}
