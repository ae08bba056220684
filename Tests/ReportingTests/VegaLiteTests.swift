import Foundation
import Testing

@testable import Reporting

@Suite struct VegaLiteTests {
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
