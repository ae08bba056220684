extension String {
  /// As text of Markdown with the extensions of GitHub, in a paragraph, a heading or a cell of a table: on one line, nothing of it a mark.
  ///
  /// CommonMark (section 2.4) takes a backslash before any ASCII punctuation as that character.
  package var escapedForMarkdown: String {
    replacingScalars { scalar in
      switch scalar {
      case "\\", "`", "*", "_", "[", "]", "<", ">", "|", "#", "~", "$", "&": "\\" + String(scalar)
      case _ where scalar.endsLine: " "
      case _ where scalar != "\t" && scalar.isUnseen: "\\\\u{\(scalar.hexadecimal(digits: 1, uppercase: true))}"
      default: nil
      }
    }
  }

  /// As code within a line: between as many backticks as it takes (CommonMark, section 6.1).
  package var quotedForMarkdown: String {
    let text = replacingScalars { $0.endsLine ? " " : $0 == "\t" ? nil : $0.shown }
    let fence = String(repeating: "`", count: text.longestRun(of: "`") + 1)
    let scalars = text.unicodeScalars
    // One space is taken away at both ends, where there is more than space; and nothing at all cannot be written.
    let isPadded = scalars.first == " " && scalars.last == " " && scalars.contains { $0 != " " }
    let touches = scalars.first == "`" || scalars.last == "`" || isPadded
    return touches ? "\(fence) \(text) \(fence)" : fence + (text.isEmpty ? " " : text) + fence
  }

  /// The backticks that open and close a block of this code: more than it has in a row, and three at least.
  package var markdownFence: String { String(repeating: "`", count: max(3, longestRun(of: "`") + 1)) }

  private func longestRun(of scalar: Unicode.Scalar) -> Int {
    var (longest, run) = (0, 0)
    for other in unicodeScalars {
      run = other == scalar ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }
}
