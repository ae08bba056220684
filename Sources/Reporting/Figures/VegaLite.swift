/// A figure as a specification of Vega-Lite 5: data inline, no request to anywhere.
///
/// The signal `dark` switches its colours; all else is fixed, so the same figure gives the same bytes.
public struct VegaLite {
  public static let schema = "https://vega.github.io/schema/vega-lite/v5.json"
  private let figure: Figure
  private let layout: FigureLayout
  private let theme: FigureTheme

  public init(_ figure: Figure, theme: FigureTheme = .light) {
    self.figure = figure
    self.theme = theme
    layout = FigureLayout(figure)
  }

  public var json: JSONValue {
    var members: [JSONValue.Member] = [
      .init(key: "$schema", value: .string(Self.schema)),
      .init(
        key: "description",
        value: .string(([figure.title] + figure.panels.compactMap(\.title) + figure.caption).joined(separator: " "))),
      .init(key: "params", value: [["name": "dark", "value": .bool(theme == .dark)]]),
      .init(key: "background", value: Self.color(light: FigureTheme.light.ground, dark: FigureTheme.dark.ground)),
      .init(key: "padding", value: .integer(12)),
    ]
    let panels = layout.panels.enumerated().map { index, panel in
      JSONValue.object(VegaPanel(panel, decorations: index == 0 ? decorations(of: panel) : []).members)
    }
    if panels.count == 1, case .object(let only) = panels[0] {
      members += only
    } else {
      let (first, second) = (layout.panels[0].frame, layout.panels[1].frame)
      let below = layout.panels.first { $0.frame.y > first.y }?.frame
      members += [
        .init(key: "concat", value: .array(panels)), .init(key: "columns", value: .integer(figure.columns)),
        .init(key: "bounds", value: "flush"),
        .init(
          key: "spacing",
          value: [
            "row": .number(below.map { $0.y - first.bottom } ?? 0),
            "column": .number(second.x > first.x ? second.x - first.right : 0),
          ]),
      ]
    }
    members.append(.init(key: "config", value: Self.config))
    return .object(members)
  }

  public var document: String { json.document }

  /// Title, legend and caption, placed from the first panel.
  private func decorations(of panel: PanelLayout) -> [JSONValue] {
    layout.legend.flatMap { VegaPanel.sample($0, in: panel.frame) + [VegaPanel.text($0.text, in: panel.frame)] }
      + layout.texts.map { VegaPanel.text($0, in: panel.frame) }
  }

  /// An expression that takes the colour of the ground.
  static func color(light: String, dark: String) -> JSONValue { ["expr": .string("dark ? '\(dark)' : '\(light)'")] }

  static func color(_ ink: FigureStyle.Ink) -> JSONValue { color(light: ink.light, dark: ink.dark) }

  private static var config: JSONValue {
    let ink = color(.ink)
    return [
      "font": .string(FigureFont.family), "view": ["stroke": color(.muted)],
      "axis": [
        "labelColor": ink, "titleColor": ink, "tickColor": color(.muted), "domainColor": color(.muted),
        "gridColor": color(light: FigureTheme.light.grid, dark: FigureTheme.dark.grid),
        "labelFontSize": .number(FigureFont.tick), "titleFontSize": .number(FigureFont.axis),
        "titleFontWeight": "normal",
        "labelOverlap": .bool(false), "labelBound": .bool(false), "labelFlush": .bool(false),
      ],
    ]
  }
}
