import ScalingLaws

/// A fit as a file: schema `scaling.fit/1`.
///
/// Every number is there with all its digits; what is open or undefined is `null`. Keys keep their order and meaning;
/// a change of either is a new schema version.
public struct FitRecord {
  public static let schema = "scaling.fit/1"
  let fit: Fit
  private let saved: SavedFit
  private let keepsDraws: Bool

  /// Whether the coefficients of all refits are in a record.
  public enum KeptDraws: Sendable, Hashable {
    case none
    /// Where they are at most `mostNumbers`.
    case few
    case all
  }

  /// Of draws that are kept without being asked for, with the objective and the number of each refit: about 4 MB.
  public static let mostNumbers = 200_000

  /// Of a column that the law compares with text.
  static let mostTexts = 100

  public init(_ fit: Fit, keeping kept: KeptDraws = .none) { self.init(fit, keeping: kept, most: Self.mostNumbers) }

  /// - Parameter most: numbers that are few.
  init(_ fit: Fit, keeping kept: KeptDraws, most: Int) {
    self.fit = fit
    saved = fit.saved
    keepsDraws = kept == .all || kept == .few && fit.drawnNumbers <= most
  }

  public var json: JSONValue {
    [
      "schema": .string(Self.schema), "version": .string(Version.current), "law": law, "data": data,
      "options": options, "objective": objective, "glance": glance, "coefficients": coefficients,
      "covariance": .array(
        (0..<fit.covariance.rows).map { row in
          .array((0..<fit.covariance.columns).map { JSONValue(fit.covariance[row, $0]) })
        }),
      "derived": derived,
      "tests": .array(fit.tests.map { $0.json(coefficients: fit.coefficients.map(\.name)) }),
      "convergence": convergence, "inference": inference, "draws": keepsDraws ? draws : .null,
      "warnings": .array(fit.warnings.map(\.json)),
    ]
  }

  var law: JSONValue {
    [
      "id": JSONValue(fit.law.law.id), "formula": .string(fit.law.formula.description),
      "as_given": .string((fit.effect?.formula ?? fit.law.law.formula).description),
      "source": JSONValue(fit.law.law.source),
    ]
  }

  var data: JSONValue {
    [
      "source": .string(fit.data.source), "sha256": .string(fit.data.sha256), "rows": .integer(fit.data.rows),
      "rows_used": .integer(fit.data.rowsUsed), "derive": .array(fit.data.derivations.map(JSONValue.string)),
      "missing_tokens": .array(fit.data.missingTokens.map(JSONValue.string)),
      "thousands": .bool(fit.data.readsThousands), "format": JSONValue(fit.data.format?.name),
      "drop_missing": .bool(fit.options.dropsMissing), "where": fit.data.filters.whereJSON,
      "filters": .array(fit.data.filters.map(\.json)),
      "missing": .object(fit.data.missing.map { .init(key: $0.column, value: .integer($0.rows)) }),
      "columns": .object(fit.data.columns.map { .init(key: $0.variable, value: .string($0.column)) }),
      "ranges": .object(
        saved.ranges.sorted { $0.key < $1.key }.map {
          .init(key: $0.key, value: .array([JSONValue($0.value.lowerBound), JSONValue($0.value.upperBound)]))
        }),
      "texts": .object(
        saved.textVariables.map {
          .init(key: $0, value: .array((saved.texts[$0] ?? []).prefix(Self.mostTexts).map(JSONValue.string)))
        }),
    ]
  }

  /// What a prediction needs: what was solved for with its covariance, the coefficients in terms of it, the noise.
  private var inference: JSONValue {
    let solved = saved.solved
    return [
      "degrees_of_freedom": JSONValue(solved.degreesOfFreedom),
      "noise": [
        "sigma": JSONValue(saved.noise.sigma), "formula": JSONValue(saved.noise.formula?.description),
        "efficiency": JSONValue(saved.noise.efficiency), "low": JSONValue(saved.responseRange.low),
        "high": JSONValue(saved.responseRange.high),
      ],
      "natural": .array(
        zip(solved.names, solved.natural).map {
          let domain = solved.domains[$0] ?? .all
          return [
            "name": .string($0), "formula": .string($1.description), "positive": .bool(domain.low >= 0),
            "low": JSONValue(domain.low), "high": JSONValue(domain.high),
          ]
        }),
      "solved": [
        "coefficients": .array(
          zip(solved.parameters, solved.point).map { ["name": .string($0), "value": JSONValue($1)] }),
        "covariance": .array(
          (0..<solved.covariance.rows).map { row in
            .array((0..<solved.covariance.columns).map { JSONValue(solved.covariance[row, $0]) })
          }),
      ],
    ]
  }

  /// The coefficients of every refit, column by column.
  private var draws: JSONValue {
    guard let draws = fit.draws else { return .null }
    return [
      "requested": .integer(draws.requested), "replicates": .array(draws.replicates.map(JSONValue.integer)),
      "coefficients": .object(
        zip(draws.names, draws.columns).map { .init(key: $0, value: .array($1.map { JSONValue($0) })) }),
      "objective": .array(draws.objectives.map { JSONValue($0) }),
    ]
  }

  private var objective: JSONValue {
    let statistics = fit.statistics
    return [
      "value": .number(fit.objective),
      "definition": .string(
        "\(fit.objectiveName) on the \(fit.scale.rawValue) scale; log_likelihood is that of the response on"
          + " this scale, and aic, aicc and bic count \(statistics.parametersCounted) parameters"),
      "rss": .number(statistics.residualSumOfSquares), "log_likelihood": JSONValue(statistics.logLikelihood),
      "aic": JSONValue(statistics.aic), "aicc": JSONValue(statistics.aicc), "bic": JSONValue(statistics.bic),
    ]
  }

  private var glance: JSONValue {
    let statistics = fit.statistics
    return [
      "n": .integer(statistics.observations), "rank": .integer(statistics.rank),
      "df_residual": .integer(statistics.residualDegreesOfFreedom), "sigma": JSONValue(statistics.sigma),
      "r_squared": JSONValue(statistics.rSquared), "adj_r_squared": JSONValue(statistics.adjustedRSquared),
      "within_r_squared": JSONValue(fit.effect?.withinRSquared), "robust_scale": JSONValue(statistics.robustScale),
      "f_statistic": JSONValue(statistics.fTest?.statistic), "f_p_value": JSONValue(statistics.fTest?.pValue),
      "condition_number": JSONValue(statistics.conditionNumber),
      "scaled_condition_number": JSONValue(statistics.scaledConditionNumber),
      "chi_squared_p_value": JSONValue(statistics.goodnessOfFitPValue),
    ]
  }

  private var coefficients: JSONValue {
    .array(
      fit.coefficients.map { element in
        .object(
          [.init(key: "name", value: .string(element.name)), .init(key: "unit", value: JSONValue(element.unit))]
            + element.estimate.members + [
              .init(key: "statistic", value: JSONValue(element.tStatistic)),
              .init(key: "p_value", value: JSONValue(element.pValue)),
              .init(key: "at_bound", value: .bool(fit.convergence.atBound.contains(element.name))),
            ])
      })
  }

  private var derived: JSONValue {
    .array(fit.derived.map(\.json))
  }

  private var convergence: JSONValue {
    let convergence = fit.convergence
    return [
      "certified": .bool(convergence.isCertified), "certified_globally": .bool(convergence.isGlobal),
      "share_unseen": JSONValue(convergence.shareUnseen), "search_end": .string(convergence.searchEnd.rawValue),
      "method": .string(convergence.method), "scaled_gradient": JSONValue(convergence.scaledGradient),
      "expected_decrease": JSONValue(convergence.expectedDecrease), "iterations": .integer(convergence.iterations),
      "starts": .integer(convergence.starts), "agreeing": .integer(convergence.agreeing),
      "other_minima": .array(convergence.otherMinima.map(json)),
    ]
  }

  private func json(_ minimum: Convergence.OtherMinimum) -> JSONValue {
    let values = minimum.coefficients.map { zip(fit.law.coefficients, $0) }
    return [
      "objective": JSONValue(minimum.objective), "starts": .integer(minimum.count),
      "from_given_start": .bool(minimum.isOfGivenStart),
      "coefficients": values.map { .object($0.map { .init(key: $0, value: JSONValue($1)) }) } ?? .null,
    ]
  }
}

extension Fit {
  /// How many numbers its draws are, with the objective and the number of each refit; 0 without draws.
  fileprivate var drawnNumbers: Int { draws.map { $0.replicates.count * ($0.names.count + 2) } ?? 0 }

  /// What was minimised, in words.
  var objectiveName: String {
    switch options.norm.shape {
    case .squared: "weighted sum of squared residuals"
    case .binomial: "deviance: twice the log-likelihood of the shares themselves over that of the law,"
    case .firth: "deviance less the logarithm of the determinant of the information, Firth's penalty,"
    case .studentT: "negative log-likelihood of the residuals under Student's t"
    default: "weighted sum of rho(residual), \(options.norm.inWords),"
    }
  }
}

extension Estimate {
  /// The four fields that every estimate has in every record, and how its interval was made where that is said of it alone.
  var members: [JSONValue.Member] {
    [
      .init(key: "estimate", value: JSONValue(value)), .init(key: "std_error", value: JSONValue(standardError)),
      .init(key: "conf_low", value: JSONValue(interval?.low)),
      .init(key: "conf_high", value: JSONValue(interval?.high)),
    ] + (method.map { [.init(key: "interval", value: .string($0.description))] } ?? [])
  }
}

extension QuantityEstimate {
  var json: JSONValue {
    .object(
      [
        .init(key: "name", value: .string(quantity.name)),
        .init(key: "formula", value: .string(quantity.expression.description)),
        .init(key: "unit", value: JSONValue(quantity.unit)),
      ] + estimate.members)
  }
}

extension FitWarning {
  var json: JSONValue {
    [
      "code": .string(code.rawValue), "severity": .string(severity.rawValue), "message": .string(message),
      "hint": .string(hint),
    ]
  }
}

extension [Filter] {
  /// All conditions as one; `null` when there is none.
  var whereJSON: JSONValue {
    isEmpty ? .null : .string(count == 1 ? self[0].condition : map { "(\($0.condition))" }.joined(separator: " and "))
  }
}

extension Filter {
  var json: JSONValue {
    [
      "condition": .string(condition), "kept": .integer(kept), "excluded": .integer(excluded),
      "undecided": .integer(undecided),
    ]
  }
}

extension [String] {
  /// One column as a string, several as an array, none as `null`.
  var clusterJSON: JSONValue {
    count > 1 ? .array(map(JSONValue.string)) : JSONValue(first)
  }
}
