import Answers
import Foundation
import TestSupport
import Testing

@testable import Command

/// Help pages, whatever the width of the terminal.
@Suite struct HelpTests {
  @Test("the lines of a paragraph become one; indented lines and empty ones stay")
  func paragraphs() {
    let text = "One two\nthree.\n\nFour\nfive.\n\nEXAMPLES\n  scaling fit runs.csv\n    and more\nLast\nline"
    #expect(
      text.reflowed == "One two three.\n\nFour five.\n\nEXAMPLES\n  scaling fit runs.csv\n    and more\nLast line")
  }

  @Test("a long command goes on below, broken between flags and never within quotes")
  func commands() {
    let command =
      "  scaling fit runs.csv --formula \"y = a + b*log10(x) - c*log10(z) - d*log10(u)\" --where 'x > 3 and -z < 4' -o fit.json"
    let lines = command.reflowed.split(separator: "\n").map(String.init)
    #expect(
      lines == [
        "  scaling fit runs.csv \\",
        "    --formula \"y = a + b*log10(x) - c*log10(z) - d*log10(u)\" \\",
        "    --where 'x > 3 and -z < 4' -o fit.json",
      ])
  }

  @Test("no discussion has a line break within a paragraph, and no example is wider than 80 columns")
  func verbs() throws {
    for verb in Scaling.configuration.subcommands + [Scaling.self] {
      let lines = verb.configuration.discussion.split(separator: "\n", omittingEmptySubsequences: false)
      for (line, next) in zip(lines, lines.dropFirst()) where !line.isEmpty && !line.hasPrefix(" ") {
        #expect(next.isEmpty || next.hasPrefix(" "), "\(verb): \(line)")
      }
      for line in lines where line.hasPrefix(" ") {
        #expect(line.count <= 80, "\(verb): \(line)")
      }
    }
  }
}
