import Foundation
import Testing

@testable import Reporting

/// Pictures, read as XML. Places were computed by hand from the frame: a share of its width to the right, of its height up.
@Suite struct FigureSVGTests {
  /// Every mark, both scales, dates, open ends, names beside points, values far outside; four panels in two rows.
  private static let everything = Figure(
    "Every mark",
    panels: [
      FigurePanel(
        "log",
        x: FigureAxis("C (FLOP)", scale: .log, notation: .power, domain: 1e18...1e20),
        y: FigureAxis("loss", domain: 0...4),
        layers: [
          FigureLayer(
            "band", .band, FigureStyle(.blue, opacity: 0.25),
            points: [
              .init(1e18, 3, low: 2, high: 4), .init(1e19, 2, low: 1, high: nil), .init(1e20, 1, low: 0.5, high: 1.5),
            ]),
          FigureLayer(
            "line", .line, FigureStyle(.vermillion, dash: .dashDotted),
            points: [
              .init(1e18, 3), .init(1e19, 2), .init(3e19, .nan), .init(5e19, 1e300), .init(1e20, 1),
              .init(1e300, -1e300),
            ]),
          FigureLayer(
            "rows", .points, FigureStyle(.ink, isFilled: false),
            points: [.init(1e19, 2, label: "a"), .init(-1, 2, label: "no place"), .init(1e21, 2, label: "outside")],
            labels: .beside),
          FigureLayer(nil, .uprightRule, FigureStyle(.green, dash: .dotted), points: [.init(1e19, 0), .init(1e22, 0)]),
          FigureLayer(nil, .lyingRule, FigureStyle(.orange, dash: .dashed), points: [.init(0, 1), .init(0, 9)]),
        ], width: 200, height: 100),
      FigurePanel(
        "dates",
        x: FigureAxis("day", notation: .date, domain: 2020...2025),
        y: FigureAxis("price", scale: .log, notation: .money, domain: 0.1...100),
        layers: FigureStyle.Shape.allCases.enumerated().map { index, shape in
          FigureLayer(
            "shape \(index)", .points, FigureStyle(.purple, shape: shape, size: 8, opacity: 0.5),
            points: (0..<5).map { .init(2022.5 + 0.01 * Double($0), 1, label: "model \(index) \($0)") }, labels: .beside
          )
        }, width: 220, height: 160),
      FigurePanel(
        x: FigureAxis("share", notation: .percent, domain: 0...1),
        y: FigureAxis("", domain: 0.4...3.6, ticks: [.init(1, "one"), .init(2, "two"), .init(3, "three")]),
        layers: [
          FigureLayer(
            "lying", .lyingIntervals, FigureStyle(.blue),
            points: [
              .init(0.5, 1, low: 0.25, high: 0.75), .init(0.5, 2, low: nil, high: 0.75),
              .init(0.5, 3, low: -1, high: nil),
            ])
        ], width: 200, height: 100),
      FigurePanel(
        x: FigureAxis("x", domain: 0...4), y: FigureAxis("y", domain: 0...4),
        layers: [
          FigureLayer(
            "upright", .uprightIntervals, FigureStyle(.sky),
            points: [.init(1, 2, low: 1, high: nil), .init(2, 2, low: nil, high: nil), .init(3, 2, low: 1.5, high: 3)])
        ], width: 200, height: 100),
    ], columns: 2,
    caption: [
      "Data: made up.",
      "A second sentence, which is so long that it does not fit into one line of the caption, and so breaks into two of them.",
    ])

  private static let layout = FigureLayout(everything)

  private func reader(_ theme: FigureTheme = .light) throws -> SVGReader {
    try SVGReader(Self.everything.svg(theme: theme))
  }

  private func element(_ reader: SVGReader, id: String) throws -> SVGReader.Element {
    let found = reader.elements.filter { $0.attributes["id"] == id && !$0.around.contains("clipPath") }
    try #require(found.count == 1, "\(id)")
    return found[0]
  }

  @Test("the picture has a name and a description, which its root refers to")
  func accessible() throws {
    let reader = try reader()
    let root = try #require(reader.elements.first)
    #expect(root.name == "svg" && root.attributes["role"] == "img")
    let ids = try #require(root.attributes["aria-labelledby"]).split(separator: " ").map(String.init)
    #expect(ids.count == 2)
    let (title, words) = (try element(reader, id: ids[0]), try element(reader, id: ids[1]))
    #expect(title.name == "title" && title.text == "Every mark")
    #expect(
      words.name == "desc"
        && words.text.hasPrefix("log: loss against C (FLOP). dates: price against day. share. y against x."))
    #expect(words.text.contains("Marks: band; line; rows; shape 0") && words.text.contains("Data: made up."))
  }

  @Test("every word of the layout is there once, where it stands, and inside the picture")
  func words() throws {
    let (layout, reader) = (Self.layout, try reader())
    let texts =
      layout.texts + layout.legend.map(\.text) + layout.panels.flatMap { $0.labels + $0.tickTexts + $0.axisTitles }
    #expect(reader.texts.sorted() == texts.map(\.text).sorted())
    // What the figure says, by hand.
    for word in [
      "Every mark", "log", "dates", "C (FLOP)", "loss", "day", "price", "share", "10¹⁸", "10¹⁹", "10²⁰", "2022", "$1",
      "50 %", "three", "a", "Data: made up.", "upright",
    ] {
      #expect(reader.texts.count { $0 == word } == 1, "\(word)")
    }
    #expect(reader.texts.count { $0.hasPrefix("model ") } == 20)
    for other in reader.elements where !["title", "desc", "text"].contains(other.name) {
      #expect(other.text.allSatisfy { $0.isWhitespace }, "\(other.text)")
    }
    let picture = FigureBox(x: 0, y: 0, width: layout.width, height: layout.height)
    for (index, text) in texts.enumerated() {
      #expect(picture.contains(text.box), "\(text.text) is cut")
      for other in texts[..<index] { #expect(!text.box.overlaps(other.box), "\(text.text) covers \(other.text)") }
      // Base lines lie a third of the size below the middle; a turned text goes around its place.
      let same = try reader.named("text").filter {
        let (x, y) = (try $0.number("x"), try $0.number("y"))
        let (across, along) = text.isUpright ? (x - text.at.x, y - text.at.y) : (y - text.at.y, x - text.at.x)
        return $0.text == text.text && abs(along) < 0.01 && abs(across - 0.36 * text.size) < 0.01
      }
      let found = try #require(same.first, "\(text.text)")
      #expect(try found.number("font-size") == text.size)
      #expect((found.attributes["transform"] != nil) == text.isUpright)
      #expect((found.attributes["font-weight"] == "bold") == text.isBold)
      let anchor: [FigureText.Anchor: String?] = [.left: nil, .center: "middle", .right: "end"]
      #expect(found.attributes["text-anchor"] == anchor[text.anchor])
    }
  }

  @Test(
    "marks are cut at the frame of their panel, or have their middle in it; nothing else is drawn outside but ticks")
  func inside() throws {
    let (layout, reader) = (Self.layout, try reader())
    let frames = layout.panels.map(\.frame)
    let clips = reader.elements.filter { $0.name == "rect" && $0.around.contains("clipPath") }
    for (clip, frame) in zip(clips, frames) {
      let box = [try clip.number("x"), try clip.number("y"), try clip.number("width"), try clip.number("height")]
      #expect(zip(box, [frame.x, frame.y, frame.width, frame.height]).allSatisfy { abs($0 - $1) < 0.01 })
    }
    #expect(clips.count == 4)
    // The first panel has a band, a line and two rules; each of the last two has bars and heads.
    let ids = reader.named("clipPath").map { "url(#\($0.attributes["id"] ?? ""))" }
    #expect(Set(ids).count == 4)
    #expect(reader.clippedPaths.map { $0.attributes["clip-path"] } == [0, 0, 0, 0, 2, 2, 3, 3].map { ids[$0] })
    let legend = layout.legend.map(\.sample)
    let isIn = { (place: FigurePosition, boxes: [FigureBox], margin: Double) in
      boxes.contains { $0.grown(by: margin).contains(FigureBox(x: place.x, y: place.y, width: 0, height: 0)) }
    }
    for path in reader.named("path") where path.attributes["clip-path"] == nil {
      for place in try SVGReader.subpaths(path).joined() {
        #expect(isIn(place, frames, PanelLayout.majorTick + 0.01) || isIn(place, legend, 0.01), "\(place)")
      }
    }
    // One point of the first panel has a place, and each of the 20 in the second; one sample of each look in the legend.
    let circles = reader.named("circle")
    #expect(circles.count == 1 + 5 + 2)
    for circle in circles {
      let place = FigurePosition(x: try circle.number("cx"), y: try circle.number("cy"))
      #expect(isIn(place, frames, 0) || isIn(place, legend, 0))
    }
  }

  @Test("values stand where their axes say: logarithms, dates, and what lies outside")
  func places() throws {
    let reader = try reader()
    let (first, second) = (Self.layout.panels[0].frame, Self.layout.panels[1].frame)
    // 10¹⁹ is half-way between 10¹⁸ and 10²⁰, 2 of 4 half-way up.
    let circle = try #require(reader.named("circle").first)
    #expect(abs(try circle.number("cx") - (first.x + 100)) < 0.01)
    #expect(abs(try circle.number("cy") - (first.y + 50)) < 0.01)
    #expect(circle.attributes["fill"] == "none" && circle.attributes["stroke"] == "#222222")
    // 2022.5 is half of 2020 to 2025; 1 of 0.1 to 100 is a third up.
    let shape = try #require(
      reader.named("circle").first { $0.attributes["fill"] == "#B3518B" && $0.attributes["r"] == "4" })
    #expect(abs(try shape.number("cx") - (second.x + 110)) < 0.01)
    #expect(abs(try shape.number("cy") - (second.y + 160 * 2 / 3)) < 0.01)
    #expect(shape.attributes["fill-opacity"] == "0.5")
    // Five points of each shape, and its sample.
    let purple = reader.elements.filter {
      $0.around.last == "g" && $0.attributes["fill"] == "#B3518B" && $0.name != "text"
    }
    #expect(
      purple.map(\.name).sorted() == Array(repeating: ["circle", "path", "path", "rect"], count: 6).joined().sorted())
    let corners = try purple.filter { $0.name == "path" }.map { try SVGReader.subpaths($0).joined().count }
    #expect(corners.sorted() == Array(repeating: 3, count: 6) + Array(repeating: 4, count: 6))
    let paths = reader.clippedPaths
    try #require(paths.count == 8)
    let band = try #require(try SVGReader.subpaths(paths[0]).first)
    // High ends there, low ends back; the open one is at the frame.
    let expected = [(0.0, 0.0), (100, 0), (200, 62.5), (200, 87.5), (100, 75), (0, 50)]
    #expect(band.count == expected.count)
    for (place, (x, y)) in zip(band, expected) {
      #expect(abs(place.x - first.x - x) < 0.011 && abs(place.y - first.y - y) < 0.011)
    }
    // The line breaks at what cannot be drawn, and no number is too large for a renderer.
    let line = try SVGReader.subpaths(paths[1])
    #expect(line.map(\.count) == [2, 3])
    #expect(line.joined().allSatisfy { abs($0.x) <= 1e6 && abs($0.y) <= 1e6 })
    #expect(paths[1].attributes["stroke-dasharray"] == "8 3 2 3")
    // A rule outside the axis is not drawn.
    #expect(
      try SVGReader.subpaths(paths[2]).map { $0.map { $0.x - first.x } }.joined().allSatisfy { abs($0 - 100) < 0.01 })
    #expect(try SVGReader.subpaths(paths[3]).count == 1)
  }

  @Test("an end that is open is an arrow head at the frame, one that is not has a cap, one beyond the frame neither")
  func ends() throws {
    let reader = try reader()
    let (third, fourth) = (Self.layout.panels[2].frame, Self.layout.panels[3].frame)
    // Bars and caps, then heads; tips come first.
    let paths = Array(reader.clippedPaths.suffix(4))
    try #require(paths.count == 4)
    let lying = try SVGReader.subpaths(paths[0])
    // Three bars; caps at both ends of the first and at one end of the second.
    #expect(lying.count == 6)
    let caps = lying.filter { $0[0].x == $0[1].x }.map { $0[0].x - third.x }
    #expect(caps.count == 3 && zip(caps, [50, 150, 150]).allSatisfy { abs($0 - $1) < 0.011 })
    let lyingTips = try SVGReader.subpaths(paths[1]).map { $0[0].x - third.x }
    #expect(lyingTips.count == 2 && zip(lyingTips, [0, 200]).allSatisfy { abs($0 - $1) < 0.011 })
    let upright = try SVGReader.subpaths(paths[2])
    #expect(upright.count == 3 + 1 + 2)
    let uprightTips = try SVGReader.subpaths(paths[3]).map { $0[0].y - fourth.y }
    #expect(uprightTips.count == 3 && zip(uprightTips, [0, 100, 0]).allSatisfy { abs($0 - $1) < 0.011 })
    // Heads are inside: their feet lie inwards of their tips.
    for (tip, head) in zip(uprightTips, try SVGReader.subpaths(paths[3])) {
      #expect(head.count == 3 && head.dropFirst().allSatisfy { 0 < $0.y - fourth.y && $0.y - fourth.y < 100 }, "\(tip)")
    }
  }

  @Test("ticks stand below and to the left of the frame, minor ones shorter")
  func ticks() throws {
    let (reader, panel) = (try reader(), Self.layout.panels[0])
    let frame = panel.frame
    let axes = try #require(
      try reader.named("path").filter { $0.attributes["clip-path"] == nil }.map(SVGReader.subpaths).first {
        $0.count > 1 && $0[0].count == 4
      })
    let below = axes.dropFirst().filter { abs($0[0].y - frame.bottom) < 0.01 && $0[0].x == $0[1].x }
    let lengths = below.map { (($0[1].y - $0[0].y) * 10).rounded() / 10 }
    // Powers of ten from 10¹⁸ to 10²⁰, and 2 to 9 in both decades between.
    #expect(lengths.count { $0 == 5 } == 3 && lengths.count { $0 == 3 } == 16)
    let longest = below.filter { $0[1].y - $0[0].y > 4 }.map { $0[0].x - frame.x }
    #expect(longest.count == 3 && zip(longest, [0, 100, 200]).allSatisfy { abs($0 - $1) < 0.011 })
  }

  @Test("colours are those of the theme", arguments: FigureTheme.allCases)
  func themes(theme: FigureTheme) throws {
    let reader = try reader(theme)
    let allowed = Set(FigureStyle.Ink.allCases.map(theme.color) + [theme.ground, theme.grid, "none"])
    let used = Set(reader.elements.flatMap { [$0.attributes["fill"], $0.attributes["stroke"]].compactMap { $0 } })
    #expect(used.isSubset(of: allowed), "\(used.subtracting(allowed))")
    // Each ink of the figure is among them.
    #expect(used.isSuperset(of: FigureStyle.Ink.allCases.map(theme.color)))
    let ground = try #require(reader.named("rect").first { !$0.around.contains("clipPath") })
    #expect(ground.attributes["fill"] == theme.ground)
    #expect(try ground.number("width") == Self.layout.width.rounded(.up))
    let other = theme == .light ? FigureTheme.dark : .light
    #expect(used.isDisjoint(with: FigureStyle.Ink.allCases.map(other.color)))
  }

  @Test(
    "names stay names",
    arguments: [
      "<script>alert(1)</script>", "a & b < c > \"d\" 'e'", "]]>", "&amp;", "\u{600}<\u{338}",
      "a\u{0}b\u{1B}[2J\u{FFFE}c",
      "tab\tand\nline", "\u{202E}txt",
    ])
  func escaped(name: String) throws {
    let figure = Figure(
      name,
      panels: [
        FigurePanel(
          name, x: FigureAxis(name, ticks: [.init(1, name)]), y: FigureAxis(name),
          layers: [
            FigureLayer(
              name, .points, FigureStyle(.blue), points: [.init(1, 1, label: name), .init(2, 2)], labels: .beside)
          ])
      ], caption: [name])
    let reader = try SVGReader(figure.svg())
    // What XML 1.0 cannot hold is the replacement character.
    let scalars = name.unicodeScalars.map { ["\0", "\u{1B}", "\u{FFFE}"].contains($0) ? "\u{FFFD}" : String($0) }
    let expected = scalars.joined()
    #expect(reader.named("title").map(\.text) == [expected])
    // Legend, point, titles of panel and axes, the tick: the title and the caption may be broken into lines.
    #expect(reader.texts.count { $0 == expected } >= 5, "\(reader.texts)")
    #expect(
      Set(reader.elements.map(\.name)).isSubset(of: [
        "svg", "title", "desc", "defs", "clipPath", "rect", "g", "path", "circle", "text",
      ]))
  }

  @Test("the same figure gives the same bytes; another one has other identifiers")
  func identifiers() throws {
    #expect(Self.everything.svg() == Self.everything.svg())
    var other = Self.everything
    other.caption = ["Other data."]
    let ids = try [Self.everything, other].map { figure in
      Set(
        try SVGReader(figure.svg()).elements.filter { ["title", "desc", "clipPath"].contains($0.name) }.compactMap {
          $0.attributes["id"]
        })
    }
    #expect(ids[0].count == 6 && ids[1].count == 6 && ids[0].isDisjoint(with: ids[1]))
  }
}
