import Datasets
import Foundation
import Testing

@Suite struct DatasetsTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "datasets")

  @Test("the tables are in order of name and found by name only")
  func names() {
    let expected = [
      "accelerators", "ai-prices", "ai-revenue", "benchmark-difficulty", "benchmark-scores", "cerebras-gpt",
      "codex-pass-at-k", "data-constrained", "gemstones", "horizon-runs", "isoflop-porian", "isoflop-porian-optima",
      "model-capability", "olmo-ladder", "open-base-models", "over-training", "time-horizons", "transistors",
    ]
    #expect(Datasets.names == expected)
    for name in expected { #expect(Datasets.named(name)?.name == name) }
    #expect(Datasets.named("ai-price") == nil)
    #expect(Datasets.named("AI-prices") == nil)
  }

  @Test("the embedded bytes are the file's, with the stated SHA-256", arguments: Datasets.names)
  func digest(name: String) throws {
    let table = try #require(Datasets.named(name))
    let file = Self.folder.appending(path: "\(name).csv")
    #expect(try Data(contentsOf: file) == Data(table.bytes))
    #expect(try sha256(of: file) == table.sha256)
  }

  @Test("rows and columns are as stated", arguments: Datasets.names)
  func shape(name: String) throws {
    let table = try #require(Datasets.named(name))
    let text = try #require(String(validating: table.bytes, as: UTF8.self))
    let lines = text.components(separatedBy: "\r\n")
    #expect(lines.last == "")
    #expect(lines.count == table.rows + 2)
    #expect(lines.first == table.columns.map(\.name).joined(separator: ","))
    let texts = [table.title, table.summary, table.source, table.licence, table.caveat]
    #expect((texts + table.columns.flatMap { [$0.unit, $0.meaning] }).allSatisfy { !$0.isEmpty })
  }

  @Test("SOURCES.md says the same as the code", arguments: Datasets.names)
  func sources(name: String) throws {
    let table = try #require(Datasets.named(name))
    let document = try String(contentsOf: Self.folder.appending(path: "SOURCES.md"), encoding: .utf8)
    let section = try #require(document.components(separatedBy: "\n## ").first { $0.hasPrefix(name + "\n") })
    let words = section.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(words.contains("`\(name).csv`, \(table.rows) rows"))
    #expect(words.contains(table.sha256))
    for text in [table.summary, table.source, table.licence, table.caveat] { #expect(words.contains(text)) }
    for column in table.columns {
      #expect(section.contains("| \(column.name) | \(column.unit) | \(column.meaning) |"))
    }
  }

  private func sha256(of file: URL) throws -> String {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["sha256sum", file.path]
    process.standardOutput = output
    try process.run()
    let text = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return String(decoding: text.prefix(64), as: UTF8.self)
  }
}
