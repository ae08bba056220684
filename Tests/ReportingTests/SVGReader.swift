import Foundation
import FoundationXML
import Testing

@testable import Reporting

/// A picture as a reader of XML that is not ours sees it.
final class SVGReader: NSObject, XMLParserDelegate {
  struct Element {
    let name: String
    let attributes: [String: String]
    /// Names of the elements around it, the nearest last.
    let around: [String]
    var text = ""

    func number(_ attribute: String) throws -> Double { try #require(attributes[attribute].flatMap(Double.init)) }
  }

  private(set) var elements: [Element] = []
  private var open: [Int] = []

  init(_ svg: String) throws {
    super.init()
    let parser = XMLParser(data: Data(svg.utf8))
    parser.delegate = self
    try #require(parser.parse(), "\(String(describing: parser.parserError))")
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    // What a group says holds for what stands in it.
    let inherited = open.last.map { elements[$0].attributes } ?? [:]
    elements.append(
      Element(
        name: name, attributes: inherited.merging(attributes) { $1 }, around: open.map { elements[$0].name }))
    open.append(elements.count - 1)
  }

  func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
    open.removeLast()
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    if let last = open.last { elements[last].text += string }
  }

  func named(_ name: String) -> [Element] { elements.filter { $0.name == name } }

  /// The words in the picture.
  var texts: [String] { named("text").map(\.text) }

  /// Paths that are marks of data, which the frame cuts.
  var clippedPaths: [Element] { named("path").filter { $0.attributes["clip-path"] != nil } }

  /// The subpaths of an element, from place to place: M, L, H, V, Z and what is implied.
  static func subpaths(_ element: Element) throws -> [[FigurePosition]] {
    let d = try #require(element.attributes["d"])
    var paths: [[FigurePosition]] = []
    for match in d.matches(of: /([MLHVZ])([^MLHVZ]*)/) {
      let numbers = try match.2.split(separator: " ").map { try #require(Double($0)) }
      switch match.1 {
      case "M":
        try #require(numbers.count == 2)
        paths.append([FigurePosition(x: numbers[0], y: numbers[1])])
      case "Z": try #require(numbers.isEmpty && !paths.isEmpty)
      default:
        let last = try #require(paths.last?.last)
        if match.1 == "L" {
          try #require(numbers.count.isMultiple(of: 2))
          for index in stride(from: 0, to: numbers.count, by: 2) {
            paths[paths.count - 1].append(FigurePosition(x: numbers[index], y: numbers[index + 1]))
          }
        } else {
          try #require(numbers.count == 1)
          paths[paths.count - 1].append(
            match.1 == "H" ? FigurePosition(x: numbers[0], y: last.y) : FigurePosition(x: last.x, y: numbers[0]))
        }
      }
    }
    return paths
  }
}
