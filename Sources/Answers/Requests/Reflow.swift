import Reporting

extension String {
  /// The text of a help page without the line breaks of the source: the lines of a paragraph become one, which the terminal's width
  /// then breaks. Indented lines stay as they are, but what is longer than a narrow page goes on in a line below: a command between its
  /// flags, anything else between its words.
  package var reflowed: String {
    var lines: [String] = []
    var isInParagraph = false
    for line in split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      let isText = !line.isEmpty && !line.hasPrefix(" ")
      if isText, isInParagraph {
        lines[lines.count - 1] += " " + line
      } else {
        lines += line.continued
      }
      isInParagraph = isText
    }
    return lines.joined(separator: "\n")
  }

  /// Columns of a narrow page.
  private static let narrowPage = 78

  /// A command in lines that a shell takes for one, broken between its flags.
  private var continued: [String] {
    let indent = String(prefix { $0 == " " })
    guard count > Self.narrowPage, !indent.isEmpty else { return [self] }
    guard dropFirst(indent.count).hasPrefix("scaling ") else { return broken(indent: indent) }
    return String(dropFirst(indent.count)).shellLines(at: Self.narrowPage, after: indent)
  }

  /// Words in lines; spaces between them stay where a line does not end.
  private func broken(indent: String) -> [String] {
    var lines = [indent]
    for word in dropFirst(indent.count).split(separator: " ", omittingEmptySubsequences: false) {
      let last = lines[lines.count - 1]
      let isFresh = last.allSatisfy { $0 == " " }
      if !isFresh, last.count + word.count + 1 > Self.narrowPage {
        lines.append(indent + "    " + word)
      } else {
        lines[lines.count - 1] += (isFresh ? "" : " ") + word
      }
    }
    return lines
  }
}
