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
    for scalar in text.unicodeScalars {
      if tag.isEmpty, scalar != "<" {
        result.unicodeScalars.append(scalar)
        continue
      }
      tag.unicodeScalars.append(scalar)
      guard scalar == ">" else { continue }
      let values = tag.unicodeScalars.split(separator: "\"", omittingEmptySubsequences: false).enumerated().filter {
        $0.offset % 2 == 1
      }
      let isPlain = values.allSatisfy { !$0.element.contains("'") }
      result += isPlain ? tag.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "'") : tag
      tag = ""
    }
    return result + tag
  }
}
