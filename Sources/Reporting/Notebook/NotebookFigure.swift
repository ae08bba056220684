import ScalingLaws

/// A figure as a cell that shows it, and shows it again when it is run.
///
/// Jupyter takes the best of what it can draw: the specification of Vega-Lite 5, the picture, or the text.
struct NotebookFigure {
  let id: String
  let figure: Figure
  /// Of Vega-Lite 5.
  let specification: JSONValue

  /// More than a screen can show; a date to half a day.
  private static let digits = 7

  /// Short enough to be kept twice.
  static func specification(of figure: Figure) -> JSONValue { shortened(VegaLite(figure).json) }

  private var bundle: JSONValue {
    [
      "application/vnd.vegalite.v5+json": specification, "image/svg+xml": .string(figure.svg()),
      "text/plain": .string(
        ([figure.title] + figure.panels.compactMap(\.title) + figure.caption).joined(separator: "\n")),
    ]
  }

  var cell: NotebookCell {
    let bundle = bundle
    return .figure(
      "figure-" + id,
      """
      # The figure, drawn when this file was written: a specification of Vega-Lite 5, the picture, and its text.
      \("import json")
      from IPython.display import display
      display(json.loads(r\"""\(bundle.unspaced)\"""), raw=True)
      """, shows: bundle)
  }

  /// Rows of numbers as CSV, which Vega-Lite reads, and everywhere as many digits as can be seen: the notebook has each figure twice.
  private static func shortened(_ value: JSONValue) -> JSONValue {
    switch value {
    case .object(let members):
      .object(
        members.map { member in
          if member.key == "data", let rows = member.value["values"] {
            return .init(key: "data", value: table(rows.elements) ?? rounded(member.value))
          }
          let isDomain = member.key == "domain"
          return .init(
            key: member.key, value: isDomain ? .array(member.value.elements.map(rounded)) : shortened(member.value))
        })
    case .array(let values): .array(values.map(shortened))
    default: value
    }
  }

  /// `nil` unless every row has the same names and nothing but numbers.
  private static func table(_ rows: [JSONValue]) -> JSONValue? {
    guard rows.count > 2, let names = rows.first?.members.map(\.key),
      names.allSatisfy({ !$0.contains { ",\"\n".contains($0) } })
    else { return nil }
    var lines = [names.joined(separator: ",")]
    for row in rows {
      let members = row.members
      guard members.map(\.key) == names, members.allSatisfy({ Double(json: $0.value) != nil })
      else {
        return nil
      }
      lines.append(members.map { rounded($0.value).line }.joined(separator: ","))
    }
    return ["values": .string(lines.joined(separator: "\n")), "format": ["type": "csv"]]
  }

  private static func rounded(_ value: JSONValue) -> JSONValue {
    switch value {
    case .number(let number): NumberLiteral.parse(number.formatted(significant: digits)).map(JSONValue.number) ?? value
    case .array(let values): .array(values.map(rounded))
    case .object(let members): .object(members.map { .init(key: $0.key, value: rounded($0.value)) })
    default: value
    }
  }
}
