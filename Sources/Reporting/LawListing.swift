import ScalingLaws

/// The catalogue of laws as text; as data it is a `LawsRecord`.
public enum LawListing {
  /// A line for each law, under headings that say what it is for.
  public static var text: String {
    var table = TextTable([("law", .left), ("what it says", .left), ("formula", .left)])
    for law in Law.catalogue { table.add([law.id ?? "", law.summary, law.formula.text]) }
    let lines = zip(Law.catalogue, table.lines.dropFirst())
    let groups = Law.Purpose.allCases.map { purpose in
      [purpose.title] + lines.filter { $0.0.purpose == purpose }.map { cut($0.1) }
    }
    let last = "scaling laws NAME shows one whole: symbols, units, source, an example"
    return (groups.map { $0.joined(separator: "\n") } + [last]).joined(separator: "\n\n") + "\n"
  }

  /// The line, shortened to the width of a page.
  private static func cut(_ line: String, width: Int = 118) -> String {
    line.count > width ? line.prefix(width - 1) + "…" : line
  }

  /// One law, whole.
  public static func text(_ law: Law) -> String {
    var lines = [
      "\(law.id ?? ""): \(law.summary)", "", "  \(law.formula)", "  residuals on the \(law.scale.rawValue) scale", "",
      "  LaTeX: \(law.formula.latex)", "",
    ]
    var symbols = TextTable([
      ("symbol", .left), ("kind", .left), ("unit", .left), ("starts", .left), ("meaning", .left),
    ])
    for variable in law.variables {
      let kind = variable.optionalWith == nil ? "column" : "column, optional"
      let origin = variable.countsFromFirst ? "; counts from its first value" : ""
      symbols.add([variable.name, kind, variable.unit ?? "", "", variable.meaning + origin])
    }
    if let run = law.run {
      symbols.add([run.name, "column, optional", "", "", run.meaning + "; rows of one are kept together"])
    }
    for coefficient in law.coefficients ?? [] {
      let starts = coefficient.region?.description ?? ""
      symbols.add([
        coefficient.name, coefficient.domain.asKind, coefficient.unit ?? "", starts, coefficient.meaning,
      ])
    }
    lines += symbols.lines
    if !law.derived.isEmpty {
      var derived = TextTable([("quantity", .left), ("unit", .left), ("meaning", .left), ("formula", .left)])
      for quantity in law.derived {
        derived.add([quantity.name, quantity.unit ?? "", quantity.meaning ?? "", quantity.expression.description])
      }
      lines += [""] + derived.lines
    }
    lines += ["", "  source: \(law.source ?? "")", "  example: \(law.example ?? "")"]
    return lines.joined(separator: "\n") + "\n"
  }

  /// The whole catalogue, or some of its laws.
  public static func json(_ laws: [Law] = Law.catalogue) -> JSONValue { LawsRecord(laws).json }
}

extension Domain {
  /// The coefficient with what its domain allows.
  fileprivate var asKind: String {
    switch self {
    case .free: "coefficient"
    case .positive: "coefficient > 0"
    case .between(let low, let high) where high == .infinity: "coefficient >= \(low.plain)"
    case .between(let low, let high): "coefficient \(low.plain) to \(high.plain)"
    case .fixed(let value): "held at \(value.plain)"
    }
  }
}
