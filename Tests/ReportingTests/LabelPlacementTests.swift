import Datasets
import ScalingLaws
import Testing

@testable import Reporting

@Suite struct LabelPlacementTests {
  private let frame = FigureBox(x: 0, y: 0, width: 400, height: 300)

  private func mark(_ point: FigurePosition) -> FigureBox {
    FigureBox(x: point.x - 3, y: point.y - 3, width: 6, height: 6)
  }

  private func placed(_ points: [FigurePosition]) -> LabelPlacement {
    var names: [(name: String, point: FigurePosition, radius: Double, ink: FigureStyle.Ink)] = []
    for (index, point) in points.enumerated() { names.append(("model \(index)", point, 3, .ink)) }
    return LabelPlacement(names, in: frame, obstacles: points.map(mark), lines: [])
  }

  private func expectNoOverlaps(_ labels: [FigureText], in frame: FigureBox) {
    for (index, label) in labels.enumerated() {
      #expect(frame.contains(label.box), "\(label.text) leaves the frame")
      for other in labels[..<index] {
        #expect(!label.box.overlaps(other.box), "\(label.text) covers \(other.text)")
      }
    }
  }

  @Test("names of a crowd cover neither one another nor the points")
  func crowd() {
    var points: [FigurePosition] = []
    for index in 0..<40 {
      points.append(FigurePosition(x: Double(60 + index * 37 % 280), y: Double(40 + index * 53 % 220)))
    }
    let placement = placed(points)
    #expect(placement.left.isEmpty)
    #expect(placement.labels.count == 40)
    expectNoOverlaps(placement.labels.map(\.text), in: frame)
    for label in placement.labels {
      #expect(!points.contains { label.text.box.overlaps(mark($0)) }, "\(label.text.text) covers a point")
    }
  }

  @Test("equal points have their names one by one, and the same places each time")
  func equalPoints() {
    let points = Array(repeating: FigurePosition(x: 200, y: 150), count: 6)
    let placement = placed(points)
    #expect(placement.labels.count == 6)
    expectNoOverlaps(placement.labels.map(\.text), in: frame)
    #expect(placement.labels == placed(points).labels)
  }

  @Test("a name without room is left out and told")
  func noRoom() {
    let placement = LabelPlacement(
      [("a name that is wider than its frame", FigurePosition(x: 20, y: 20), 3, .ink)],
      in: FigureBox(x: 0, y: 0, width: 60, height: 60), obstacles: [], lines: [])
    #expect(placement.labels.isEmpty)
    #expect(placement.left == ["a name that is wider than its frame"])
  }

  @Test(
    "every model of the bundled prices is named, at each level, and no name covers another",
    arguments: [43.9, 64.8, 86])
  func prices(level: Double) throws {
    let dataset = try #require(Datasets.named("ai-prices"))
    let table = try Table(bytes: dataset.bytes, source: "@ai-prices")
    let prices = try PriceList(table, columns: try PriceColumns(in: table, score: "mmlu"))
    let analysis = try PriceAnalysis(prices, thresholds: [level], claims: [try Rate("10x/year")])
    let figure = try PriceFigure.frontier.figure(of: analysis)
    let panel = try #require(FigureLayout(figure).panels.first)
    #expect(panel.unplaced.isEmpty)
    let models = Set(prices.entries.filter { ($0.score ?? -1) >= level }.map(\.model))
    #expect(Set(panel.labels.map(\.text)) == models)
    expectNoOverlaps(panel.labels, in: panel.frame)
  }
}
