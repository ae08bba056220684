import Foundation
import TestSupport
import Testing

/// The tables of Tests/Tables, as people have them: each gives what its line of `expected.tsv` says, which was written before it was read.
@Suite("Tables as people have them")
struct TableCorpusTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Tables")
  static let lines: [String] = {
    let text = (try? String(contentsOf: folder.appending(path: "expected.tsv"), encoding: .utf8)) ?? ""
    return text.split(separator: "\n").map(String.init)
  }()

  @Test("there are sixty of them")
  func count() { #expect(Self.lines.count == 60) }

  @Test("each gives what was expected of it", arguments: lines)
  func expected(_ line: String) throws {
    let fields = line.components(separatedBy: "\t")
    try #require(fields.count == 4)
    let command = try Command.shell("scaling \(fields[1])", folder: Self.folder)
    let said = command.output + command.errors
    #expect(command.status == Int32(fields[2]), Comment(rawValue: said))
    for text in fields[3].components(separatedBy: " && ") { #expect(said.contains(text), Comment(rawValue: said)) }
    // What is refused is never called missing where it can be read.
    if fields[0] != "44-fred-missing.csv" { #expect(!said.contains("--missing")) }
  }
}
