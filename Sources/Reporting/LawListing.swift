import ScalingLaws

/// The catalogue of laws, as text and as JSON.
public enum LawListing {
  /// A line for each law.
  public static var text: String {
    var table = TextTable([("law", .left), ("formula", .left), ("what it says", .left)])
    for law in Law.catalogue {
      table.add([law.id ?? "", law.formula.description, law.summary])
    }
    return table.lines.joined(separator: "\n") + "\n"
  }

  /// One law, whole.
  public static func text(_ law: Law) -> String {
    var lines = [
      "\(law.id ?? ""): \(law.summary)", "", "  \(law.formula)", "  residuals on the \(law.scale.rawValue) scale", "",
    ]
    var symbols = TextTable([("symbol", .left), ("kind", .left), ("unit", .left), ("meaning", .left)])
    for variable in law.variables {
      let kind = variable.optionalWith == nil ? "column" : "column, optional"
      let origin = variable.countsFromFirst ? "; counts from its first value" : ""
      symbols.add([variable.name, kind, variable.unit ?? "", variable.meaning + origin])
    }
    for coefficient in law.coefficients ?? [] {
      let kind = coefficient.domain == .positive ? "coefficient > 0" : "coefficient"
      symbols.add([coefficient.name, kind, coefficient.unit ?? "", coefficient.meaning])
    }
    lines += symbols.lines
    if !law.derived.isEmpty {
      var derived = TextTable([("quantity", .left), ("formula", .left), ("unit", .left), ("meaning", .left)])
      for quantity in law.derived {
        derived.add([quantity.name, quantity.expression.description, quantity.unit ?? "", quantity.meaning ?? ""])
      }
      lines += [""] + derived.lines
    }
    lines += ["", "  source: \(law.source ?? "")", "  example: \(law.example ?? "")"]
    return lines.joined(separator: "\n") + "\n"
  }

  public static var json: JSONValue { .array(Law.catalogue.map(json)) }

  public static func json(_ law: Law) -> JSONValue {
    [
      "id": JSONValue(law.id), "summary": .string(law.summary), "formula": .string(law.formula.description),
      "scale": .string(law.scale.rawValue), "source": JSONValue(law.source), "example": JSONValue(law.example),
      "variables": .array(
        law.variables.map {
          [
            "name": .string($0.name), "meaning": .string($0.meaning), "unit": JSONValue($0.unit),
            "optional": .bool($0.optionalWith != nil),
          ]
        }),
      "coefficients": .array(
        (law.coefficients ?? []).map {
          [
            "name": .string($0.name), "meaning": .string($0.meaning), "unit": JSONValue($0.unit),
            "positive": .bool($0.domain == .positive),
          ]
        }),
      "derived": .array(
        law.derived.map {
          [
            "name": .string($0.name), "formula": .string($0.expression.description), "unit": JSONValue($0.unit),
            "meaning": JSONValue($0.meaning),
          ]
        }),
    ]
  }
}
