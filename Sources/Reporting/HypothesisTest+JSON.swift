import ScalingLaws

extension HypothesisTest {
  /// - Parameter names: of the coefficients of the fit.
  func json(coefficients names: [String]) -> JSONValue {
    var margin: Double?
    if case .equivalence(_, let given) = hypothesis.kind { margin = given }
    return [
      "hypothesis": .string(hypothesis.text), "kind": .string(hypothesis.kind.name),
      "difference": JSONValue(difference?.value), "std_error": JSONValue(difference?.standardError),
      "margin": JSONValue(margin), "equivalence_p_value": JSONValue(equivalencePValue),
      "results": .array(
        results.map {
          [
            "test": .string($0.method.rawValue), "statistic": JSONValue($0.statistic),
            "df": JSONValue($0.degreesOfFreedom),
            "df_residual": JSONValue($0.denominatorDegreesOfFreedom), "p_value": JSONValue($0.pValue),
          ]
        }),
      "restricted": restrictedCoefficients.map { values in
        .object(zip(names, values).map { .init(key: $0, value: JSONValue($1)) })
      } ?? .null,
    ]
  }
}

extension Hypothesis.Kind {
  fileprivate var name: String {
    switch self {
    case .restrictions: "equality"
    case .equivalence: "equivalence"
    case .residuals: "residuals"
    }
  }
}
