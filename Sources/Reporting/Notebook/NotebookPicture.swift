/// An SVG of gnuplot in fewer bytes, drawn the same.
struct NotebookPicture {
  let text: String

  init(_ picture: String) {
    var lines: [String] = []
    for line in picture.split(separator: "\n", omittingEmptySubsequences: false) {
      // gnuplot opens a group for each change of its pen, whether something is drawn with it or not.
      if line == "</g>", let last = lines.last, last.hasPrefix("<g"), last.hasSuffix(">"), !last.contains("</") {
        lines.removeLast()
      } else {
        // What it says of the ends and corners of lines is what SVG takes them for anyway.
        lines.append(
          String(line).replacing(" stroke-linecap=\"butt\" stroke-linejoin=\"miter\"", with: "").replacing(
            "  '/>", with: "'/>")
        )
      }
    }
    text = Self.withSingleQuotes(lines.joined(separator: "\n"))
  }

  /// Attributes in the quotes that JSON does not have to escape.
  private static func withSingleQuotes(_ text: String) -> String {
    var result = ""
    var tag = ""
    for character in text {
      if tag.isEmpty, character != "<" {
        result.append(character)
        continue
      }
      tag.append(character)
      guard character == ">" else { continue }
      let values = tag.split(separator: "\"", omittingEmptySubsequences: false).enumerated().filter {
        $0.offset % 2 == 1
      }
      result += values.contains { $0.element.contains("'") } ? tag : tag.replacing("\"", with: "'")
      tag = ""
    }
    return result + tag
  }
}
