import ScalingLaws

extension FitRecord {
  var options: JSONValue {
    [
      "scale": .string(fit.scale.rawValue), "norm": .string(fit.options.norm.description),
      "interval": .string(fit.intervalMethod.description), "level": .number(fit.options.level),
      "replicates": replicates, "seed": JSONValue(fit.options.seed),
      "weights": JSONValue(fit.options.weights?.description),
      "cluster": fit.options.clusters.clusterJSON,
      "effect": effect, "fixed": named(fit.options.fixed) { JSONValue($0) },
      "bounds": named(fit.options.domains) { [JSONValue($0.lower), JSONValue($0.upper)] },
      "start": named(fit.options.start) { JSONValue($0) }, "starts": .integer(fit.options.starts),
      "max_iterations": .integer(fit.options.iterations), "tolerance": .number(fit.options.tolerance),
      "quantities": .array(fit.options.quantities.map { .string($0.description) }),
      "tests": .array(fit.options.hypotheses.map { .string($0.text) }),
      "noise": JSONValue(fit.options.noise?.description),
    ]
  }

  /// What was said of coefficients, by their names; of the constant of groups once.
  private func named<Value>(_ values: [String: Value], _ json: (Value) -> JSONValue) -> JSONValue {
    var said = values
    for group in fit.effect?.groups ?? [] {
      if let value = said.removeValue(forKey: group.coefficient) { said[fit.effect?.constant ?? ""] = value }
    }
    return .object(said.sorted { $0.key < $1.key }.map { .init(key: $0.key, value: json($0.value)) })
  }

  private var replicates: JSONValue {
    if case .bootstrap = fit.intervalMethod { .integer(fit.options.replicates) } else { .null }
  }

  /// Groups with intercepts of their own, and which coefficient and which column of ones stands for each.
  private var effect: JSONValue {
    guard let effect = fit.effect else { return .null }
    return [
      "column": .string(effect.column), "constant": .string(effect.constant),
      "groups": .array(
        effect.groups.map {
          [
            "value": .string($0.value), "rows": .integer($0.rows), "coefficient": .string($0.coefficient),
            "indicator": .string($0.indicator),
          ]
        }),
    ]
  }
}
