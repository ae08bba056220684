import ScalingLaws

/// The catalogue of laws as text; as data it is a `LawsRecord`.
public enum LawListing {
  /// A line for each law, under headings that say what it is for.
  public static var text: String {
    let table = PageTable(
      [.text("law"), .text("what it says"), .text("formula")],
      rows: Law.catalogue.map { [$0.id ?? "", $0.summary, $0.formula.text] })
    let lines = zip(Law.catalogue, table.textLines.dropFirst())
    let groups = Law.Purpose.allCases.map { purpose in
      [purpose.title] + lines.filter { $0.0.purpose == purpose }.map { cut($0.1) }
    }
    let last = "scaling laws NAME shows one whole: symbols, units, source, an example"
    return (groups.map { $0.joined(separator: "\n") } + [last]).joined(separator: "\n\n") + "\n"
  }

  public static var page: Page {
    Page(
      title: "Laws",
      blocks: Law.Purpose.allCases.flatMap { purpose -> [Page.Block] in
        let laws = Law.catalogue.filter { $0.purpose == purpose }
        return [
          .heading(level: 2, purpose.title),
          .table(
            PageTable(
              [.text("law"), .text("what it says"), .text("formula")],
              rows: laws.map { [$0.id ?? "", $0.summary, $0.formula.text] })),
        ]
      })
  }

  /// One law, whole.
  public static func page(_ law: Law) -> Page {
    Page(title: law.id ?? "", blocks: [.code(text(law).split(separator: "\n").map(String.init))])
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
    let variables = law.variables.map { variable in
      [
        variable.name, variable.optionalWith == nil ? "column" : "column, optional", variable.unit ?? "", "",
        variable.meaning + (variable.countsFromFirst ? "; counts from its first value" : ""),
      ]
    }
    let run = law.run.map { [$0.name, "column, optional", "", "", $0.meaning + "; rows of one are kept together"] }
    let coefficients = (law.coefficients ?? []).map {
      [$0.name, $0.domain.asKind, $0.unit ?? "", $0.region?.description ?? "", $0.meaning]
    }
    lines +=
      PageTable(
        [.text("symbol"), .text("kind"), .text("unit"), .text("starts"), .text("meaning")],
        rows: variables + [run].compactMap { $0 } + coefficients
      ).textLines
    if !law.derived.isEmpty {
      let derived = law.derived.map { [$0.name, $0.unit ?? "", $0.meaning ?? "", $0.expression.description] }
      lines +=
        [""]
        + PageTable([.text("quantity"), .text("unit"), .text("meaning"), .text("formula")], rows: derived).textLines
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
