import Foundation
import Testing

@testable import Reporting

/// A figure of three marks, whose specification was read by hand.
@Suite struct VegaLiteTests {
  private func figure(label: String = "a") -> Figure {
    Figure(
      "Small",
      panels: [
        FigurePanel(
          x: FigureAxis("C (FLOP)", scale: .log, notation: .power, domain: 1e18...1e20),
          y: FigureAxis("loss", domain: 0...4),
          layers: [
            FigureLayer(
              "band", .band, FigureStyle(.blue, opacity: 0.2),
              points: [
                .init(1e18, 3, low: 2, high: 4), .init(1e19, 2, low: 1, high: nil), .init(1e20, 1, low: 0.5, high: 1.5),
              ]),
            FigureLayer(
              "line", .line, FigureStyle(.blue, dash: .dashed),
              points: [.init(1e18, 3), .init(1e19, .nan), .init(1e20, 1)]),
            FigureLayer(
              "rows", .points, FigureStyle(.ink, isFilled: false),
              points: [.init(1e19, 2, label: label), .init(-1, 2)],
              labels: .beside),
          ], width: 200, height: 100)
      ], caption: ["Data: made up."])
  }

  private func specification(_ figure: Figure) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(VegaLite(figure).document.utf8)) as? [String: Any])
  }

  @Test("a specification of Vega-Lite holds data, axes with our ticks, and no address of data")
  func vegaLite() throws {
    let specification = try specification(figure())
    #expect(specification["$schema"] as? String == "https://vega.github.io/schema/vega-lite/v5.json")
    #expect(specification["width"] as? Double == 200)
    let layers = try #require(specification["layer"] as? [[String: Any]])
    let axes = try #require(layers[0]["encoding"] as? [String: [String: Any]])
    let scale = try #require(axes["x"]?["scale"] as? [String: Any])
    #expect(scale["type"] as? String == "log")
    #expect(scale["domain"] as? [Double] == [1e18, 1e20])
    let axis = try #require(axes["x"]?["axis"] as? [String: Any])
    #expect((axis["labelExpr"] as? String)?.contains("['10¹⁸','10¹⁹','10²⁰']") == true)
    #expect(!VegaLite(figure()).document.contains("\"url\""))
    let bands = layers.filter { ($0["mark"] as? [String: Any])?["type"] as? String == "area" }
    let rows = try #require((bands.first?["data"] as? [String: Any])?["values"] as? [[String: Double]])
    // The open end stands at the frame, and the caption says so.
    #expect(rows.map { $0["high"] } == [4, 4, 1.5])
    #expect(VegaLite(figure()).document.contains("Intervals and bands that run"))
  }

  @Test("a line breaks where it cannot be drawn; a point without a place is left out")
  func breaks() throws {
    let layers = try #require(try specification(figure())["layer"] as? [[String: Any]])
    let marks = { (type: String) in layers.filter { ($0["mark"] as? [String: Any])?["type"] as? String == type } }
    #expect(marks("line").map { (($0["data"] as? [String: Any])?["values"] as? [Any])?.count } == [1, 1])
    let points = marks("point").compactMap { ($0["data"] as? [String: Any])?["values"] as? [[String: Any]] }
    #expect(points.contains { $0.count == 1 && $0[0]["label"] as? String == "a" })
  }

  @Test("an open end of a bar is an arrow at the frame, and sets no axis")
  func openBars() throws {
    let bars = FigureLayer(
      "bars", .uprightIntervals, FigureStyle(.blue),
      points: [.init(1, 2, low: 1, high: nil), .init(2, 2, low: nil, high: nil), .init(3, 2, low: 1.5, high: 3)])
    let figure = Figure("Bars", panels: [FigurePanel(x: FigureAxis("x"), y: FigureAxis("y"), layers: [bars])])
    // From 1 to 3, and four per cent of it at either end.
    let y = try #require(FigureLayout(figure).panels.first).y
    #expect(abs(y.low - 0.92) < 1e-12 && abs(y.high - 3.08) < 1e-12)
    let layers = try #require(try specification(figure)["layer"] as? [[String: Any]])
    let heads = layers.filter { ($0["mark"] as? [String: Any])?["angle"] != nil }
    #expect(heads.map { (($0["data"] as? [String: Any])?["values"] as? [Any])?.count } == [1, 2])
  }

  @Test("the same figure gives the same bytes")
  func sameBytes() {
    #expect(VegaLite(figure()).document == VegaLite(figure()).document)
  }

  @Test("colours have a lightness of their own on either ground")
  func inks() {
    for theme in FigureTheme.allCases {
      let colors = FigureStyle.Ink.allCases.map(theme.color)
      #expect(Set(colors).count == colors.count)
    }
    let looks = (0..<6).map(FigureStyle.series)
    #expect(Set(looks.map { "\($0.dash) \($0.shape) \($0.isFilled)" }).count >= 4)
  }

  @Test("what is unseen in a name is shown as an escape wherever a figure has text")
  func unseen() throws {
    let name = "a\u{202E}b\u{1B}[31m\u{7}\u{2028}c"
    let figure = Figure(
      name,
      panels: [
        FigurePanel(
          x: FigureAxis(name), y: FigureAxis(name),
          layers: [
            FigureLayer(
              name, .points, FigureStyle(.ink), points: [.init(1, 2, label: name), .init(2, 3)], labels: .beside)
          ], width: 200, height: 100)
      ], caption: [name])
    let layers = try #require(
      try JSONSerialization.jsonObject(with: Data(VegaLite(figure).document.utf8)) as? [String: Any])["layer"]
    let shown = "a\\u{202E}b\\u{1B}[31m\\u{7}\\u{2028}c"
    let texts = texts(layers as Any).filter { $0.contains("[31m") }
    // Two axes, the tooltip's two lines, the point with its tooltip and its label, the title and the caption.
    #expect(texts.count >= 8 && texts.allSatisfy { $0 == shown }, "\(texts)")
  }

  private func texts(_ value: Any) -> [String] {
    switch value {
    case let text as String: [text]
    case let list as [Any]: list.flatMap(texts)
    case let object as [String: Any]: object.keys.sorted().flatMap { texts(object[$0] as Any) }
    default: []
    }
  }
}
