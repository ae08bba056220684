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
        "rows_used": .integer(prices.entries.count - (analysis.rates.isEmpty ? 0 : prices.entriesWithoutScore)),
        "where": prices.filters.whereJSON,
        "filters": .array(prices.filters.map(\.json)), "rows_without_price": .integer(prices.rowsWithoutPrice),
        "rows_without_score": .integer(prices.entriesWithoutScore),
        "columns": [
          "date": .string(prices.columns.date), "price": .string(prices.columns.price.description),
          "score": JSONValue(prices.columns.score), "model": JSONValue(prices.columns.model),
          "group": JSONValue(prices.columns.group),
        ],
      ],
      "options": [
        "definition": "threshold-frontier", "interval": "subsampled-models", "level": .number(analysis.level),
        "margin": .number(analysis.margin),
        "definitions": .array(analysis.questions.definitions.map { .string($0.rawValue) }),
        "quantile": .number(analysis.questions.quantile),
        "replicates": .integer(analysis.questions.subsampling.replicates),
        "seed": JSONValue(analysis.questions.subsampling.seed), "share": .number(ModelSubsampling.share),
      ],
      "trends": .array(analysis.trends.map(json)), "pairs": .array(analysis.pairs.map(\.json)),
      "comparisons": .array(analysis.comparisons.map(\.json)),
      "definitions": .array(analysis.rates.map(json)), "conflicts": .array(analysis.conflicts.map(json)),
      "breaks": PriceCourseRecord(analysis).breaks, "windows": PriceCourseRecord(analysis).windows,
      "projections": PriceCourseRecord(analysis).projections, "warnings": .array(analysis.warnings.map(\.json)),
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
      "log_decline_per_year": .object(trend.logDecline.members),
      "naive_factor_per_year": .object(trend.naiveFactorPerYear.members),
      "df": JSONValue(trend.logDecline.degreesOfFreedom), "models": .integer(trend.models.reaching),
      "models_on_frontier": .integer(trend.models.onFrontier),
      "undefined_subsamples": .integer(trend.undefinedSubsamples),
      "n": .integer(trend.frontier.points.count),
      "df_residual": statistics.map { .integer($0.residualDegreesOfFreedom) } ?? .null,
      "r_squared": JSONValue(statistics?.rSquared), "sigma": JSONValue(statistics?.sigma),
      "verdicts": .array(analysis.claims.map { claim in json(trend.verdicts.first { $0.claim == claim }, on: claim) }),
      "power": .array(analysis.claims.compactMap { trend.power(on: $0) }.map(json)),
    ]
  }

  private func json(_ rate: DefinedRate) -> JSONValue {
    [
      "definition": .string(rate.definition.rawValue), "meaning": .string(rate.definition.meaning),
      "level": JSONValue(rate.threshold), "factor_per_year": .object(rate.factorPerYear.members),
      "halving_months": .object(rate.halvingMonths.members),
      "log_decline_per_year": .object(rate.logDecline.members), "df": JSONValue(rate.logDecline.degreesOfFreedom),
      "prices": .integer(rate.prices), "models": .integer(rate.models), "problem": JSONValue(rate.problem),
      "numbers": .object(rate.numbers.map { .init(key: $0.name, value: .number($0.value)) }),
      "verdicts": .array(analysis.claims.map { claim in json(rate.verdicts.first { $0.claim == claim }, on: claim) }),
    ]
  }

  private func json(_ power: ClaimPower) -> JSONValue {
    [
      "claim": .string(power.claim.text), "would_be": .string(power.answer.rawValue),
      "needed_std_error": .number(power.neededStandardError), "more_months": .number(power.moreMonths),
      "models_factor": .number(power.modelsFactor),
    ]
  }

  private func json(_ conflict: ClaimConflict) -> JSONValue {
    [
      "first": .string(conflict.first.text), "second": .string(conflict.second.text), "ratio": .number(conflict.ratio),
      "findings": .array(
        analysis.rates.map { rate in
          let (finding, claim) = conflict.finding(rate.logDecline).words
          return [
            "definition": .string(rate.definition.rawValue), "level": JSONValue(rate.threshold),
            "finding": .string(finding), "claim": JSONValue(claim),
          ]
        }),
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

extension ClaimConflict.Finding {
  /// A stable word, and the claim that it is about.
  fileprivate var words: (String, String?) {
    switch self {
    case .bearsOut(let claim, _): ("bears-out", claim.text)
    case .both: ("both", nil)
    case .neither(let closer): ("neither", closer.text)
    case .noInterval: ("no-interval", nil)
    }
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
